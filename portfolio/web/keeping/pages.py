"""What the pages of versions and of the trash show."""

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any
from uuid import UUID

from portfolio.domain import disputes
from portfolio.domain.errors import NotFound
from portfolio.services import entries, files, thrown, trash, versions
from portfolio.services.boxes import Opened
from portfolio.services.versions import History, Version
from portfolio.services.work import Work
from portfolio.web import comparing


@dataclass(frozen=True, slots=True)
class Line:
    """A version, and the questions that it answered otherwise than the one before."""

    version: Version
    changed: list[str]


def of_history(work: Work, entry_id: UUID) -> dict[str, Any]:
    """Every version of an entry, the present one first, with what each changed."""
    history, _ = _history(work, entry_id)
    now = history.now
    present = Version(now.rev, now.entry, now.changed_at)
    there = (present, *history.versions)
    lines = [
        Line(one, comparing.changed(former.entry, one.entry)) for one, former in pairwise(there)
    ]
    return {"history": history, "lines": [*lines, Line(there[-1], [])], "most": versions.MOST}


def of_version(work: Work, entry_id: UUID, rev: int) -> dict[str, Any]:
    """One version beside the present one, question by question."""
    history, opened = _history(work, entry_id)
    version = history.at(rev)
    titles = comparing.titles_of(opened, files.read_all(work))
    return {
        "one": history.now,
        "version": version,
        "differences": comparing.differences(version.entry, history.now.entry, titles),
    }


def bring_back(work: Work, entry_id: UUID, rev: int, seen: int) -> Version:
    """Make a version the present one again, which is one more change; returns it.

    *seen* is the revision that the person compared it with. What others said of it, and what was
    answered to them, stays as it is.
    """
    history, _ = _history(work, entry_id)
    version = history.at(rev)
    former = disputes.among_voices(version.entry, history.now.entry)
    entries.change(work, entry_id, former, rev=seen)
    return version


def of_trash(work: Work, page: int) -> dict[str, Any]:
    """A page of the trash; what was removed by one act is together, CVs and the booklet first."""
    count = trash.count(work)
    pages = max(1, -(-count // trash.PAGE))
    removed = trash.read(work, page)
    if page > pages:
        raise NotFound
    acts = [list(there) for _, there in groupby(removed, key=attrgetter("removed_at"))]
    made = thrown.read(work) if page == 1 else []
    return {"acts": acts, "count": count, "page": page, "pages": pages, "handouts": made}


def _history(work: Work, entry_id: UUID) -> tuple[History, list[Opened]]:
    opened = entries.read_all(work)
    for one in opened:
        if one.id == entry_id:
            return versions.read(work, one), opened
    raise NotFound

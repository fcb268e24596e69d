"""What entries said before, the trash and drafts, for the archive: made entry by entry."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import pairwise

from portfolio.domain.entries import Entry
from portfolio.formats.archives import PORTFOLIO, TRASH, history
from portfolio.formats.archives.growing import Growing
from portfolio.formats.archives.history import Draft, Drafts, Former, Past
from portfolio.formats.archives.writing import Long
from portfolio.services import entries, files, histories, thrown, unsaved
from portfolio.services.boxes import Opened
from portfolio.services.histories import Past as Found
from portfolio.services.removals import Removed
from portfolio.services.work import Work
from portfolio.web import comparing, drafts, facts
from portfolio.web.comparing import Difference
from portfolio.web.facts import Titles
from portfolio.web.handouts import alone
from portfolio.web.handouts.alone import Out
from portfolio.web.templating import site_name

NAME, SCHEMA = "history", "history.schema.json"


@dataclass(frozen=True, slots=True)
class Then:
    """A version in words: where it parts ways with the one that came at *until*."""

    since: datetime
    until: datetime
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, and its versions in words."""

    found: Found
    lines: list[Then]


def pages(work: Work, stack: ExitStack) -> Iterator[Long]:
    """The page and the file for machines, to be sent before *stack* closes."""
    return alone.spooled(stack, NAME, partial(_write, work))


def schema() -> dict[str, object]:
    """How to read the file for machines."""
    return history.schema()


def _write(work: Work, out: Out) -> None:
    removed = list(histories.thrown(work))
    there: tuple[Opened | Removed, ...] = (*removed, *entries.read_all(work))
    titles = comparing.titles_of(there, files.read_all(work))
    kept, lost = unsaved.salvage(work)
    file = history.written(out.data, site_name(), work.now)
    pasts = _copied(histories.pasts(work, removed), file, titles)
    given = {"pasts": pasts, "removed": removed, "handouts": thrown.read(work), "lost": lost}
    words = {"drafts": drafts.said(work, kept), "now": work.now}
    out.page("handouts/history.html", **given, **words, facts=partial(_facts, titles))
    begun = tuple(
        Draft(id=one.sheet.id, place=one.place, saved_at=one.saved_at, answers=one.typed)
        for one in kept
    )
    file.finish(Drafts(drafts=begun, unread=tuple(lost)))


def _copied(pasts: Iterator[Found], file: Growing, titles: Titles) -> Iterator[Told]:
    """The same in words, each written for machines as it passes."""
    for one in pasts:
        versions = tuple(Former.of(it.rev, it.entry, it.changed_at) for it in one.versions)
        within = TRASH if one.removed else PORTFOLIO
        file.add(Past(id=one.now.id, within=within, versions=versions, unread=one.unread))
        yield Told(one, list(_lines(one, titles)))


def _lines(one: Found, titles: Titles) -> Iterator[Then]:
    for after, then in pairwise((one.now, *one.versions)):
        parted = comparing.differences(then.entry, after.entry, titles)
        yield Then(then.changed_at, after.changed_at, parted)


def _facts(titles: Titles, entry: Entry) -> list[facts.Fact]:
    return facts.facts(entry, titles)

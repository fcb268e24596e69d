"""What the pages of an import show: each thing proposed, then what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.formats.archives import reading
from portfolio.services import files, imports, unpacking
from portfolio.services.allowances import MEGABYTE, Allowance
from portfolio.services.arriving import TOO_LARGE
from portfolio.services.imports import Preview
from portfolio.services.proposals import Fate, Proposal
from portfolio.services.spools import Spool
from portfolio.settings import Settings
from portfolio.web import facts, transaction
from portfolio.web.imports.forms import Upload
from portfolio.web.signin import work

SHOWN = 200
"""Things decided one by one on the page; the rest of a longer file is decided at once."""

BEGINNING = 300  # letters of an answer that the page shows: the file has the others
LINKS = 3

STORY = N_("Le récit")


@dataclass(frozen=True, slots=True)
class Card:
    """One thing proposed: its facts, what completing would add, what would stay as it is.

    Of long answers it has the beginning; *more* says that there is some.
    """

    proposal: Proposal
    fate: Fate
    story: str
    facts: tuple[facts.Fact, ...]
    more: bool
    filled: tuple[str, ...]
    kept: tuple[str, ...]


def of_preview(preview: Preview, *, nothing: bool) -> dict[str, Any]:
    """The page of choices; *nothing* ticks « Ignorer » everywhere to begin with."""
    shown, rest = preview.proposals[:SHOWN], preview.proposals[SHOWN:]
    cards = [_card(each, nothing=nothing) for each in shown]
    groups = groupby(cards, key=lambda card: card.proposal.entry.kind)
    return {
        "preview": preview,
        "groups": [(KINDS[kind], list(there)) for kind, there in groups],
        "rest": len(rest),
        "nothing": nothing,
        "known": sum(each.known for each in preview.proposals),
    }


def take_in(form: Upload) -> UUID | None:
    """Read the file of *form*; None, and a sentence beside it, when it cannot be read."""
    spool, name = form.file.data.stream, form.file.data.filename or ""
    try:
        with spool:
            return _unpacked(spool, name) if reading.is_one(spool.head) else _read(spool, name)
    except Refused as refused:
        form.refuse(Refused(refused.message, "file", **refused.values))
        return None


def _read(spool: Spool, name: str) -> UUID:
    settings: Settings = current_app.extensions["settings"]
    if spool.size > settings.upload_limit:
        raise Refused(TOO_LARGE, name=name, most=settings.upload_limit_mb)
    return imports.preview(work(), spool.read(), name, contexts=settings.contexts)


def _unpacked(spool: Spool, name: str) -> UUID:
    """The files of an archive are unpacked with no transaction open: it takes a while."""
    settings: Settings = current_app.extensions["settings"]
    room = Allowance(settings.files_quota_mb * MEGABYTE, settings.files_most)
    archive = unpacking.opened(spool)
    unpacked = unpacking.weighed(work(), archive, room)
    transaction.release()
    arriving = unpacking.arriving_from(unpacked, settings.files_folder)
    with files.put(current_app.extensions["blobs"], arriving):
        return unpacking.keep(work(), unpacked, name, room)


def let_go(file_ids: Iterable[UUID]) -> None:
    """Let the bytes of files go, once it is kept that they are forgotten."""
    blobs = current_app.extensions["blobs"]
    for each in file_ids:
        transaction.afterwards(partial(blobs.remove, each))


def _card(proposal: Proposal, *, nothing: bool) -> Card:
    entry, union = proposal.entry, proposal.union
    told = facts.facts(entry, {})
    story, begun = _begun(entry.story), [_beginning(fact) for fact in told]
    return Card(
        proposal,
        Fate.IGNORE if nothing else proposal.fate,
        story,
        tuple(begun),
        (story, begun) != (entry.story, told),
        tuple(_titles(entry, union.filled)) if union else (),
        tuple(_titles(entry, union.kept)) if union else (),
    )


def _beginning(fact: facts.Fact) -> facts.Fact:
    """As much of an answer as the page shows."""
    if fact.link:
        return replace(fact, lines=fact.lines[:LINKS])
    lines, room = [], BEGINNING
    for line in fact.lines:
        if room > 0:
            lines.append(_begun(line, room))
        room -= len(line)
    return replace(fact, lines=tuple(lines))


def _begun(text: str, most: int = BEGINNING) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def _titles(entry: Entry, names: tuple[str, ...]) -> Iterator[str]:
    fields = type(entry).model_fields
    return (STORY if name == "story" else str(fields[name].title) for name in names)

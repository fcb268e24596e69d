"""What somebody types for a citizen beside them: kept apart until the citizen agrees to it.

A scribe acts on the citizen's own session with the rights of :attr:`Role.SCRIBE`; what they wrote
in the present sitting is all they see. A draft is an entry whose provenance has no day yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import Opener, seal
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.scribes import MOST_DRAFTS, Sitting
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services import boxes, entries, journal
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, ScribedEntry

TOO_MANY = N_("%(most)s éléments attendent déjà l’accord de la personne. C’est assez pour un jour.")


@dataclass(frozen=True, slots=True)
class Draft:
    """Something typed for the owner, as it waits for their answer."""

    id: UUID
    entry: Entry
    rev: int
    created_at: datetime


def note(work: Work, act: str) -> None:
    """Tell the owner's journal that a sitting began or ended."""
    journal.write(work, boxes.portfolio_of(work), f"scribe.{act}")


def read(work: Work, sitting: Sitting | None = None) -> list[Draft]:
    """The drafts that wait, oldest first; with *sitting*, those typed in it."""
    portfolio = boxes.portfolio_of(work)
    query = select(ScribedEntry).where(ScribedEntry.portfolio_id == portfolio.id)
    if sitting:
        query = query.where(ScribedEntry.created_at >= sitting.since)
    return _open(work, portfolio, work.session.scalars(query).all())


def one(work: Work, draft_id: UUID, sitting: Sitting | None = None) -> Draft:
    """One of them; any other is not there."""
    for draft in read(work, sitting):
        if draft.id == draft_id:
            return draft
    raise NotFound


def write(work: Work, sitting: Sitting, entry: Entry, draft_id: UUID | None = None) -> None:
    """Keep what was typed, once: the same thing sent twice is there already.

    Under *draft_id* when that is free.
    """
    portfolio = boxes.begin(work)
    said = entry.changed(provenance=Provenance.assisted(sitting.name))
    there = read(work)
    if any(draft.entry == said for draft in there):
        return
    if len(there) >= MOST_DRAFTS:
        raise Refused(TOO_MANY, most=MOST_DRAFTS)
    own = None if draft_id in {draft.id for draft in there} else draft_id
    row = ScribedEntry(portfolio_id=portfolio.id, id=own or uuid4(), rev=0, box=b"")
    row.created_at = work.now
    work.session.add(row)
    _seal(work, portfolio, row, said)


def change(work: Work, sitting: Sitting, draft_id: UUID, entry: Entry) -> None:
    """Type again what was typed in this sitting."""
    portfolio = boxes.begin(work)
    row = _row(work, portfolio, draft_id)
    if row.created_at < sitting.since:
        raise NotFound
    _seal(work, portfolio, row, entry.changed(provenance=Provenance.assisted(sitting.name)))


def keep(work: Work, draft_id: UUID, amended: Entry | None = None) -> UUID:
    """The owner agrees to a draft, in its words or in theirs: it becomes an entry."""
    draft = one(work, draft_id)
    came = draft.entry.provenance.model_copy(update={"on": day_of(work.now)})
    agreed = draft.entry.changed(provenance=came)
    if amended:
        agreed = amended.changed(provenance=came).amending(agreed)
    kept = entries.add(work, agreed)
    _drop(work, draft_id)
    note(work, "kept")
    return kept


def discard(work: Work, draft_id: UUID) -> None:
    """The owner does not want it: it is destroyed."""
    _drop(work, draft_id)
    note(work, "discarded")


def _drop(work: Work, draft_id: UUID) -> None:
    work.session.delete(_row(work, boxes.portfolio_of(work), draft_id))
    work.session.flush()


def _row(work: Work, portfolio: Portfolio, draft_id: UUID) -> ScribedEntry:
    row = work.session.get(ScribedEntry, (portfolio.id, draft_id), populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _seal(work: Work, portfolio: Portfolio, row: ScribedEntry, entry: Entry) -> None:
    row.rev += 1
    place = _place(portfolio.id, row.id, row.rev)
    row.box = seal(boxes.key_of(work, portfolio), entry.to_bytes(), place)
    work.session.flush()


def _open(work: Work, portfolio: Portfolio, rows: Sequence[ScribedEntry]) -> list[Draft]:
    opener = Opener(boxes.key_of(work, portfolio))
    placed = ((row.box, _place(portfolio.id, row.id, row.rev)) for row in rows)
    try:
        plain = opener.unseal_all(placed)
    except Unsealable as why:
        raise Tampered from why
    drafts = (
        Draft(row.id, Entry.from_bytes(data), row.rev, row.created_at)
        for row, data in zip(rows, plain, strict=True)
    )
    return sorted(drafts, key=lambda draft: (draft.created_at, draft.id))


def _place(portfolio_id: UUID, draft_id: UUID, rev: int) -> bytes:
    return context("scribed", portfolio_id, draft_id, rev)

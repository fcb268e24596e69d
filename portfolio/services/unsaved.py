"""Words typed in a form and not saved yet: kept sealed, given back, forgotten once saved.

Each form that is opened has a sheet of its own, so that two tabs never write over each other.
A sheet is written at the revision it was last read at; whoever holds an older one gets another
sheet, and both are given back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import derive
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.words import N_
from portfolio.services.work import Work
from portfolio.storage.unsaved import Unsaved

KEPT = timedelta(days=30)
MOST_SIGNS = 100_000
MOST_OF_PLACE = 5  # sheets of one form: the oldest gives way
MOST = 50  # sheets of one person: the oldest gives way
TOO_LONG = N_("Ce texte est trop long pour être gardé en brouillon.")

Typed = Sequence[tuple[str, str]]
_CONTENT = TypeAdapter(tuple[str, tuple[tuple[str, str], ...]])


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which sheet a form writes on, and the revision it knows of it."""

    id: UUID
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a sheet holds: the names and answers of the form at *place*."""

    sheet: Sheet
    place: str
    typed: tuple[tuple[str, str], ...]
    saved_at: datetime


def keep(work: Work, place: str, sheet: Sheet, typed: Typed) -> Sheet:
    """Write *typed* on *sheet*, or on a fresh one when it moved on; returns what was written on.

    Raises :class:`Refused` for more than a form can sensibly hold.
    """
    if sum(len(name) + len(answer) for name, answer in typed) > MOST_SIGNS:
        raise Refused(TOO_LONG)
    row = _row(work, sheet.id)
    if row is None or row.rev != sheet.rev:
        row = _fresh(work, place, sheet.id if row is None else uuid4(), sheet.rev)
    row.rev += 1
    row.saved_at = work.now
    plain = _CONTENT.dump_json((place, tuple(typed)))
    row.box = work.keys.seal_own("unsaved", row.account_id, plain, row.id, row.rev)
    work.session.flush()
    return Sheet(row.id, row.rev)


def waiting(work: Work, place: str) -> list[Kept]:
    """The sheets of the form at *place*, the latest first."""
    asked = select(Unsaved).where(
        Unsaved.account_id == work.actor.account_id,
        Unsaved.place == _blind(work, place),
        Unsaved.saved_at > work.now - KEPT,
    )
    return [
        _open(work, row) for row in work.session.scalars(asked.order_by(Unsaved.saved_at.desc()))
    ]


def read(work: Work, sheet_id: UUID) -> Kept:
    """One sheet of the actor's; another's is as absent as none."""
    row = _row(work, sheet_id)
    if row is None or row.saved_at <= work.now - KEPT:
        raise NotFound
    return _open(work, row)


def drop(work: Work, sheet_id: UUID) -> None:
    """Forget a sheet, if it is there and the actor's."""
    work.session.execute(
        delete(Unsaved).where(Unsaved.account_id == work.actor.account_id, Unsaved.id == sheet_id)
    )


def sweep(session: Session, now: datetime) -> int:
    """Forget every sheet that was left alone for thirty days; returns how many."""
    gone = session.execute(delete(Unsaved).where(Unsaved.saved_at <= now - KEPT))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def _row(work: Work, sheet_id: UUID) -> Unsaved | None:
    return work.session.get(Unsaved, (work.actor.account_id, sheet_id), populate_existing=True)


def _open(work: Work, row: Unsaved) -> Kept:
    try:
        plain = work.keys.unseal_own("unsaved", row.account_id, row.box, row.id, row.rev)
    except Unsealable as why:
        raise Tampered from why
    place, typed = _CONTENT.validate_json(plain)
    return Kept(Sheet(row.id, row.rev), place, typed, row.saved_at)


def _blind(work: Work, place: str) -> bytes:
    return derive(work.keys.user_key, "unsaved", place)[:16]


def _fresh(work: Work, place: str, sheet_id: UUID, rev: int) -> Unsaved:
    """A new sheet; the oldest give way to it, of this form and of this person."""
    blind = _blind(work, place)
    rows = work.session.execute(
        select(Unsaved.id, Unsaved.place)
        .where(Unsaved.account_id == work.actor.account_id)
        .order_by(Unsaved.saved_at.desc())
    ).all()
    here = [row.id for row in rows if row.place == blind]
    for each in {*here[MOST_OF_PLACE - 1 :], *(row.id for row in rows[MOST - 1 :])}:
        drop(work, each)
    row = Unsaved(account_id=work.actor.account_id, id=sheet_id, place=blind, rev=rev)
    work.session.add(row)
    return row

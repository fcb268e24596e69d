"""Words typed in a form and not saved yet: kept sealed, given back, forgotten once saved.

Each form that is opened has a sheet of its own, so that two tabs never write over each other.
A sheet is written at the revision it was last read at; whoever holds an older one gets another
sheet, and both are given back. Once the form is saved its sheet is closed: what a script sent
before, and comes after, leaves no draft behind.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.crypto.sealing import derive
from portfolio.domain.errors import Conflict, NotFound, Refused, Tampered, Unsealable
from portfolio.domain.words import N_
from portfolio.services.work import Work
from portfolio.storage.unsaved import Unsaved

KEPT = timedelta(days=30)
CLOSED = timedelta(hours=1)  # how late a script's words may come
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


def keep(work: Work, place: str, sheet: Sheet, typed: Typed, *, pressed: bool = False) -> Sheet:
    """Write *typed* on *sheet*, or on a fresh one when it moved on; returns what was written on.

    Raises :class:`Refused` for more than a form can sensibly hold, and :class:`Conflict` for a
    sheet that is closed, unless somebody *pressed* the button of its form again.
    """
    if sum(len(name) + len(answer) for name, answer in typed) > MOST_SIGNS:
        raise Refused(TOO_LONG)
    row = _row(work, sheet.id, held=True)
    if row is not None and row.closed:
        if not pressed:
            raise Conflict
        _delete(work, sheet.id)
        row = None
    if row is None or row.rev != sheet.rev:
        row = _fresh(work, place, sheet.id if row is None else uuid4(), sheet.rev)
    row.rev, row.place = row.rev + 1, _blind(work, place)
    row.saved_at = work.now
    plain = _CONTENT.dump_json((place, tuple(typed)))
    row.box = work.keys.seal_own("unsaved", row.account_id, plain, row.id, row.rev)
    _write(work, row)
    return Sheet(row.id, row.rev)


def waiting(work: Work, place: str, among: Collection[bytes] | None = None) -> list[Kept]:
    """The sheets of the form at *place*, the latest first; *among* are the forms where any wait."""
    if among is not None and _blind(work, place) not in among:
        return []
    asked = select(Unsaved).where(
        Unsaved.account_id == work.actor.account_id,
        Unsaved.place == _blind(work, place),
        Unsaved.saved_at > work.now - KEPT,
        ~Unsaved.closed,
    )
    return [
        _open(work, row) for row in work.session.scalars(asked.order_by(Unsaved.saved_at.desc()))
    ]


def read_all(work: Work) -> list[Kept]:
    """Every sheet of the actor's, the latest first."""
    return [_open(work, row) for row in _mine(work)]


def salvage(work: Work) -> tuple[list[Kept], list[UUID]]:
    """The same; one that does not open costs itself: then comes the list of those."""
    opened, lost = list[Kept](), list[UUID]()
    for row in _mine(work):
        try:
            opened.append(_open(work, row))
        except Tampered:
            lost.append(row.id)
    return opened, lost


def read(work: Work, sheet_id: UUID) -> Kept:
    """One sheet of the actor's; another's is as absent as none."""
    row = _row(work, sheet_id)
    if row is None or row.closed or row.saved_at <= work.now - KEPT:
        raise NotFound
    return _open(work, row)


def is_closed(work: Work, sheet_id: UUID) -> bool | None:
    """Whether the form of that sheet was saved, lately at least; None when there is no sheet."""
    row = _row(work, sheet_id)
    return None if row is None else row.closed


def close(work: Work, sheet_id: UUID) -> None:
    """Forget the words of a sheet of the actor's, and refuse those still on their way to it."""
    mine = Unsaved.account_id == work.actor.account_id
    past = Unsaved.saved_at <= work.now - CLOSED
    work.session.execute(delete(Unsaved).where(mine, Unsaved.closed, past))
    if _emptied(work, sheet_id):
        return
    row = Unsaved(account_id=work.actor.account_id, id=sheet_id, place=b"", rev=0, box=b"")
    row.saved_at = work.now
    try:
        _write(work, row)
    except Conflict:  # the words came while this was being done
        _emptied(work, sheet_id)


def sweep(session: Session, now: datetime) -> int:
    """Forget every sheet that was left alone for thirty days; returns how many."""
    gone = session.execute(delete(Unsaved).where(Unsaved.saved_at <= now - KEPT))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def _emptied(work: Work, sheet_id: UUID) -> bool:
    """Whether there was a sheet to take the words from."""
    here = (Unsaved.account_id == work.actor.account_id) & (Unsaved.id == sheet_id)
    gone = work.session.execute(update(Unsaved).where(here).values(box=b"", saved_at=work.now))
    return bool(gone.rowcount)  # type: ignore[attr-defined]  # an UPDATE's cursor counts


def _write(work: Work, row: Unsaved) -> None:
    """Send *row*; :class:`Conflict` when another request made that sheet meanwhile."""
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError as why:
        raise Conflict from why


def _mine(work: Work) -> Sequence[Unsaved]:
    """The rows of the actor's that hold words, the latest first."""
    asked = select(Unsaved).where(
        Unsaved.account_id == work.actor.account_id,
        Unsaved.saved_at > work.now - KEPT,
        ~Unsaved.closed,
    )
    return work.session.scalars(asked.order_by(Unsaved.saved_at.desc(), Unsaved.id)).all()


def _row(work: Work, sheet_id: UUID, *, held: bool = False) -> Unsaved | None:
    which = (work.actor.account_id, sheet_id)
    return work.session.get(Unsaved, which, populate_existing=held, with_for_update=held)


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
        .where(Unsaved.account_id == work.actor.account_id, ~Unsaved.closed)
        .order_by(Unsaved.saved_at.desc())
    ).all()
    here = [row.id for row in rows if row.place == blind]
    for each in {*here[MOST_OF_PLACE - 1 :], *(row.id for row in rows[MOST - 1 :])}:
        _delete(work, each)
    return Unsaved(account_id=work.actor.account_id, id=sheet_id, place=blind, rev=rev)


def _delete(work: Work, sheet_id: UUID) -> None:
    here = (Unsaved.account_id == work.actor.account_id) & (Unsaved.id == sheet_id)
    work.session.execute(delete(Unsaved).where(here))

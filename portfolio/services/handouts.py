"""Handouts kept beside a portfolio (CVs, preparations…): several of each, under its key."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain import preparing  # noqa: F401  # more kinds of handouts
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.handouts import Booklet, Handout
from portfolio.domain.keepsakes import ClosingSheet
from portfolio.domain.words import N_
from portfolio.services import boxes
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.handouts import SealedHandout

H = TypeVar("H", bound=Handout)

MOST = 200
TOO_MANY = N_("Vous gardez déjà %(most)s documents. Supprimez-en un pour en ajouter un autre.")


@dataclass(frozen=True, slots=True)
class Kept(Generic[H]):
    """A handout with what its row knows."""

    id: UUID
    what: H
    rev: int
    changed_at: datetime


def read_all(work: Work, kind: type[H]) -> list[Kept[H]]:
    """The actor's own of that *kind*, the oldest first."""
    portfolio = boxes.portfolio_of(work)
    rows = work.session.scalars(
        select(SealedHandout)
        .where(SealedHandout.portfolio_id == portfolio.id)
        .order_by(SealedHandout.created_at, SealedHandout.id)
    )
    opened = ((row, _open(work, portfolio, row)) for row in rows)
    return [_kept(row, what) for row, what in opened if isinstance(what, kind)]


def read(work: Work, kind: type[H], handout_id: UUID) -> Kept[H]:
    """One of the actor's own; another's, or one of another kind, is as absent as none."""
    portfolio = boxes.portfolio_of(work)
    row = row_of(work, portfolio, handout_id)
    what = _open(work, portfolio, row)
    if not isinstance(what, kind):
        raise NotFound
    return _kept(row, what)


def add(work: Work, what: Handout) -> UUID:
    """Keep one more."""
    portfolio = boxes.portfolio_of(work)
    check_room(work, portfolio)
    return _insert(work, portfolio, what)


def _insert(work: Work, portfolio: Portfolio, what: Handout) -> UUID:
    row = SealedHandout(portfolio_id=portfolio.id, id=new_id(), rev=0, created_at=work.now)
    write(work, portfolio, row, what)
    work.session.add(row)
    work.session.flush()
    return row.id


def change(work: Work, handout_id: UUID, what: Handout, *, rev: int) -> None:
    """Replace what is kept, if it is still at revision *rev*; else :class:`Conflict`."""
    portfolio = boxes.portfolio_of(work)
    row = row_of(work, portfolio, handout_id)
    if row.rev != rev:
        raise Conflict(_kept(row, _open(work, portfolio, row)))
    write(work, portfolio, row, what)
    work.session.flush()


def bring(
    work: Work, payloads: Iterable[str], here: Collection[UUID] = frozenset()
) -> Iterator[tuple[Handout, UUID | None]]:
    """Add handouts that come back, but those that are here already; each comes with its new id.

    With none where there is no room: two hundred may be kept, and one booklet. *here* are the
    meetings whose sheets are on a share already. There is room for any sheet.
    """
    portfolio = boxes.portfolio_of(work)
    there = [one.what for one in read_all(work, Handout)]
    for place, payload in enumerate(payloads):  # a moment apart, to stay in order
        later = replace(work, now=work.now + timedelta(microseconds=place))
        what = Handout.from_bytes(payload.encode())
        if isinstance(what, ClosingSheet):
            if what not in there and what.meeting_id not in here:
                yield what, _insert(later, portfolio, what)
        elif what not in there:
            yield what, _room_for(later, what, there)
            there.append(what)


def take_back(work: Work, handout_ids: Iterable[UUID]) -> None:
    """Undo what :func:`bring` added, unless its owner changed it since."""
    portfolio = boxes.portfolio_of(work)
    for handout_id in handout_ids:
        with suppress(NotFound):
            if (row := row_of(work, portfolio, handout_id)).rev == 1:
                work.session.delete(row)
    work.session.flush()


def check_room(work: Work, portfolio: Portfolio) -> None:
    """Raise :class:`Refused` when as many as may be are kept already."""
    here = SealedHandout.portfolio_id == portfolio.id
    count = work.session.scalar(select(func.count()).select_from(SealedHandout).where(here)) or 0
    if count >= MOST and count - len(read_all(work, ClosingSheet)) >= MOST:
        raise Refused(TOO_MANY, most=MOST)


def _room_for(work: Work, what: Handout, there: list[Handout]) -> UUID | None:
    """Keep one more beside those that are *there*, if that may be."""
    if isinstance(what, Booklet) and _any(there, Booklet):
        return None
    try:
        return add(work, what)
    except Refused:
        return None


def _any(there: list[Handout], kind: type[Handout]) -> bool:
    return any(isinstance(one, kind) for one in there)


def row_of(work: Work, portfolio: Portfolio, handout_id: UUID) -> SealedHandout:
    """The row of one of the actor's own."""
    row = work.session.get(SealedHandout, (portfolio.id, handout_id), populate_existing=True)
    if row is None:
        raise NotFound
    return row


def _place(portfolio: Portfolio, row: SealedHandout) -> bytes:
    return context("handout", portfolio.id, row.id, row.rev)


def write(work: Work, portfolio: Portfolio, row: SealedHandout, what: Handout) -> None:
    """Seal *what* as the next revision of *row*."""
    row.rev += 1
    row.changed_at = work.now
    row.box = seal(boxes.key_of(work, portfolio), what.to_bytes(), _place(portfolio, row))


def _open(work: Work, portfolio: Portfolio, row: SealedHandout) -> Handout:
    plain = unseal(boxes.key_of(work, portfolio), row.box, _place(portfolio, row))
    return Handout.from_bytes(plain)


def _kept(row: SealedHandout, what: H) -> Kept[H]:
    return Kept(row.id, what, row.rev, row.changed_at)

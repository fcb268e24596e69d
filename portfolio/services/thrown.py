"""CVs and booklets in the trash: back as they were within thirty days, then destroyed.

As for entries, the trash is a table of its own, and a box there is bound to the moment it was
removed (see :mod:`portfolio.services.removals`).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.handouts import Booklet, Handout
from portfolio.domain.words import N_
from portfolio.services import boxes, handouts
from portfolio.services.removals import KEPT
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.handouts import RemovedHandout, SealedHandout

MOST = 50
"""How many wait at once: the one removed first gives way to one more."""
ONE_BOOKLET = N_("Vous avez un autre livret. Supprimez-le d’abord : il pourra revenir, lui aussi.")


@dataclass(frozen=True, slots=True)
class Thrown:
    """A handout in the trash, until *goes_at*."""

    id: UUID
    what: Handout
    removed_at: datetime

    @property
    def goes_at(self) -> datetime:
        """The instant from which it cannot come back."""
        return self.removed_at + KEPT


def throw(work: Work, handout_id: UUID) -> None:
    """Put one of the actor's own in the trash; the portfolio it chose from is untouched."""
    portfolio = boxes.portfolio_of(work)
    row = handouts.row_of(work, portfolio, handout_id)
    what = handouts.read(work, Handout, handout_id).what
    waiting = [one.id for one in read(work)]
    _delete(work, portfolio, waiting[MOST - 1 :])
    made = RemovedHandout(
        portfolio_id=portfolio.id,
        id=row.id,
        rev=row.rev,
        created_at=row.created_at,
        changed_at=row.changed_at,
        removed_at=work.now,
    )
    made.box = seal(boxes.key_of(work, portfolio), what.to_bytes(), _place(made))
    work.session.delete(row)
    work.session.add(made)
    work.session.flush()


def read(work: Work) -> list[Thrown]:
    """What can come back, the latest removed first."""
    portfolio = boxes.portfolio_of(work)
    rows = work.session.scalars(
        select(RemovedHandout)
        .where(_restorable(work, portfolio))
        .order_by(RemovedHandout.removed_at.desc(), RemovedHandout.id)
        .execution_options(populate_existing=True)
    )
    return [_opened(work, portfolio, row) for row in rows]


def one(work: Work, handout_id: UUID) -> Thrown:
    """One in the actor's trash; another's is as absent as none."""
    portfolio = boxes.portfolio_of(work)
    return _opened(work, portfolio, _row(work, portfolio, handout_id))


def restore(work: Work, handout_id: UUID) -> Thrown:
    """Put it back as it was; :class:`Refused` where no room is for it."""
    portfolio = boxes.portfolio_of(work)
    row = _row(work, portfolio, handout_id)
    thrown = _opened(work, portfolio, row)
    if isinstance(thrown.what, Booklet) and handouts.read_all(work, Booklet):
        raise Refused(ONE_BOOKLET)
    handouts.check_room(work, portfolio)
    back = SealedHandout(portfolio_id=portfolio.id, id=row.id, rev=row.rev)
    back.created_at = row.created_at
    work.session.delete(row)
    work.session.add(back)
    handouts.write(work, portfolio, back, thrown.what)
    work.session.flush()
    return thrown


def destroy(work: Work, handout_id: UUID) -> Thrown:
    """Destroy one for good."""
    thrown = one(work, handout_id)
    _delete(work, boxes.portfolio_of(work), [thrown.id])
    return thrown


def empty(work: Work) -> None:
    """Destroy all that are in the actor's trash."""
    here = RemovedHandout.portfolio_id == boxes.portfolio_of(work).id
    work.session.execute(delete(RemovedHandout).where(here))


def sweep(session: Session, now: datetime) -> int:
    """Destroy what has been in anybody's trash for thirty days; returns how many went."""
    gone = session.execute(delete(RemovedHandout).where(RemovedHandout.removed_at <= now - KEPT))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def _restorable(work: Work, portfolio: Portfolio) -> ColumnElement[bool]:
    """What can come back, as a condition; the sweep may be late."""
    here = RemovedHandout.portfolio_id == portfolio.id
    return here & (RemovedHandout.removed_at > work.now - KEPT)


def _row(work: Work, portfolio: Portfolio, handout_id: UUID) -> RemovedHandout:
    row = work.session.scalar(
        select(RemovedHandout)
        .where(_restorable(work, portfolio), RemovedHandout.id == handout_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def _opened(work: Work, portfolio: Portfolio, row: RemovedHandout) -> Thrown:
    try:
        plain = unseal(boxes.key_of(work, portfolio), row.box, _place(row))
    except Unsealable as why:
        raise Tampered from why
    return Thrown(row.id, Handout.from_bytes(plain), row.removed_at)


def _delete(work: Work, portfolio: Portfolio, handout_ids: list[UUID]) -> None:
    here = RemovedHandout.portfolio_id == portfolio.id
    work.session.execute(delete(RemovedHandout).where(here, RemovedHandout.id.in_(handout_ids)))


def _place(row: RemovedHandout) -> bytes:
    return context("removed-handout", row.portfolio_id, row.id, row.rev, row.removed_at)

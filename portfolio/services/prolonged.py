"""What lies on a grant goes on under the one that prolongs it, sealed anew for both sides.

Whoever prolongs has both keys. Nothing follows under another name than before; what was shown,
sent or closed follows for nobody who could not read it.
"""

from contextlib import suppress
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Right, State
from portfolio.services import (
    appointment_moves,
    boxes,
    brought,
    handing,
    meetings,
    relay_moves,
    sealed_views,
    sides,
)
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap


def follow(work: Work, former_id: UUID, grant_id: UUID) -> None:
    """Take along what goes on of one of the actor's grants, which runs until now.

    What was altered stays where it is, and is shown as such.
    """
    relay_moves.follow(work, former_id, grant_id)
    former = work.session.get(Grant, former_id)
    grant = work.session.get_one(Grant, grant_id)
    if former is None or former.owner_id != work.actor.account_id:
        return
    if former.state != State.ACTIVE or former.ends_at <= work.now:
        return
    if former.structure_id and former.structure_id == grant.structure_id:
        with suppress(Tampered):
            _take(work, _left(work, former), sides.of_owner(work, grant_id, Right.READ))


def _take(work: Work, former: Side, side: Side) -> None:
    if former.alias != side.alias:
        return
    theirs, now_theirs = (_readers(work, each.grant_id) for each in (former, side))
    appointment_moves.follow(work, former, side, now_theirs)
    if now_theirs <= theirs:
        handing.follow(work, former, side)
        brought.follow(work, former, side)
        meetings.follow(work, former, side)
    work.session.flush()


def _left(work: Work, grant: Grant) -> Side:
    """The actor's side of a grant they leave: what it shows is not read again."""
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    whose, alias = boxes.portfolio_of(work), copy.terms.alias
    return Side(grant.id, whose, copy.key, by_owner=True, speaks=False, alias=alias)


def _readers(work: Work, grant_id: UUID) -> frozenset[UUID]:
    """Whose keys open a grant: a structure's, or those of the people named."""
    asked = select(GrantWrap.recipient_id).where(GrantWrap.grant_id == grant_id)
    return frozenset(work.session.scalars(asked))

"""What lies on a grant goes on under the one that prolongs it, sealed anew for both sides.

Whoever prolongs has both keys. Nothing follows under another name than before; but for
appointments, nothing follows for somebody who could not read it. What the person asks of a
structure's notes hangs on no grant, and waits as it did.
"""

from collections.abc import Collection
from contextlib import suppress
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Audience, Right, State
from portfolio.services import (
    appointment_moves,
    brought,
    exchange_moves,
    handing,
    meetings,
    relay_moves,
    sides,
)
from portfolio.services.given import Given
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap


class Follows(StrEnum):
    """How much goes on under another grant."""

    ALL = "all"
    APPOINTMENTS = "appointments"
    NOTHING = "nothing"


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
            _take(work, sides.as_kept(work, former), sides.of_owner(work, grant_id, Right.READ))


def brings(former: Given, audience: Audience, named: Collection[UUID], alias: str) -> Follows:
    """What would follow a grant of the actor's into one for that *audience*, under that *alias*."""
    if former.terms.alias != alias or Audience.PARTNER in {former.audience, audience}:
        return Follows.NOTHING
    theirs = frozenset(former.named) if former.audience is Audience.MEMBERS else None
    others = frozenset(named) if audience is Audience.MEMBERS else None
    same = theirs == others or (theirs is not None and others is not None and others <= theirs)
    return Follows.ALL if same else Follows.APPOINTMENTS


def _take(work: Work, former: Side, side: Side) -> None:
    if former.alias != side.alias:
        return
    theirs, now_theirs = (_readers(work, each.grant_id) for each in (former, side))
    appointment_moves.follow(work, former, side, now_theirs)
    if now_theirs <= theirs:
        handing.follow(work, former, side)
        brought.follow(work, former, side)
        meetings.follow(work, former, side)
        exchange_moves.follow(work, former, side)
    work.session.flush()


def _readers(work: Work, grant_id: UUID) -> frozenset[UUID]:
    """Whose keys open a grant: a structure's, or those of the people named."""
    asked = select(GrantWrap.recipient_id).where(GrantWrap.grant_id == grant_id)
    return frozenset(work.session.scalars(asked))

"""Relays follow a grant into the one in its place: whoever prolongs has both keys."""

from uuid import UUID

from sqlalchemy import select

from portfolio.services import sealed_referrals as sealed
from portfolio.services import sealed_views
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant


def follow(work: Work, former_id: UUID, grant_id: UUID) -> None:
    """Put what lies on one of the actor's grants on another, of the same structure.

    What was altered stays where it is, and is shown as such.
    """
    former, grant = (work.session.get(Grant, each) for each in (former_id, grant_id))
    if former is None or grant is None or former.owner_id != work.actor.account_id:
        return
    if former.structure_id != grant.structure_id:
        return
    asked = work.session.scalars(select(Referral).where(Referral.grant_id == former_id)).all()
    handed = work.session.scalars(select(Handover).where(Handover.grant_id == former_id)).all()
    lying: list[Referral | Handover] = [*asked, *handed]
    for row in lying:
        if sealed.sound(work.keys, row):
            sealed.move(work.keys, row, _key(work, former), _key(work, grant), grant_id)
    work.session.flush()


def _key(work: Work, grant: Grant) -> bytes:
    return sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box).key

"""A professional gives up an access that is needed no more; its owner is told."""

from contextlib import suppress
from uuid import UUID

from sqlalchemy import delete, func, select

from portfolio.domain.consents import Event
from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Audience, Right, State
from portfolio.services import agreements, grants, journal, sealed_views, tombstones
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap


def give_up(work: Work, grant_id: UUID, *, for_all: bool = False) -> None:
    """Close a grant for the actor's structure; of people named, for the actor alone.

    The last of those closes it for good, or the first *for_all*. :class:`NotFound` once it ended.
    """
    opened = grants.reach(work, grant_id, Right.READ)
    grants.hold(work, opened)
    journal.write(work, opened.portfolio, "grant.given_up", grant_id=grant_id)
    grant = work.session.get_one(Grant, grant_id)
    by_name = grant.audience == Audience.MEMBERS and not for_all
    if by_name and _others_read(work, grant_id):
        return
    if sealed_views.destroy(work.session, Grant.id == grant_id, State.GIVEN_UP, work.now):
        with suppress(Tampered):  # nor does giving up wait for a record that was altered
            agreements.follow(work, grant, Event.GIVEN_UP, event_by=work.actor.account_id)
    tombstones.bury(work.session, Kind.GRANT, grant_id, work.now)
    work.session.flush()


def _others_read(work: Work, grant_id: UUID) -> bool:
    """Take the actor's own way in away; whether it leaves another."""
    own = (GrantWrap.grant_id == grant_id, GrantWrap.recipient_kind == sealed_views.MEMBER)
    work.session.execute(
        delete(GrantWrap).where(*own, GrantWrap.recipient_id == work.actor.account_id)
    )
    return bool(work.session.scalar(select(func.count()).select_from(GrantWrap).where(*own)))

"""The end of relays that nobody answered in time: by night, for the service itself."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import defer

from portfolio.domain.consents import Event
from portfolio.domain.errors import Tampered
from portfolio.domain.referrals import TO_ANSWER, Stage
from portfolio.domain.sharing import State
from portfolio.services import agreements, journal, sealed_views, tombstones
from portfolio.services import sealed_referrals as sealed
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant


def expire(work: Work) -> int:
    """End relays whose time has passed, and the grant of one that was never answered.

    Answers are refused from the very instant, whether this ran or not. Returns how many ended.
    """
    return _unanswered(work) + _untaken(work)


def _unanswered(work: Work) -> int:
    """Those that the person did not answer."""
    over = (Referral.stage == Stage.AWAITING) & (Referral.expires_at <= work.now)
    query = (
        select(Portfolio, Referral)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .join(Referral, Referral.grant_id == Grant.id)
        .where(over)
        .order_by(Portfolio.id, Referral.expires_at, Referral.id)
    )
    ended = 0
    for portfolio, row in work.session.execute(query).all():
        if sealed.sound(work.keys, row):  # what was forged is shown as such, and not made sound
            row.stage, ended = Stage.EXPIRED, ended + 1
            sealed.vouch(work.keys, row)
            journal.write(work, portfolio, "referral.expired", grant_id=row.grant_id)
    return ended


def _untaken(work: Work) -> int:
    """Those that the other structure did not answer: what was given for them closes as well."""
    over = Handover.stage.in_(TO_ANSWER) & (Handover.expires_at <= work.now)
    query = (
        select(Portfolio, Grant, Handover)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .join(Handover, Handover.grant_id == Grant.id)
        .where(over)
        .options(defer(Grant.body))
        .order_by(Portfolio.id, Handover.expires_at, Handover.id)
    )
    ended = 0
    for portfolio, grant, row in work.session.execute(query).all():
        if sealed.sound(work.keys, row):
            row.stage, ended = Stage.EXPIRED, ended + 1
            sealed.vouch(work.keys, row)
            journal.write(work, portfolio, "referral.expired", grant_id=grant.id)
            _close(work, grant)
    return ended


def _close(work: Work, grant: Grant) -> None:
    if sealed_views.destroy(work.session, Grant.id == grant.id, State.EXPIRED, work.now):
        with suppress(Tampered):  # closing never waits for a record that was altered
            agreements.follow(work, grant, Event.EXPIRED)
    tombstones.bury(work.session, Kind.GRANT, grant.id, work.now)

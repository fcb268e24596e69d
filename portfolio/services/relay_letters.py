"""Whom relays are to be told to by letter: the person at each step, and whoever is waited for."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from portfolio.domain.referrals import PATIENCE, TO_ANSWER, Stage
from portfolio.domain.reminders import LATE
from portfolio.domain.reminders import Reminder as Kind
from portfolio.domain.sharing import State
from portfolio.domain.structures import Membership, Office
from portfolio.services import agenda
from portfolio.services.keyring import Keyring
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member

Found = Iterator[tuple[UUID, Kind, bytes]]
ENDS = frozenset({Stage.DECLINED, Stage.ACCEPTED, Stage.EXPIRED})
"""What whoever proposed is told of the other structure, whatever the person allowed."""
READERS = [office for office in Office if office.reads]


def told(session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime) -> Found:
    """What *whom* are to be told of relays; each step once, and once more what waits for long."""
    for look in (_asked, _moved, _received, _answered):
        for account_id, relay, what in look(session, whom, now):
            mark = agenda.mark_of(keys, account_id, "relay", relay, what)
            yield account_id, Kind.RELAY, mark


Step = Iterator[tuple[UUID, UUID, str]]
"""Who is told, of which relay, that what happened."""


def _asked(session: Session, whom: Sequence[UUID], now: datetime) -> Step:
    """People to whom a relay is proposed; again after ten days."""
    query = (
        select(Grant.owner_id, Referral.id, Referral.created_at)
        .join(Grant, Grant.id == Referral.grant_id)
        .where(Grant.owner_id.in_(whom), _runs(now))
        .where(Referral.stage == Stage.AWAITING, Referral.expires_at > now)
    )
    for owner, relay, since in session.execute(query):
        yield owner, relay, _waited(since, now)


def _moved(session: Session, whom: Sequence[UUID], now: datetime) -> Step:
    """People whose relay came one step further by somebody else’s act."""
    last = func.coalesce(Handover.closed_at, Handover.answered_at, Handover.seen_at)
    others = Handover.stage.not_in([Stage.SENT, Stage.CANCELLED])
    query = (
        select(Grant.owner_id, Handover.id, Handover.stage)
        .join(Grant, Grant.id == Handover.grant_id)
        .where(Grant.owner_id.in_(whom), others)
        .where(or_(last >= now - LATE, Handover.expires_at >= now - LATE))
    )
    for found in session.execute(query):
        yield found.owner_id, found.id, found.stage


def _received(session: Session, whom: Sequence[UUID], now: datetime) -> Step:
    """Professionals who may read a relay that nobody answered; again after ten days."""
    theirs = or_(
        GrantWrap.recipient_id == Member.structure_id, GrantWrap.recipient_id == Member.account_id
    )
    query = (
        select(Member.account_id, Handover.id, Handover.sent_at)
        .join(Grant, Grant.structure_id == Member.structure_id)
        .join(GrantWrap, (GrantWrap.grant_id == Grant.id) & theirs)
        .join(Handover, Handover.grant_id == Grant.id)
        .where(Member.account_id.in_(whom), Member.state == Membership.CONFIRMED)
        .where(Member.office.in_(READERS), _runs(now))
        .where(Handover.stage.in_(TO_ANSWER), Handover.expires_at > now)
    )
    for account_id, relay, since in session.execute(query):
        yield account_id, relay, _waited(since, now)


def _answered(session: Session, whom: Sequence[UUID], now: datetime) -> Step:
    """Whoever proposed a relay that the person answered, or the other structure, or neither."""
    lately = or_(
        Referral.answered_at >= now - 2 * LATE,
        func.coalesce(Handover.expires_at, Referral.expires_at) >= now - LATE,
    )
    query = (
        select(Referral.author_id, Referral.id, Referral.stage, Handover.stage)
        .join(Grant, Grant.id == Referral.grant_id)
        .join(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == Referral.author_id),
        )
        .outerjoin(Handover, Handover.id == Referral.id)
        .where(Member.state == Membership.CONFIRMED)
        .where(Referral.author_id.in_(whom), _runs(now), lately)
        .where(Referral.stage.in_([Stage.REFUSED, Stage.SENT, Stage.EXPIRED]))
    )
    for author, relay, first, then in session.execute(query):
        yield author, relay, then if then in ENDS else first


def _runs(now: datetime) -> ColumnElement[bool]:
    return (Grant.state == State.ACTIVE) & (Grant.ends_at > now) & (Grant.starts_at <= now)


def _waited(since: datetime, now: datetime) -> str:
    return "again" if since <= now - PATIENCE else "first"

"""Whom to tell that something waits: a proposal, a synthesis, an endorsement, a sheet."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portfolio.domain.contributions import Answer
from portfolio.domain.reminders import LATE, PATIENCE
from portfolio.domain.reminders import Reminder as Kind
from portfolio.domain.sharing import State
from portfolio.services import agenda, counting
from portfolio.services.keyring import Keyring
from portfolio.services.witnessing import ANSWERED
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio
from portfolio.storage.joint import JointSynthesis
from portfolio.storage.meetings import Meeting
from portfolio.storage.sharing import Contribution, Grant


def due(
    session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime
) -> Iterator[tuple[UUID, Kind, bytes]]:
    """Those of *whom* for whom something waits."""
    for ask in (_proposed, _written, _endorsed, _met):
        for what, owner in session.execute(ask(whom, now)):
            yield owner, Kind.WAITING, agenda.mark_of(keys, owner, "waiting", what)


def _proposed(whom: Sequence[UUID], now: datetime) -> Select[UUID, UUID]:
    return (
        select(Contribution.id, Grant.owner_id)
        .join(Grant, Grant.id == Contribution.grant_id)
        .where(Grant.owner_id.in_(whom), Contribution.state == Answer.PENDING)
        .where(Contribution.created_at.between(now - LATE, now - PATIENCE))
    )


def _written(whom: Sequence[UUID], now: datetime) -> Select[UUID, UUID]:
    """Syntheses written by two to which the person did not say yes yet: once each."""
    return (
        select(JointSynthesis.id, Grant.owner_id)
        .join(Grant, Grant.id == JointSynthesis.grant_id)
        .where(Grant.owner_id.in_(whom), Grant.state == State.ACTIVE, Grant.ends_at > now)
        .where(counting.to_agree(by_owner=True))
        .where(JointSynthesis.changed_at.between(now - LATE, now - PATIENCE))
    )


def _endorsed(whom: Sequence[UUID], now: datetime) -> Select[UUID, UUID]:
    return (
        select(Endorsement.id, Portfolio.owner_id)
        .join(Portfolio, Portfolio.id == Endorsement.portfolio_id)
        .where(Portfolio.owner_id.in_(whom), Endorsement.state == ANSWERED)
        .where(Endorsement.answered_at >= now - LATE)
    )


def _met(whom: Sequence[UUID], now: datetime) -> Select[UUID, UUID]:
    """Interviews closed on a sheet that the person did not see yet."""
    return (
        select(Meeting.id, Grant.owner_id)
        .join(Grant, Grant.id == Meeting.grant_id)
        .where(Grant.owner_id.in_(whom), Meeting.read_at.is_(None), Meeting.at >= now - LATE)
    )

"""Whom to tell that an appointment was proposed or changed, and whom to remind the day before.

A nightly job opens nothing: it knows a day by its blind index, and asks of two days at most.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from portfolio.domain.appointments import AHEAD, Stage
from portfolio.domain.referrals import Stage as Answered
from portfolio.domain.reminders import LATE
from portfolio.domain.reminders import Reminder as Kind
from portfolio.domain.sharing import State, day_of
from portfolio.domain.structures import Membership
from portfolio.services import agenda, appointments
from portfolio.services.keyring import Keyring
from portfolio.storage.appointments import Appointment, AppointmentStep
from portfolio.storage.referrals import Handover
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member


def due(
    session: Session, keys: Keyring, whom: Sequence[UUID], now: datetime
) -> Iterator[tuple[UUID, Kind, bytes]]:
    """Those of *whom* who have not heard of a step that the other took, or of tomorrow."""
    for row in session.execute(_query(whom, now)):
        member = row.state == Membership.CONFIRMED
        sides = [row.owner_id, *([row.with_id] if member else [])]
        for account_id in sides:
            for what in _told(keys, row, account_id, now) if account_id in whom else ():
                yield account_id, Kind.APPOINTMENT, _mark(keys, row, account_id, what)


def _mark(keys: Keyring, row: Row[Any], account_id: UUID, what: str) -> bytes:
    """What one letter is known by: given with the yes to a relay, the letter about that serves."""
    if row.relay_id and what == "appointment":
        return agenda.mark_of(keys, account_id, "relay", row.relay_id, Answered.ACCEPTED)
    return agenda.mark_of(keys, account_id, what, row.id, row.step)


def _told(keys: Keyring, row: Row[Any], account_id: UUID, now: datetime) -> Iterator[str]:
    if row.author_id != account_id and row.changed_at >= now - LATE:
        yield "appointment"
    if row.stage != Stage.CANCELLED and day_of(row.changed_at) < day_of(now):
        soon = (day_of(now), day_of(now) + timedelta(days=1))  # today, if a night was missed
        if row.day in {appointments.mark_of(keys, row.structure_id, day) for day in soon}:
            yield "eve"


def _query(whom: Sequence[UUID], now: datetime) -> Select[*tuple[Any, ...]]:
    row, step = Appointment, AppointmentStep
    mine = or_(Grant.owner_id.in_(whom), row.with_id.in_(whom))
    return (
        select(row.id, row.step, row.stage, row.day, row.changed_at, row.with_id)
        .add_columns(step.author_id, Grant.owner_id, Grant.structure_id, Member.state)
        .add_columns(Handover.id.label("relay_id"))
        .join(
            step,
            (step.grant_id == row.grant_id)
            & (step.appointment_id == row.id)
            & (step.step == row.step),
        )
        .join(Grant, Grant.id == row.grant_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == row.with_id),
        )
        .outerjoin(
            Handover,
            (Handover.grant_id == row.grant_id)
            & (Handover.answered_at == row.created_at)
            & (row.step == 1),
        )
        .where(mine, row.stage != Stage.HELD, row.changed_at > now - timedelta(days=AHEAD + 1))
        .where(Grant.state == State.ACTIVE, Grant.ends_at > now)
    )

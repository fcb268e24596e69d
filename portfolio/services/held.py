"""What the page of an interview tells of its grant's appointments: the next one, what waits.

Where one stands is what its last step says, under the grant's key; a row that says otherwise, or
that names another step than the last, is altered, and counts for nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from portfolio.domain.appointments import Plan, Stage
from portfolio.domain.errors import Tampered
from portfolio.services import appointed, arms
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.storage import appointments as rows

MOST_SHOWN = 40
"""Those that are looked through for the next one: the latest changed."""
SETTLED = frozenset({Stage.CANCELLED, Stage.HELD})


@dataclass(frozen=True, slots=True)
class Held:
    """When a grant's appointments are, and which wait for the structure's answer.

    *altered* are those that nobody can read any more.
    """

    plans: tuple[tuple[Plan, bool], ...]
    altered: int = 0

    def next(self, now: datetime) -> Plan | None:
        """The next one at this moment."""
        return next((plan for plan, _ in self.plans if plan.ends > now), None)

    def waiting(self, now: datetime) -> int:
        """How many of those to come wait for an answer."""
        return sum(waits for plan, waits in self.plans if plan.ends > now)


def _ask() -> Select[*tuple[Any, ...]]:
    row, step, each = rows.Appointment, rows.AppointmentStep, aliased(rows.AppointmentStep)
    its = (each.grant_id == row.grant_id) & (each.appointment_id == row.id)
    latest = select(func.max(each.step)).where(its).scalar_subquery()
    there = (step.grant_id == row.grant_id) & (step.appointment_id == row.id)
    shown = {"id": row.id, "author_id": step.author_id, "at": step.at, "box": step.box}
    return (
        arms.rows(state=row.stage, number=step.step, waiting=row.step, **shown)
        .select_from(row)
        .join(step, there & (step.step == latest))
        .where(row.grant_id == GRANT)
        .order_by(row.changed_at.desc())
        .limit(MOST_SHOWN)
    )


def _near(found: Rows, opened: OpenGrant) -> Held:
    plans: list[tuple[Plan, bool]] = []
    altered = 0
    for row in found:
        try:
            plans.extend(_told(row, opened))
        except Tampered:
            altered += 1
    return Held(tuple(sorted(plans, key=lambda each: each[0].starts)), altered)


def _told(row: Row[Any], opened: OpenGrant) -> Iterator[tuple[Plan, bool]]:
    """One that is still to be held, and whether it waits for the structure."""
    place = appointed.place_of(opened.id, row.id, row.number, row.author_id, row.at)
    step = appointed.unsealed(row.box, opened.key, place)
    if row.state != step.stage or row.number != row.waiting:
        raise Tampered
    if step.stage not in SETTLED:
        yield step.plan, step.stage is Stage.PROPOSED and row.author_id == opened.owner_id


ARM = Arm("appointments", _ask, _near)

"""Appointments as they stand: each step sealed under its grant's key, with its number and author.

Who it is with and where it stands are in clear, under the server's word; when and where are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.orm import aliased

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain.appointments import Plan, Presence, Stage, Step
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services import arms
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member

With = aliased(Member)
MOST_SHOWN = 20
"""Those that the page of an interview looks through for the next one."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One as it stands; *by_owner* tells who proposed it so, *mine* whether it is with the reader.

    *person* and *structure* are named where the page does not say them already.
    """

    id: UUID
    grant_id: UUID
    stage: Stage
    last: Step
    step: int
    by_owner: bool
    with_id: UUID | None
    with_name: str
    created_at: datetime
    changed_at: datetime
    mine: bool = False
    person: str = ""
    structure: str = ""

    @property
    def plan(self) -> Plan:
        """When, where, how."""
        return self.last.plan

    @property
    def presence(self) -> Presence | None:
        """How it went, once somebody noted it."""
        return self.last.presence

    @property
    def open(self) -> bool:
        """Whether it is still to be held, one way or another."""
        return self.stage is not Stage.CANCELLED

    def ahead(self, now: datetime) -> bool:
        """Whether it is still to be held, and not over at this moment."""
        return self.open and self.stage is not Stage.HELD and self.plan.ends > now

    def waits_for(self, *, owner: bool) -> bool:
        """Whether it is for that side to say yes."""
        return self.stage is Stage.PROPOSED and self.by_owner is not owner


@dataclass(frozen=True, slots=True)
class Written:
    """A step of one: what was done, by whom, when."""

    what: Step
    by_owner: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """When a grant's appointments are, and which wait for the structure's answer."""

    plans: tuple[tuple[Plan, bool], ...]

    def next(self, now: datetime) -> Plan | None:
        """The next one at this moment."""
        return next((plan for plan, _ in self.plans if plan.ends > now), None)

    def waiting(self, now: datetime) -> int:
        """How many of those to come wait for an answer."""
        return sum(waits for plan, waits in self.plans if plan.ends > now)


def of_grant(work: Work, side: Side) -> list[Appointment]:
    """Those of a grant, by day and hour."""
    return in_order(read(work, row, side.key) for row in _found(work, _of(side)))


def one(work: Work, side: Side, appointment_id: UUID) -> Appointment:
    """One of a grant's."""
    for row in _found(work, _of(side) & (rows.Appointment.id == appointment_id)):
        return read(work, row, side.key)
    raise NotFound


def history(work: Work, side: Side, appointment_id: UUID) -> list[Written]:
    """Everything that was done about one, the latest first."""
    step = rows.AppointmentStep
    asked = (
        select(*step.__table__.columns, Member.name.label("author"))
        .join(Grant, Grant.id == step.grant_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == step.author_id),
        )
        .where(step.grant_id == side.grant_id, step.appointment_id == appointment_id)
        .order_by(step.step.desc())
    )
    return [
        Written(
            opened(row, appointment_id, side.key),
            row.author_id == side.owner_id,
            row.author or "",
            row.at,
        )
        for row in work.session.execute(asked)
    ]


def vouch(work: Work, row: rows.Appointment, box: bytes) -> None:
    """Put the server's word under one as it now stands, with the *box* of its last step."""
    row.proof = work.keys.server.mac("dir", *_vouched(row, box))


def sealed(side: Side, step: rows.AppointmentStep, what: Step) -> bytes:
    """The box of *step*."""
    place = _place(step.grant_id, step.appointment_id, step.step, step.author_id, step.at)
    return seal(side.key, what.model_dump_json().encode(), place)


def _ask() -> Select[*tuple[Any, ...]]:
    row, step = rows.Appointment, rows.AppointmentStep
    shown = {"id": row.id, "author_id": step.author_id, "at": step.at, "number": step.step}
    return (
        arms.rows(state=row.stage, box=step.box, **shown)
        .select_from(row)
        .join(step, _last())
        .where(row.grant_id == GRANT, row.stage != Stage.CANCELLED)
        .order_by(row.changed_at.desc())
        .limit(MOST_SHOWN)
    )


def _near(found: Rows, opened: OpenGrant) -> Held:
    plans = []
    for row in found:
        place = _place(opened.id, row.id, row.number, row.author_id, row.at)
        waits = row.state == Stage.PROPOSED and row.author_id == opened.owner_id
        plans.append((_unsealed(row.box, opened.key, place).plan, waits))
    return Held(tuple(sorted(plans, key=lambda each: each[0].starts)))


ARM = Arm("appointments", _ask, _near)


def _of(side: Side) -> ColumnElement[bool]:
    return rows.Appointment.grant_id == side.grant_id


def _found(work: Work, which: ColumnElement[bool]) -> Iterable[Row[Any]]:
    return work.session.execute(query().where(which))


def query() -> Select[*tuple[Any, ...]]:
    """Appointments with their last step, and whose grant it is."""
    row, step = rows.Appointment, rows.AppointmentStep
    return (
        select(*row.__table__.columns, With.name.label("with_name"), Grant.owner_id)
        .add_columns(step.author_id, step.at, step.box)
        .join(step, _last())
        .join(Grant, Grant.id == row.grant_id)
        .outerjoin(
            With, (With.structure_id == Grant.structure_id) & (With.account_id == row.with_id)
        )
    )


def _last() -> ColumnElement[bool]:
    row, step = rows.Appointment, rows.AppointmentStep
    its = (step.grant_id == row.grant_id) & (step.appointment_id == row.id)
    return its & (step.step == row.step)


def in_order(found: Iterable[Appointment]) -> list[Appointment]:
    """By day and hour."""
    return sorted(found, key=lambda each: (each.plan.starts, each.id))


def read(work: Work, row: Any, key: bytes) -> Appointment:
    """One, from a row of :func:`query`; :class:`Tampered` when somebody else wrote it."""
    if not work.keys.server.check(row.proof, "dir", *_vouched(row, row.box)):
        raise Tampered
    return Appointment(
        row.id,
        row.grant_id,
        Stage(row.stage),
        opened(row, row.id, key),
        row.step,
        row.by_id == row.owner_id,
        row.with_id,
        row.with_name or "",
        row.created_at,
        row.changed_at,
        mine=row.with_id is None or row.with_id == work.actor.id,
    )


def _vouched(row: Any, box: bytes) -> tuple[Any, ...]:
    who = (row.with_id or b"", row.by_id)
    stands = (row.stage, row.step, row.day, row.changed_at)
    return "appointment", row.grant_id, row.id, *stands, *who, sha256(box).digest()


def opened(row: Any, appointment_id: UUID, key: bytes) -> Step:
    """What a step says."""
    return _unsealed(
        row.box, key, _place(row.grant_id, appointment_id, row.step, row.author_id, row.at)
    )


def _unsealed(box: bytes, key: bytes, place: bytes) -> Step:
    try:
        return Step.model_validate_json(unseal(key, box, place))
    except Unsealable as why:
        raise Tampered from why


def _place(grant_id: UUID, appointment_id: UUID, step: int, author_id: UUID, at: datetime) -> bytes:
    """The number, the author and the moment are part of what opens the box."""
    return context("appointment", grant_id, appointment_id, step, author_id, at)

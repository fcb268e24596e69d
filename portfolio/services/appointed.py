"""Appointments as they stand: each step sealed under its grant's key, with its number and author.

Who it is with and where it stands are in clear, under the server's word; when and where are not.
"""

from collections.abc import Callable, Iterable
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
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member

With = aliased(Member)


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


class Several(list[Appointment]):
    """Appointments by day and hour; *altered* are those beside them that nobody can read."""

    altered = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A step of one: what was done, by whom, when."""

    what: Step
    by_owner: bool
    author: str
    at: datetime


def of_grant(work: Work, side: Side) -> Several:
    """Those of a grant."""
    which = rows.Appointment.grant_id == side.grant_id
    return several(_found(work, which), lambda row: read(work, row, side.key))


def several(found: Iterable[Row[Any]], opened: Callable[[Row[Any]], Appointment]) -> Several:
    """What *opened* makes of rows: one that does not open is counted, and hides no other."""
    told, altered = [], 0
    for row in found:
        try:
            told.append(opened(row))
        except (NotFound, Tampered):
            altered += 1
    there = Several(in_order(told))
    there.altered = altered
    return there


def one(work: Work, side: Side, appointment_id: UUID) -> Appointment:
    """One of a grant's."""
    return under(work, side.grant_id, side.key, appointment_id)


def under(work: Work, grant_id: UUID, key: bytes, appointment_id: UUID) -> Appointment:
    """The same, for whoever has the grant's *key* in hand."""
    which = (rows.Appointment.grant_id == grant_id) & (rows.Appointment.id == appointment_id)
    for row in _found(work, which):
        return read(work, row, key)
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
    place = place_of(step.grant_id, step.appointment_id, step.step, step.author_id, step.at)
    return seal(side.key, what.model_dump_json().encode(), place)


def _found(work: Work, which: ColumnElement[bool]) -> Iterable[Row[Any]]:
    return work.session.execute(query().where(which))


def query() -> Select[*tuple[Any, ...]]:
    """Appointments with their last step, and whose grant it is."""
    row, step = rows.Appointment, rows.AppointmentStep
    return (
        select(*row.__table__.columns, With.name.label("with_name"), Grant.owner_id)
        .add_columns(step.author_id, step.at, step.box)
        .join(step, last_step())
        .join(Grant, Grant.id == row.grant_id)
        .outerjoin(
            With, (With.structure_id == Grant.structure_id) & (With.account_id == row.with_id)
        )
    )


def last_step() -> ColumnElement[bool]:
    """The step that an appointment stands at."""
    row, step = rows.Appointment, rows.AppointmentStep
    its = (step.grant_id == row.grant_id) & (step.appointment_id == row.id)
    return its & (step.step == row.step)


def in_order(found: Iterable[Appointment]) -> list[Appointment]:
    """By day and hour."""
    return sorted(found, key=lambda each: (each.plan.starts, each.id))


def read(work: Work, row: Any, key: bytes) -> Appointment:
    """One, from a row of :func:`query`; :class:`Tampered` when somebody else wrote it."""
    last = opened(row, row.id, key)
    sound = work.keys.server.check(row.proof, "dir", *_vouched(row, row.box))
    if not sound or row.stage != last.stage:
        raise Tampered
    return Appointment(
        row.id,
        row.grant_id,
        last.stage,
        last,
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
    return unsealed(
        row.box, key, place_of(row.grant_id, appointment_id, row.step, row.author_id, row.at)
    )


def unsealed(box: bytes, key: bytes, place: bytes) -> Step:
    """What the box of a step says; :class:`Tampered` for anything else."""
    try:
        return Step.model_validate_json(unseal(key, box, place))
    except Unsealable as why:
        raise Tampered from why


def place_of(
    grant_id: UUID, appointment_id: UUID, step: int, author_id: UUID, at: datetime
) -> bytes:
    """The number, the author and the moment are part of what opens the box."""
    return context("appointment", grant_id, appointment_id, step, author_id, at)

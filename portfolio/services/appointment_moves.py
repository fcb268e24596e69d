"""Appointments to come follow a grant into the one that prolongs it, with every step of each."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.domain.errors import Tampered
from portfolio.services import appointed
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.appointments import Appointment, AppointmentStep
from portfolio.storage.sharing import Grant


def follow(work: Work, former: Side, side: Side, readers: Collection[UUID]) -> None:
    """Put those to come on the grant of *side*, which *readers* open: a structure, or people.

    One with somebody who is not among them waits for one of them to say that it is theirs.
    """
    there = select(Appointment.id).where(Appointment.grant_id == former.grant_id)
    for appointment_id in work.session.scalars(there).all():
        with suppress(Tampered):
            if appointed.one(work, former, appointment_id).ahead(work.now):
                _move(work, former, side, appointment_id)
    place = work.session.get_one(Grant, side.grant_id).structure_id
    if place not in readers:
        _leave(work, side, readers)


def _move(work: Work, former: Side, side: Side, appointment_id: UUID) -> None:
    key = (former.grant_id, appointment_id)
    there = work.session.get_one(Appointment, key, populate_existing=True)
    row = Appointment(grant_id=side.grant_id, **_rest(there))
    steps = [_again(former, side, each) for each in _steps(work, *key)]
    appointed.vouch(work, row, steps[-1].box)
    work.session.add(row)
    work.session.flush()
    work.session.add_all(steps)
    work.session.flush()
    which = (Appointment.grant_id == former.grant_id) & (Appointment.id == appointment_id)
    work.session.execute(delete(Appointment).where(which))  # its steps go with it


def _again(former: Side, side: Side, step: AppointmentStep) -> AppointmentStep:
    what = appointed.opened(step, step.appointment_id, former.key)
    rest = {name: getattr(step, name) for name in ("appointment_id", "step", "author_id", "at")}
    again = AppointmentStep(grant_id=side.grant_id, **rest)
    again.box = appointed.sealed(side, again, what)
    return again


def _leave(work: Work, side: Side, readers: Collection[UUID]) -> None:
    """Say of those with somebody who reads no more that they are with nobody yet."""
    here = (Appointment.grant_id == side.grant_id) & Appointment.with_id.not_in(readers)
    for row in work.session.scalars(select(Appointment).where(here)).all():
        row.with_id = None
        appointed.vouch(work, row, _steps(work, row.grant_id, row.id)[-1].box)


def _steps(work: Work, grant_id: UUID, appointment_id: UUID) -> list[AppointmentStep]:
    step = AppointmentStep
    its = (step.grant_id == grant_id) & (step.appointment_id == appointment_id)
    return list(work.session.scalars(select(step).where(its).order_by(step.step)))


def _rest(row: Appointment) -> dict[str, object]:
    names = ("id", "stage", "step", "day", "with_id", "by_id", "created_at", "changed_at")
    return {name: getattr(row, name) for name in names}

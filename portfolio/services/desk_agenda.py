"""The appointments that a desk shows: the reader's own of these days, and the next of each person.

One statement for both. An appointment says its day to its readers alone, so that days are asked
for one by one (:mod:`portfolio.services.appointments`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select, union_all

from portfolio.domain.appointments import AHEAD, Stage
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sharing import day_of
from portfolio.services import appointed, appointments, live, readers, sealed_views
from portfolio.services.appointed import Appointment
from portfolio.services.readers import ME, Reader
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.sharing import Grant, GrantWrap

DAYS = 8
"""Today, and a week after it."""
MOST = 40
"""Appointments of those days that are opened: nobody keeps more in a week."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The reader's appointments *today* and *then*, by day and hour; the *next* of each grant."""

    today: tuple[Appointment, ...]
    then: tuple[Appointment, ...]
    next: Mapping[UUID, Appointment]


def near(work: Work, reader: Reader, keys: Mapping[UUID, bytes]) -> Agenda:
    """What is ahead for the reader; *keys* are those of the grants whose next one is asked for.

    Of those that nobody in the structure has taken yet, everybody is told.
    """
    first = day_of(work.now)
    marks = [_mark(work, reader, first + timedelta(days=each)) for each in range(AHEAD + 1)]
    asked = union_all(_these_days(work, marks[:DAYS]), _of_grants(list(keys), marks))
    found: dict[UUID, Appointment] = {}
    for row in work.session.execute(asked, live.sought(work)):
        found |= {each.id: each for each in _opened(work, row, reader, keys)}
    ahead = [one for one in appointed.in_order(found.values()) if one.ahead(work.now)]
    return _sorted(ahead, first)


def _sorted(ahead: Sequence[Appointment], first: date) -> Agenda:
    nearest: dict[UUID, Appointment] = {}
    for one in ahead:
        nearest.setdefault(one.grant_id, one)
    last = first + timedelta(days=DAYS)
    mine = [one for one in ahead if one.mine and one.plan.day < last]
    today = tuple(one for one in mine if one.plan.day == first)
    return Agenda(today, tuple(one for one in mine if one.plan.day > first), nearest)


def _opened(
    work: Work, row: Row[*tuple[Any, ...]], reader: Reader, keys: Mapping[UUID, bytes]
) -> Iterator[Appointment]:
    """One as it stands, with its person's name; nothing for one that does not open."""
    try:
        key = keys.get(row.grant_id) or reader.unwrap(
            row.grant_id, row.recipient_kind, row.epoch, row.wrap
        )
        label = sealed_views.label(key, row.grant_id, row.owner_id, row.label_box)
        yield replace(appointed.read(work, row, key), person=label.person)
    except (NotFound, Tampered):
        return


def _these_days(work: Work, marks: Sequence[bytes]) -> Select[*tuple[Any, ...]]:
    mine = or_(
        rows.Appointment.with_id == work.actor.account_id, rows.Appointment.with_id.is_(None)
    )
    latest = rows.Appointment.changed_at.desc()
    part = _asked(marks).where(mine).order_by(latest).limit(MOST).subquery()
    return select(*part.c)


def _of_grants(ids: Sequence[UUID], marks: Sequence[bytes]) -> Select[*tuple[Any, ...]]:
    return _asked(marks).where(rows.Appointment.grant_id.in_(ids))


def _asked(marks: Sequence[bytes]) -> Select[*tuple[Any, ...]]:
    row = rows.Appointment
    return (
        appointed.query()
        .add_columns(Grant.label_box, GrantWrap.recipient_kind, GrantWrap.epoch)
        .add_columns(GrantWrap.box.label("wrap"))
        .join(GrantWrap, readers.wrap_of(ME))
        .where(row.day.in_(marks), row.stage != Stage.CANCELLED, live.here(Grant))
    )


def _mark(work: Work, reader: Reader, day: date) -> bytes:
    return appointments.mark_of(work.keys, reader.standing.structure_id, day)

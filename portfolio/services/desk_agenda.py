"""The appointments that a desk shows: the reader's own of these days, and the next of each person.

One statement for both. An appointment says its day to its readers alone, so that days are asked
for one by one (:mod:`portfolio.services.appointments`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, Select, bindparam, exists, or_, select, union_all
from sqlalchemy.orm import aliased

from portfolio.domain.appointments import AHEAD, Stage
from portfolio.domain.sharing import day_of
from portfolio.services import appointed, appointments, live, readers, sealed_views
from portfolio.services.appointed import Appointment
from portfolio.services.readers import ME, Reader
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.base import Id
from portfolio.storage.sharing import Grant, GrantWrap

DAYS = 8
"""Today, and a week after it."""
MOST = 40
"""Appointments of those days that are opened: nobody keeps more in a week."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The reader's appointments *today* and *then*, by day and hour; the *next* of each grant.

    *altered* are those that nobody can read any more.
    """

    today: tuple[Appointment, ...]
    then: tuple[Appointment, ...]
    next: Mapping[UUID, Appointment]
    altered: int = 0


def near(work: Work, reader: Reader, keys: Mapping[UUID, bytes]) -> Agenda:
    """What is ahead for the reader; *keys* are those of the grants whose next one is asked for.

    Of those that nobody in the structure has taken yet, everybody is told.
    """
    first = day_of(work.now)
    marks = [_mark(work, reader, first + timedelta(days=each)) for each in range(AHEAD + 1)]
    days = {"these_days": marks[:DAYS], "all_days": marks, "grants": list(keys)}
    found = {row.id: row for row in work.session.execute(_query(), live.sought(work) | days)}
    told = appointed.several(found.values(), lambda row: _opened(work, row, reader, keys))
    ahead = [one for one in told if one.ahead(work.now)]
    return replace(_sorted(ahead, first), altered=told.altered)


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
) -> Appointment:
    """One as it stands, with its person's name."""
    key = keys.get(row.grant_id) or reader.unwrap(
        row.grant_id, row.recipient_kind, row.epoch, row.wrap
    )
    label = sealed_views.label(key, row.grant_id, row.owner_id, row.label_box)
    return replace(appointed.read(work, row, key), person=label.person)


@cache
def _query() -> CompoundSelect[*tuple[Any, ...]]:
    """Both lists in one statement, built once: it is long to build.

    It waits for :func:`live.sought`, the marks of *these_days* and of *all_days*, and *grants*.
    """
    row = rows.Appointment
    mine = or_(row.with_id == ME, row.with_id.is_(None))
    latest = row.changed_at.desc()
    part = _asked("these_days").where(mine).order_by(latest).limit(MOST).subquery()
    of_grants = row.grant_id.in_(bindparam("grants", expanding=True, type_=Id))
    return union_all(select(*part.c), _asked("all_days").where(of_grants))


def _asked(days: str) -> Select[*tuple[Any, ...]]:
    """Those of some days: they are met by their days, whatever the number of people."""
    row, there = rows.Appointment, aliased(Grant)
    runs = exists().where(there.id == row.grant_id, live.here(there))
    return (
        appointed.query()
        .add_columns(Grant.label_box, GrantWrap.recipient_kind, GrantWrap.epoch)
        .add_columns(GrantWrap.box.label("wrap"))
        .join(GrantWrap, readers.wrap_of(ME))
        .where(row.day.in_(bindparam(days, expanding=True)))
        .where(row.stage != Stage.CANCELLED, runs)
    )


def _mark(work: Work, reader: Reader, day: date) -> bytes:
    return appointments.mark_of(work.keys, reader.standing.structure_id, day)

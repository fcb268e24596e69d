"""Appointments where people look for them: a desk's days, a page of grants, a person's own.

A day is kept as a blind index of the structure and the date: the desk finds the days it asks
for, and a stolen table says neither which day nor whom.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select

from portfolio.domain.appointments import AHEAD, Stage
from portfolio.domain.sharing import State, day_of
from portfolio.services import appointed, boxes, overdue, readers, sealed_views
from portfolio.services.appointed import Appointment, Several
from portfolio.services.keyring import Keyring
from portfolio.services.readers import Reader
from portfolio.services.work import Work
from portfolio.storage import appointments as rows
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Structure

LATELY = timedelta(days=AHEAD + 1)
"""What was fixed or moved before that is not to come any more."""


def today(work: Work, reader: Reader | None = None) -> Several:
    """The agenda of the day where the actor acts: theirs, and their colleagues'."""
    return coming(work, 1, reader)


def coming(work: Work, days: int, reader: Reader | None = None) -> Several:
    """What is to be held within *days* from today on, of grants that the actor may open.

    One statement, and one more to know the *reader* where the caller does not.
    """
    first = day_of(work.now)
    return on_days(work, (first + timedelta(days=each) for each in range(days)), reader)


def on_days(work: Work, days: Iterable[date], reader: Reader | None = None) -> Several:
    """The same of some days."""
    reader = reader or readers.here(work)
    me, place = work.actor.account_id, reader.standing.structure_id
    query = (
        appointed.query()
        .add_columns(Grant.label_box, GrantWrap.recipient_kind, GrantWrap.epoch)
        .add_columns(GrantWrap.box.label("wrap"))
        .join(GrantWrap, readers.wrap_of(readers.ME))
        .where(
            rows.Appointment.day.in_([mark_of(work.keys, place, day) for day in days]),
            rows.Appointment.stage != Stage.CANCELLED,
            Grant.structure_id == place,
            Grant.state == State.ACTIVE,
            Grant.starts_at <= work.now,
            Grant.ends_at > work.now,
            ~overdue.left(Grant, work.now),
        )
    )

    def opened(row: Row[Any]) -> Appointment:
        key = reader.unwrap(row.grant_id, row.recipient_kind, row.epoch, row.wrap)
        label = sealed_views.label(key, row.grant_id, row.owner_id, row.label_box)
        return replace(appointed.read(work, row, key), person=label.person)

    return appointed.several(work.session.execute(query, {"me": me}), opened)


def mine(work: Work) -> Several:
    """Every one that the citizen who asks ever had, by day and hour, whether its grant runs."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return _told(work, work.session.execute(_of_owners().where(theirs)))


def recent(since: datetime | ColumnElement[datetime]) -> Select[*tuple[Any, ...]]:
    """What a first page asks beside its counts, to find the next one: *since* :data:`LATELY`."""
    open_ = rows.Appointment.stage != Stage.CANCELLED
    return _of_owners().where(rows.Appointment.changed_at > since, open_)


def next_among(work: Work, found: Iterable[Row[Any]]) -> Appointment | None:
    """The next one of the citizen who asks, among the rows of :func:`recent`."""
    return min(_ahead(work, found), key=lambda each: (each.plan.starts, each.id), default=None)


def mark_of(keys: Keyring, structure_id: UUID, day: date) -> bytes:
    """What the days of one structure are found by."""
    return keys.server.index("appointment", structure_id, day.isoformat())


@cache
def _of_owners() -> Select[*tuple[Any, ...]]:
    """Built once, since a citizen's first page asks."""
    more = (Structure.name.label("structure"), Grant.owner_box, Grant.portfolio_id)
    query = appointed.query().add_columns(*more)
    return query.join(Structure, Structure.id == Grant.structure_id)


def _ahead(work: Work, found: Iterable[Row[Any]]) -> Iterator[Appointment]:
    """Those to come; one that was altered keeps nobody out of their first page."""
    return (each for each in _told(work, found) if each.ahead(work.now))


def _told(work: Work, found: Iterable[Row[Any]]) -> Several:
    keys: dict[UUID, bytes] = {}

    def opened(row: Row[Any]) -> Appointment:
        if row.grant_id not in keys:
            copy = sealed_views.kept(work.keys, row.grant_id, row.owner_id, row.owner_box)
            keys[row.grant_id] = copy.key
        return replace(appointed.read(work, row, keys[row.grant_id]), structure=row.structure)

    return appointed.several(found, opened)

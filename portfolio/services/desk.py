"""A professional's desk: the people who share with their structure, or with them by name.

Whoever changed last comes first. Two queries, whatever the number of people.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Subquery,
    bindparam,
    distinct,
    exists,
    func,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from portfolio.domain import sharing
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sharing import Mode, Purpose, State
from portfolio.services import ended, readers, sealed_views, standings, visits
from portfolio.services.readers import ME, Reader
from portfolio.services.sealed_views import Label
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap, Visit

PAGE = 25


@dataclass(frozen=True, slots=True)
class Shared:
    """One grant that runs, as the desk lists it."""

    id: UUID
    mode: Mode
    ends_at: datetime
    last_day: date
    days_left: int
    changed_at: datetime
    read_at: datetime | None

    @property
    def has_news(self) -> bool:
        """Whether anything changed since the reader last opened it."""
        return self.read_at is None or self.changed_at > self.read_at


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who shares with the structure, once, whatever the number of their grants.

    Under an alias they are somebody else: nothing on the desk brings the two together. *name* is
    empty when what was stored of it does not open any more; *purpose* is what the grant that
    changed last is for.
    """

    name: str
    purpose: Purpose | None
    shared: tuple[Shared, ...]

    @property
    def latest(self) -> Shared:
        """The grant that changed last."""
        return self.shared[0]


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of people; *total* counts all of them, *over* says whether some share ended."""

    standing: Standing
    people: tuple[Person, ...]
    total: int
    page: int
    pages: int
    over: bool


def read(work: Work, page: int = 1) -> Desk:
    """The people who share now with the actor where they act, whoever changed last first."""
    reader, over = _reader(work)
    shown = {"skipped": (max(1, page) - 1) * PAGE, "most": PAGE}
    whom = {"place": reader.standing.structure_id, "me": work.actor.account_id}
    asked = {**whom, "now": work.now, **shown}
    rows = work.session.execute(_query(), asked).all()
    if not rows and page > 1:
        return read(work)
    total = rows[0].total if rows else 0
    people = sorted(_people(work, rows, reader), key=_recency, reverse=True)
    pages = max(1, -(-total // PAGE))
    if pages == 1:
        total = len(people)  # under an alias one is somebody else, in the count as in the list
    return Desk(reader.standing, tuple(people), total, page, pages, over)


def _reader(work: Work) -> tuple[Reader, bool]:
    """Where the actor stands, the keys they read with, and whether some share ended: at once."""
    sought = standings.here(work) | ended.since(work)
    found = work.session.execute(_asked(), sought).one_or_none()
    if found is None:
        raise NotFound
    *rows, over = found
    return Reader.of(work, *rows), over


@cache
def _asked() -> Select[Any]:
    """What :func:`_reader` asks; built once."""
    return readers.asked().add_columns(ended.any_())


@cache
def _query() -> Select[Any]:
    """The grants of one page of people, each person's latest first, with the count of people.

    Built once: it is long to build. It waits for *place*, *me*, *now*, *skipped* and *most*.
    """
    live = _live(Grant)
    total = select(func.count(distinct(Grant.portfolio_id))).where(live).scalar_subquery()
    shown = _page()
    return (
        select(
            *(Grant.id, Grant.owner_id, Grant.portfolio_id, Grant.mode, Grant.label_box),
            *(Grant.ends_at, Grant.changed_at, Visit.at.label("read_at")),
            *(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box, total.label("total")),
        )
        .join(shown, shown.c.portfolio_id == Grant.portfolio_id)
        .join(GrantWrap, readers.wrap_of(ME))
        .outerjoin(Visit, visits.mine(Grant, ME))
        .where(live)
        .order_by(
            *(shown.c.changed_at.desc(), shown.c.id.desc()),
            *(Grant.changed_at.desc(), Grant.id.desc()),
        )
    )


def _page() -> Subquery:
    """Each person's latest grant, page by page: walks the desk's index, whatever its length."""
    other = aliased(Grant)
    later = exists().where(
        other.portfolio_id == Grant.portfolio_id,
        _live(other),
        tuple_(other.changed_at, other.id) > tuple_(Grant.changed_at, Grant.id),
    )
    return (
        select(Grant.portfolio_id, Grant.changed_at, Grant.id)
        .where(_live(Grant), ~later)
        .order_by(Grant.changed_at.desc(), Grant.id.desc())
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skipped", type_=Integer))
        .subquery()
    )


def _live(grant: type[Grant]) -> ColumnElement[bool]:
    return (
        (grant.structure_id == bindparam("place"))
        & (grant.state == State.ACTIVE)
        & (grant.ends_at > bindparam("now"))
        & (grant.starts_at <= bindparam("now"))
        & readers.may_open(grant, ME)
    )


def _people(work: Work, rows: Iterable[Row[Any]], reader: Reader) -> Iterator[Person]:
    by_name: dict[tuple[UUID, str], list[tuple[Row[Any], Label | None]]] = {}
    for row in rows:
        label = _label(row, reader)
        name = label.person if label else ""
        by_name.setdefault((row.portfolio_id, name), []).append((row, label))
    for (_, name), theirs in by_name.items():
        label = theirs[0][1]
        shared = tuple(_shared(row, work.now) for row, _ in theirs)
        yield Person(name, label.purpose if label else None, shared)


def _recency(person: Person) -> tuple[datetime, UUID]:
    return person.latest.changed_at, person.latest.id


def _label(row: Row[Any], reader: Reader) -> Label | None:
    try:
        key = reader.unwrap(row.id, row.recipient_kind, row.epoch, row.box)
        return sealed_views.label(key, row.id, row.owner_id, row.label_box)
    except (NotFound, Tampered):
        return None


def _shared(row: Row[Any], now: datetime) -> Shared:
    return Shared(
        row.id,
        Mode(row.mode),
        row.ends_at,
        sharing.last_day(row.ends_at),
        sharing.days_left(row.ends_at, now),
        row.changed_at,
        row.read_at,
    )

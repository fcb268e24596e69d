"""A structure's desk: the people who share with it, newest change first, in two queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
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

from portfolio.crypto.hybrid import Recipient
from portfolio.domain import sharing
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.domain.sharing import Mode, Purpose, State
from portfolio.services import epochs, sealed_views, standings
from portfolio.services.sealed_views import Label
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap

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
        """Whether anything changed since the structure last opened it."""
        return self.read_at is None or self.changed_at > self.read_at


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who shares with the structure, once, whatever the number of their grants.

    *name* is empty when what was stored of it does not open any more; *purpose* is what the
    grant that changed last is for.
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
    """A page of people; *total* counts all of them."""

    standing: Standing
    people: tuple[Person, ...]
    total: int
    page: int
    pages: int


def read(work: Work, page: int = 1) -> Desk:
    """The people who share with the actor's structure now, whoever changed last first."""
    standing, reader = _reader(work)
    shown = {"skipped": (max(1, page) - 1) * PAGE, "most": PAGE}
    asked = {"place": standing.structure_id, "now": work.now, **shown}
    rows = work.session.execute(_query(), asked).all()
    if not rows and page > 1:
        return read(work)
    total = rows[0].total if rows else 0
    people = tuple(_people(work, standing.structure_id, rows, reader))
    return Desk(standing, people, total, page, max(1, -(-total // PAGE)))


def _reader(work: Work) -> tuple[Standing, Recipient]:
    """Where the actor stands and the key that they read with, in one statement."""
    query = epochs.with_key(standings.asked(work), work.actor.account_id)
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    member, structure, key, account = found
    standing = standings.told(work, member, structure)
    return standing, epochs.opened(work, key, account).recipient()


@cache
def _query() -> Select[Any]:
    """The grants of one page of people, each person's latest first, with the count of people.

    Built once: it is long to build. It waits for *place*, *now*, *skipped* and *most*.
    """
    live = _live(Grant)
    total = select(func.count(distinct(Grant.portfolio_id))).where(live).scalar_subquery()
    shown = _page()
    return (
        select(
            *(Grant.id, Grant.owner_id, Grant.portfolio_id, Grant.mode, Grant.label_box),
            *(Grant.ends_at, Grant.changed_at, Grant.read_at),
            *(GrantWrap.box, GrantWrap.epoch, total.label("total")),
        )
        .join(shown, shown.c.portfolio_id == Grant.portfolio_id)
        .join(
            GrantWrap,
            (GrantWrap.grant_id == Grant.id)
            & (GrantWrap.recipient_kind == sealed_views.STRUCTURE)
            & (GrantWrap.recipient_id == bindparam("place")),
        )
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
    )


def _people(
    work: Work, structure_id: UUID, rows: Iterable[Row[Any]], reader: Recipient
) -> Iterator[Person]:
    for _, theirs in groupby(rows, key=lambda row: row.portfolio_id):
        grants = list(theirs)
        label = _label(structure_id, grants[0], reader)
        name, purpose = (label.person, label.purpose) if label else ("", None)
        yield Person(name, purpose, tuple(_shared(row, work.now) for row in grants))


def _label(structure_id: UUID, row: Row[Any], reader: Recipient) -> Label | None:
    try:
        place = sealed_views.wrap_place(row.id, structure_id, row.epoch)
        key = reader.unwrap(row.box, place)
        return sealed_views.label(key, row.id, row.owner_id, row.label_box)
    except (Unsealable, Tampered):
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

"""The people of a desk: their grants as rows, each name opened with its grant's key."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from portfolio.domain import sharing
from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.sharing import Audience, Mode, Purpose
from portfolio.services import caseload, counting, readers, sealed_views, visits
from portfolio.services.readers import ME, Reader
from portfolio.services.sealed_views import Label
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap, Visit


@dataclass(frozen=True, slots=True)
class Shared:
    """One grant that runs, as the desk lists it.

    *by_name* says that it was given to people, *mine* that the reader accompanies whoever gave
    it; *unread* comments and syntheses *to_agree* to wait for the structure.
    """

    id: UUID
    mode: Mode
    ends_at: datetime
    last_day: date
    days_left: int
    changed_at: datetime
    read_at: datetime | None
    by_name: bool
    mine: bool
    unread: int
    to_agree: int

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


def columns() -> Select[*tuple[Any, ...]]:
    """The grants with all it takes to list them, for a query that says which.

    It waits for *me*.
    """
    waiting = {one.name: one for one in counting.columns(by_owner=False)}
    return (
        select(
            *(Grant.id, Grant.owner_id, Grant.portfolio_id, Grant.mode, Grant.audience),
            *(Grant.label_box, Grant.ends_at, Grant.changed_at, Visit.seen_at.label("read_at")),
            *(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box),
            *(waiting["unread"], waiting["to_agree"], caseload.marked(Grant).label("marked")),
        )
        .join(GrantWrap, readers.wrap_of(ME))
        .outerjoin(Visit, visits.mine(Grant, ME))
    )


def people(
    work: Work, rows: Iterable[Row[*tuple[Any, ...]]], keys: Mapping[UUID, bytes]
) -> list[Person]:
    """Whose the rows are, whoever changed last first; each one's rows come latest first."""
    return sorted(_people(work, rows, keys), key=_recency, reverse=True)


def names(work: Work, reader: Reader, grant_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Who gave each of those grants, as far as *reader* opens them, by grant."""
    rows = work.session.execute(
        select(
            *(Grant.id, Grant.owner_id, Grant.label_box),
            *(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box),
        )
        .join(GrantWrap, readers.wrap_of(ME))
        .where(Grant.id.in_(grant_ids)),
        {"me": work.actor.account_id},
    ).all()
    keys = keys_of(rows, reader)
    found = ((row.id, label(row, keys.get(row.id))) for row in rows)
    return {grant_id: said.person for grant_id, said in found if said}


def keys_of(rows: Iterable[Row[*tuple[Any, ...]]], reader: Reader) -> dict[UUID, bytes]:
    """The keys of the rows' grants, by grant; one that does not open has none."""
    keys = {}
    for row in rows:
        with suppress(NotFound, Tampered):
            keys[row.id] = reader.unwrap(row.id, row.recipient_kind, row.epoch, row.box)
    return keys


def label(row: Row[*tuple[Any, ...]], key: bytes | None) -> Label | None:
    """Who gave a grant and what for; None when that does not open."""
    try:
        return sealed_views.label(key, row.id, row.owner_id, row.label_box) if key else None
    except Tampered:
        return None


def _people(
    work: Work, rows: Iterable[Row[*tuple[Any, ...]]], keys: Mapping[UUID, bytes]
) -> Iterator[Person]:
    by_name: dict[tuple[UUID, str], list[tuple[Row[*tuple[Any, ...]], Label | None]]] = {}
    for row in rows:
        said = label(row, keys.get(row.id))
        name = said.person if said else ""
        by_name.setdefault((row.portfolio_id, name), []).append((row, said))
    for (_, name), theirs in by_name.items():
        said = theirs[0][1]
        shared = tuple(_shared(row, work.now) for row, _ in theirs)
        yield Person(name, said.purpose if said else None, shared)


def _recency(person: Person) -> tuple[datetime, UUID]:
    return person.latest.changed_at, person.latest.id


def _shared(row: Row[*tuple[Any, ...]], now: datetime) -> Shared:
    by_name = row.audience == Audience.MEMBERS
    return Shared(
        row.id,
        Mode(row.mode),
        row.ends_at,
        sharing.last_day(row.ends_at),
        sharing.days_left(row.ends_at, now),
        row.changed_at,
        row.read_at,
        by_name,
        by_name or bool(row.marked),
        row.unread,
        row.to_agree,
    )

"""What the service keeps about somebody, table by table: how much, since when, nothing more.

Tables are found by their foreign keys, so that one added tomorrow is told without being asked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from portfolio.services import profiles
from portfolio.services.work import Work
from portfolio.storage import Base
from portfolio.storage.accounts import Account
from portfolio.storage.base import Instant
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant
from portfolio.storage.unsaved import Unsaved

HOLDING = {Unsaved.__tablename__: ~Unsaved.closed}
"""The rows that hold something, of a table where some say only that it is over."""
DATED = ("created_at", "at", "changed_at")


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one table that are about somebody: how many, the first and the last day."""

    table: str
    count: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Plain:
    """What stands in clear in an account's own row."""

    locale: str
    theme: str
    created_on: date
    seen_on: date
    erase_at: datetime | None


def plain(work: Work) -> Plain:
    """What anybody who holds the database reads of the actor's account."""
    account = profiles.account_of(work)
    dates = (account.created_on, account.seen_on, account.erase_at)
    return Plain(account.locale, account.theme, *dates)


def read(work: Work) -> list[Kept]:
    """Every table that holds something about the actor, in the order of the models.

    One statement, whatever there is.
    """
    counts = [
        _count(table, which)
        for table in Base.metadata.sorted_tables
        if (which := _theirs(work, table)) is not None
    ]
    found = (Kept(*row) for row in work.session.execute(union_all(*counts)))
    return [kept for kept in found if kept.count]


def _count(table: Table, which: ColumnElement[bool]) -> Select[str, int, datetime, datetime]:
    dated = next((table.c[name] for name in DATED if name in table.c), None)
    never = cast(null(), Instant)
    first, last = (never, never) if dated is None else (func.min(dated), func.max(dated))
    return select(literal(table.name), func.count(), first, last).select_from(table).where(which)


def _theirs(work: Work, table: Table) -> ColumnElement[bool] | None:
    """The rows of *table* that belong to the actor, by whatever key leads to them."""
    me = work.actor.account_id
    mine = select(Portfolio.id).where(Portfolio.owner_id == me).scalar_subquery()
    given = select(Grant.id).where(Grant.portfolio_id == mine)
    owned: list[ColumnElement[bool]] = []
    for column in table.columns:
        targets = {key.column.table.name for key in column.foreign_keys}
        if Account.__tablename__ in targets:
            owned.append(column == me)
        if Portfolio.__tablename__ in targets:
            owned.append(column == mine)
        if Grant.__tablename__ in targets:
            owned.append(column.in_(given))
    holding = HOLDING.get(table.name, true())
    return or_(*owned) & holding if owned else None

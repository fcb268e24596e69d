"""A professional's desk: the people who share with their structure, or with them by name.

Whoever changed last comes first. Four queries, whatever the number of people.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, reduce
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    distinct,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from portfolio.domain.desks import Among
from portfolio.services import (
    caseload,
    desk_agenda,
    desk_people,
    desk_waiting,
    ended,
    live,
    readers,
    standings,
)
from portfolio.services.desk_agenda import Agenda
from portfolio.services.desk_people import Person
from portfolio.services.desk_waiting import Waits
from portfolio.services.ended import Ended
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant

PAGE = 25
MANY = 100
"""From how many on news are not counted any more: nobody reads them one by one."""

EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """A page of people *among* all of them; *counts* says how many there are in each list.

    News beyond :data:`MANY` are counted only in their own list. *waiting* is what waits for the
    reader, by the name of its arm, *over* what they are told of shares that ended.
    """

    standing: Standing
    among: Among
    people: tuple[Person, ...]
    agenda: Agenda
    counts: dict[Among, int]
    waiting: dict[str, Waits]
    over: tuple[Ended, ...]
    page: int
    pages: int

    @property
    def total(self) -> int:
        """How many people the list has."""
        return self.counts[self.among]


def read(work: Work, page: int = 1, among: Among = Among.ALL) -> Desk:
    """The people who share now with the actor where they act, whoever changed last first."""
    reader = readers.here(work)
    counts, waiting, over = _figures(work, among)
    pages = max(1, -(-counts[among] // PAGE))
    page = page if 1 <= page <= pages else 1
    shown = {"skipped": (page - 1) * PAGE, "size": PAGE, "most": PAGE + 1}
    rows = work.session.execute(_query(among), live.sought(work) | shown).all()
    keys = desk_people.keys_of(rows, reader)
    here = {row.id for row in rows if row.here}
    people = tuple(one for one in desk_people.people(work, rows, keys) if one.latest.id in here)
    if pages == 1:
        counts[among] = len(people)  # under an alias one is somebody else, in the count as well
    agenda = desk_agenda.near(work, reader, keys)
    return Desk(reader.standing, among, people, agenda, counts, waiting, over, page, pages)


def accompany(work: Work, grant_ids: Collection[UUID]) -> int:
    """Say that the actor accompanies whoever gave these grants; returns how many are new.

    What they cannot open where they act is not there, and is left out without a word.
    """
    standings.confirmed(work)
    there = select(Grant.id).where(live.here(Grant), Grant.id.in_(grant_ids))
    return caseload.take(work, work.session.scalars(there, live.sought(work)).all())


def _figures(
    work: Work, among: Among
) -> tuple[dict[Among, int], dict[str, Waits], tuple[Ended, ...]]:
    """How many people each list has, what waits, and what ended: one statement."""
    sought = live.sought(work) | ended.since(work)
    rows = work.session.execute(_asked(among), sought).all()
    counts = {each: getattr(rows[0], each.value) for each in Among}
    return counts, desk_waiting.read(rows[0]), ended.read(rows)


@cache
def _asked(among: Among) -> Select[*tuple[Any, ...]]:
    """The figures, in one row, or beside each share that ended, the latest first."""
    counts = _counts(among).subquery("people")
    waiting, over = desk_waiting.parts(), ended.listed()
    columns = [column for part in (counts, *waiting, over) for column in part.c]
    first = select(*columns).select_from(counts)
    figures = reduce(lambda query, part: query.join(part, true()), waiting, first)
    return figures.outerjoin(over, true()).order_by(over.c.over_ended_at.desc(), over.c.over_id)


def _counts(among: Among) -> Select[*tuple[Any, ...]]:
    """One walk of the desk's index, and as many news as are counted."""
    news = select(Grant.portfolio_id).where(live.among(Grant, Among.NEW))
    if among is not Among.NEW:
        news = news.limit(MANY)
    new = news.subquery()
    return select(
        _people().label(Among.ALL.value),
        _people(caseload.mine(Grant)).label(Among.MINE.value),
        _people(live.ends_soon(Grant)).label(Among.ENDING.value),
        select(func.count(distinct(new.c.portfolio_id))).scalar_subquery().label(Among.NEW.value),
    ).where(live.here(Grant))


def _people(which: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    person: Any = Grant.portfolio_id
    return func.count(distinct(person if which is None else case((which, person))))


@cache
def _query(among: Among) -> Select[*tuple[Any, ...]]:
    """The grants of whoever has one between the ends of a page, the latest first.

    A page goes from one portfolio's latest grant to that of another. Each name of a portfolio is
    on the page where its own latest is, *here*: names that came together would tell that they
    are one person's. Built once a list: it is long to build. It waits for :func:`live.sought`,
    *skipped*, *size* and *most*, one more than the size.
    """
    page, other = _page(among), aliased(Grant)
    met = select(other.portfolio_id).where(live.among(other, among), _between(other, page))
    return (
        desk_people.columns()
        .add_columns(_between(Grant, page).label("here"))
        .where(live.among(Grant, among), Grant.portfolio_id.in_(met))
        .order_by(Grant.changed_at.desc(), Grant.id.desc())
    )


def _between(grant: type[Grant], page: CTE) -> ColumnElement[bool]:
    """Whether a grant is on *page* by its own place, and not on a later one."""
    latest = (page.c.changed_at.desc(), page.c.id.desc())
    first = select(page.c.changed_at, page.c.id).order_by(*latest).limit(1)
    following = first.offset(bindparam("size", type_=Integer))
    place = tuple_(grant.changed_at, grant.id)
    last = or_(~following.exists(), place > following.scalar_subquery())
    since = func.coalesce(following.with_only_columns(page.c.changed_at).scalar_subquery(), EVER)
    near = grant.changed_at >= since  # said again by the day alone: PostgreSQL's index reads that
    return (place <= first.scalar_subquery()) & near & last


def _page(among: Among) -> CTE:
    """Each person's latest grant, page by page: walks the desk's index, whatever its length."""
    other = aliased(Grant)
    later = exists().where(
        other.portfolio_id == Grant.portfolio_id,
        live.among(other, among),
        tuple_(other.changed_at, other.id) > tuple_(Grant.changed_at, Grant.id),
    )
    return (
        select(Grant.portfolio_id, Grant.changed_at, Grant.id)
        .where(live.among(Grant, among), ~later)
        .order_by(Grant.changed_at.desc(), Grant.id.desc())
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("skipped", type_=Integer))
        .cte("page")
    )

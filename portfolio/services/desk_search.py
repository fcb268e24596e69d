"""Finding somebody on a desk by a part of their name, among the grants that run now and no other.

Names are compared in memory once opened: the database is asked nothing that says who is sought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam

from portfolio.domain import desks
from portfolio.domain.desks import Among
from portfolio.services import desk, desk_agenda, desk_people, live, name_boxes, readers
from portfolio.services.desk_agenda import Agenda
from portfolio.services.desk_people import Person
from portfolio.services.name_boxes import Names
from portfolio.services.readers import Reader
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant

LATEST = (Grant.changed_at.desc(), Grant.id.desc())
MOST_MADE = 5_000
"""Name boxes that one search makes: a second of work, once after a change of keys."""
MOST_OPENED = 100
"""Labels that a page opens the long way, of grants given since the last search."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of people whose name answers, whole words first, then whoever changed last.

    *unread* names could not be looked at yet: the next search reads them.
    """

    standing: Standing
    among: Among
    people: tuple[Person, ...]
    agenda: Agenda
    total: int
    page: int
    pages: int
    unread: int


def prepare(work: Work) -> None:
    """Make name boxes that are missing, :data:`MOST_MADE` at most; for a request that writes."""
    reader = readers.here(work)
    names, rows = Names.of(reader), _rows(work, Among.ALL)
    missing = [row.id for row in rows if names.read(row) is None][:MOST_MADE]
    name_boxes.keep(work, names, name_boxes.open_labels(work, reader, missing))


def find(work: Work, words: str, page: int = 1, among: Among = Among.ALL) -> Found:
    """Whoever has every part of *words* somewhere in their name; nobody for words without any."""
    reader = readers.here(work)
    matching, unread = _matching(work, reader, words, among)
    pages = max(1, -(-len(matching) // desk.PAGE))
    page = page if 1 <= page <= pages else 1
    shown = matching[(page - 1) * desk.PAGE : page * desk.PAGE]
    people, agenda = _people(work, reader, list(chain.from_iterable(shown)), among)
    return Found(reader.standing, among, people, agenda, len(matching), page, pages, unread)


def grants_of(work: Work, words: str, among: Among) -> list[list[UUID]]:
    """The grants of each one whom :func:`find` finds, in the same order."""
    return _matching(work, readers.here(work), words, among)[0]


def _matching(work: Work, reader: Reader, words: str, among: Among) -> tuple[list[list[UUID]], int]:
    """Each person's grants, latest first, the best answers first; how many were not looked at."""
    terms = desks.terms_of(words)
    rows = _rows(work, among) if terms else ()
    names, unread = _names(work, reader, rows)
    people: dict[tuple[int, UUID, str], list[UUID]] = {}
    for row in rows:
        name = names.get(row.id, "")
        if (rank := desks.rank(name, terms)) is not None:
            people.setdefault((rank, row.portfolio_id, name), []).append(row.id)
    return [people[one] for one in sorted(people, key=itemgetter(0))], unread


def _names(
    work: Work, reader: Reader, rows: Sequence[Row[*tuple[Any, ...]]]
) -> tuple[dict[UUID, str], int]:
    """The folded names of those rows, by grant; how many could not be opened this time."""
    boxed = Names.of(reader)
    read = {row.id: boxed.read(row) for row in rows}
    missing = [each for each, name in read.items() if name is None]
    known = {each: name for each, name in read.items() if name is not None}
    opened = name_boxes.open_labels(work, reader, missing[:MOST_OPENED])
    known |= {row.id: name for row, name in opened}
    return known, max(0, len(missing) - MOST_OPENED)


def _rows(work: Work, among: Among) -> Sequence[Row[*tuple[Any, ...]]]:
    return work.session.execute(_walk(among), live.sought(work)).all()


@cache
def _walk(among: Among) -> Select[*tuple[Any, ...]]:
    return name_boxes.columns().where(live.among(Grant, among)).order_by(*LATEST)


def _people(
    work: Work, reader: Reader, ids: Sequence[UUID], among: Among
) -> tuple[tuple[Person, ...], Agenda]:
    """One page of people, as the desk lists them, in the order of *ids*."""
    asked = live.sought(work) | {"ids": ids}
    rows = work.session.execute(_these(among), asked).all() if ids else ()
    keys = desk_people.keys_of(rows, reader)
    place = {each: at for at, each in enumerate(ids)}
    found = desk_people.people(work, rows, keys)
    agenda = desk_agenda.near(work, reader, keys)
    return tuple(sorted(found, key=lambda one: place[one.latest.id])), agenda


@cache
def _these(among: Among) -> Select[*tuple[Any, ...]]:
    chosen = bindparam("ids", expanding=True, type_=Grant.id.type)
    wanted = live.among(Grant, among) & Grant.id.in_(chosen)
    return desk_people.columns().where(wanted).order_by(*LATEST)

"""What a structure's bank holds: found by words, page by page, each as it stands.

For whoever proposes, :func:`choices` finds what is ready and :func:`one_ready` gives one of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from portfolio.domain import bank
from portfolio.domain.bank import AnyReady, Sort, Standing
from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.structures import folded
from portfolio.services import standings
from portfolio.services.standings import Standing as Place
from portfolio.services.work import Work
from portfolio.storage.bank import BankItem, BankVersion
from portfolio.storage.structures import Member

PAGE = 20
MOST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Kept:
    """One ready thing: what it says at its present version, and what its row knows."""

    id: UUID
    what: AnyReady
    standing: Standing
    version: int
    changed_at: datetime
    author: str

    @property
    def sort(self) -> Sort:
        """What it is."""
        return Sort(self.what.sort)


@dataclass(frozen=True, slots=True)
class Former:
    """What one said at an earlier version."""

    version: int
    at: datetime
    what: AnyReady


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the bank, in alphabetical order."""

    found: tuple[Kept, ...]
    total: int
    page: int
    pages: int


def place_of(work: Work) -> Place:
    """Where the actor works; :class:`Forbidden` if they meet nobody there."""
    place = standings.confirmed(work)
    if not place.office.reads:
        raise Forbidden("only whoever meets people keeps the bank")
    return place


def search(
    work: Work, words: str = "", *, sort: Sort | None, standing: Standing | None, page: int = 1
) -> Listing:
    """What holds every one of *words*, even incomplete, accents aside.

    Without a *standing*, what is archived is left aside.
    """
    which = _matching(place_of(work), words)
    if sort:
        which &= BankItem.sort == sort
    if standing:
        return _page(work, which & (BankItem.standing == standing), page)
    return _page(work, which & (BankItem.standing != Standing.ARCHIVED), page)


def choices(work: Work, sort: Sort, words: str = "", *, page: int = 1) -> Listing:
    """What of a *sort* is ready to be proposed."""
    return search(work, words, sort=sort, standing=Standing.READY, page=page)


def read(work: Work, item_id: UUID) -> Kept:
    """One of the structure's; another's is as absent as none."""
    here = BankItem.structure_id == place_of(work).structure_id
    for row in work.session.execute(_query(here & (BankItem.id == item_id))):
        return _kept(row)
    raise NotFound


def one_ready(work: Work, item_id: UUID, sort: Sort) -> Kept:
    """One of a *sort* that may be proposed; a draft is as absent as none."""
    found = read(work, item_id)
    if found.sort is not sort or found.standing is not Standing.READY:
        raise NotFound
    return found


def formers(work: Work, item_id: UUID) -> list[Former]:
    """What it said at the versions before the present one, the latest first."""
    version = BankVersion
    here = version.structure_id == place_of(work).structure_id
    query = (
        select(version)
        .where(here, version.item_id == item_id)
        .order_by(version.version.desc())
        .offset(1)
    )
    rows = work.session.scalars(query)
    return [Former(row.version, row.at, bank.from_text(row.body)) for row in rows]


def _matching(place: Place, words: str) -> ColumnElement[bool]:
    which = BankItem.structure_id == place.structure_id
    for word in folded(words).split()[:MOST_WORDS]:
        which &= BankItem.words.contains(word, autoescape=True)
    return which


def _page(work: Work, which: ColumnElement[bool], page: int) -> Listing:
    """A page; the first when there is no such page."""
    query = _query(which).limit(PAGE)
    rows = work.session.execute(query.offset((max(1, page) - 1) * PAGE)).all()
    if not rows and page > 1:
        return _page(work, which, 1)
    total = rows[0].total if rows else 0
    return Listing(tuple(map(_kept, rows)), total, max(1, page), max(1, -(-total // PAGE)))


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    item, version = BankItem, BankVersion
    return (
        select(item.id, item.standing, item.version, item.changed_at, version.body)
        .add_columns(Member.name.label("author"), func.count().over().label("total"))
        .join(
            version,
            (version.structure_id == item.structure_id)
            & (version.item_id == item.id)
            & (version.version == item.version),
        )
        .outerjoin(
            Member,
            (Member.structure_id == item.structure_id) & (Member.account_id == item.changed_by),
        )
        .where(which)
        .order_by(item.title, item.id)
    )


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    stands = (Standing(row.standing), row.version, row.changed_at)
    return Kept(row.id, bank.from_text(row.body), *stands, row.author or "")

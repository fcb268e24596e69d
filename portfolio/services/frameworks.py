"""Looking things up in the frameworks, by words that one began to write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio.domain.errors import NotFound
from portfolio.domain.frameworks import SHORTEST_BEGINNING, Sort, forms, sought
from portfolio.storage.frameworks import Concept, ConceptWord, Framework

Sorts = Collection[Sort]
Query = Select[*tuple[Any, ...]]

PAGE = 20
LEAF = 100  # lines of a page on which a whole framework is read
FARTHEST = 10_000  # page
INEXACT = 2  # what a word that is only begun costs, beside one written whole
LAST = "\U0010ffff"  # sorts after every letter


@dataclass(frozen=True, slots=True)
class Shelf:
    """A framework that is loaded, and how many lines of it may be chosen."""

    name: str
    label: str
    version: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A line of a framework, with the label of the framework and of the line above."""

    framework: str
    shelf: str
    version: str
    code: str
    label: str
    sort: Sort
    parent: str
    above: str
    note: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, the closest first."""

    found: tuple[Found, ...]
    total: int
    page: int
    pages: int


def shelves(session: Session) -> list[Shelf]:
    """What is loaded, by label."""
    count = func.count(Concept.id).filter(Concept.retired.is_(False))
    query = (
        select(Framework.name, Framework.label, Framework.version, count)
        .outerjoin(Concept, Concept.framework == Framework.name)
        .group_by(Framework.name, Framework.label, Framework.version)
        .order_by(Framework.label)
    )
    return [Shelf(*row) for row in session.execute(query)]


def knows(session: Session, sorts: Sorts) -> bool:
    """Whether anything of one of *sorts* is loaded."""
    query = select(Concept.id).where(Concept.sort.in_(sorts), Concept.retired.is_(False))
    return session.scalar(query.limit(1)) is not None


def search(
    session: Session, text: str, *, framework: str = "", sorts: Sorts = (), page: int = 1
) -> Results:
    """The lines that have a word beginning like each word of *text*, closest first.

    Accents, capitals and plurals do not count; neither does the order of the words.
    """
    words, page = sought(text), _within(page)
    if not words:
        return Results((), 0, 1, 1)
    hits = [_having(word).subquery(f"word_{no}") for no, word in enumerate(words)]
    near = sum((hit.c.rank for hit in hits[1:]), start=hits[0].c.rank)
    query = select(Concept.id, near.label("near"), func.count().over().label("total"))
    for hit in hits:
        query = query.join(hit, hit.c.id == Concept.id)
    query = among(query, framework, sorts).order_by(near, Concept.size, Concept.label, Concept.id)
    chosen = query.limit(PAGE).offset((page - 1) * PAGE).subquery("chosen")
    shown = lines(chosen.c.total).join(chosen, chosen.c.id == Concept.id)
    order = (chosen.c.near, Concept.size, Concept.label, Concept.id)
    return _results(session.execute(shown.order_by(*order)).all(), page, PAGE)


def read(session: Session, framework: str, code: str) -> Found:
    """One line, retired or not; raises :class:`NotFound`."""
    query = lines().where(Concept.framework == framework, Concept.code == code)
    row = session.execute(query).first()
    if row is None:
        raise NotFound
    return found(row)


def browse(session: Session, framework: str, page: int = 1) -> Results:
    """All the lines of a framework, in its own order; raises :class:`NotFound`."""
    page = _within(page)
    query = lines(func.count().over()).where(
        Concept.framework == framework, Concept.retired.is_(False)
    )
    rows = session.execute(query.order_by(Concept.id).limit(LEAF).offset((page - 1) * LEAF)).all()
    if not rows:
        raise NotFound
    return _results(rows, page, LEAF)


def _within(page: int) -> int:
    """A page that a database can count to."""
    return min(max(page, 1), FARTHEST)


def _results(rows: Sequence[Any], page: int, size: int) -> Results:
    total = rows[0].total if rows else 0
    return Results(tuple(map(found, rows)), total, page, max(1, -(-total // size)))


def _having(word: str) -> Query:
    """The concepts with a word that begins like *word*, and how exactly."""
    return met(forms(word), forms(word) if len(word) >= SHORTEST_BEGINNING else ())


def met(
    whole: Collection[str], beginnings: Collection[str] = (), among: Collection[str] = ()
) -> Query:
    """The concepts with one of *whole* or *among*, or with a word that begins as one of these."""
    exact = ConceptWord.word.in_(sorted(whole))
    begun = (
        (ConceptWord.word >= each) & (ConceptWord.word < f"{each}{LAST}")
        for each in sorted(beginnings)
    )
    rank = func.min(ConceptWord.rank + case((exact, 0), else_=INEXACT)).label("rank")
    query = select(ConceptWord.concept_id.label("id"), rank)
    listed = ConceptWord.word.in_(sorted(among)) if among else exact
    query = query.where(or_(*begun) if beginnings else listed)
    return query.group_by(ConceptWord.concept_id)


def lines(total: Any = None) -> Query:
    """Concepts with the name of their framework and of what is above them."""
    above = aliased(Concept)
    return (
        select(
            Concept.id,
            Concept.size,
            Concept.framework,
            Framework.label.label("shelf"),
            Concept.version,
            Concept.code,
            Concept.label,
            Concept.sort,
            Concept.parent,
            func.coalesce(above.label, "").label("above"),
            Concept.note,
            Concept.retired,
            (literal(1) if total is None else total).label("total"),
        )
        .join(Framework, Framework.name == Concept.framework)
        .outerjoin(above, (above.framework == Concept.framework) & (above.code == Concept.parent))
    )


def among(query: Query, framework: str, sorts: Sorts) -> Query:
    """Of *query*, the lines in force of a framework and of some sorts, or of all."""
    query = query.where(Concept.retired.is_(False))
    if framework:
        query = query.where(Concept.framework == framework)
    return query.where(Concept.sort.in_(sorts)) if sorts else query


def found(row: Any) -> Found:
    """A row of :func:`lines` as what it says."""
    return Found(
        row.framework,
        row.shelf,
        row.version,
        row.code,
        row.label,
        Sort(row.sort),
        row.parent,
        row.above,
        row.note,
        row.retired,
    )

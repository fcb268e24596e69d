"""Putting a framework on the shelf: all of it or nothing, and again without harm."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.orm import Session

from portfolio.domain.frameworks import Book, Concept, indexed, whole, words_of
from portfolio.storage.frameworks import Concept as Line
from portfolio.storage.frameworks import ConceptWord, Framework

AT_ONCE = 2_000  # lines in one statement
INDEXED = 2
"""How words are kept to be found by: with another number, the same files are loaded anew."""

Told = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load came to, in lines."""

    added: int
    kept: int
    retired: int


def holds(session: Session, book: Book) -> bool:
    """Whether the very same files are what was loaded last, and indexed as we do now."""
    query = select(Framework.digest).where(
        Framework.name == book.name, Framework.version == book.version
    )
    return session.scalar(query) == _digest(book)


def load(session: Session, book: Book, now: datetime, told: Told = lambda _lines: None) -> Loaded:
    """Make the framework what *book* says, within the caller's transaction.

    Lines of the sorts it brings that it no longer has are retired, never deleted: what people
    classified under them keeps its name. *told* is given the number of lines as they are done.
    """
    _put_on_shelf(session, book, now)
    there = _there(session, book)
    fresh = session.scalar(select(func.coalesce(func.max(Line.id), 0))) or 0
    ids: dict[str, int] = {code: row.id for code, row in there.items()}
    for concept in book.concepts:
        if concept.code not in ids:
            ids[concept.code] = fresh = fresh + 1
    gone = _retire(session, there, book)
    for lines in _by(AT_ONCE, book.concepts):
        _write(session, book, lines, ids, there)
        told(len(lines))
    added = len(ids) - len(there)
    return Loaded(added, len(book.concepts) - added, gone)


def _put_on_shelf(session: Session, book: Book, now: datetime) -> None:
    told = {"label": book.label, "version": book.version, "digest": _digest(book)}
    session.merge(Framework(name=book.name, loaded_at=now, **told))
    session.flush()


def _digest(book: Book) -> str:
    return sha256(f"{INDEXED} {book.digest}".encode()).hexdigest()


def _there(session: Session, book: Book) -> dict[str, Row[Any]]:
    """What is stored of the framework, by code."""
    query = select(Line.id, Line.code, Line.sort, Line.retired).where(Line.framework == book.name)
    rows: Iterable[Row[Any]] = session.execute(query)
    return {row.code: row for row in rows}


def _retire(session: Session, there: dict[str, Row[Any]], book: Book) -> int:
    """Take off the shelf what the book no longer has; returns how many lines that is."""
    codes, sorts = {concept.code for concept in book.concepts}, book.sorts
    gone = [
        row.id
        for code, row in there.items()
        if code not in codes and row.sort in sorts and book.covers(code) and not row.retired
    ]
    for ids in _by(AT_ONCE, gone):
        session.execute(update(Line).where(Line.id.in_(ids)).values(retired=True))
        session.execute(delete(ConceptWord).where(ConceptWord.concept_id.in_(ids)))
    return len(gone)


def _write(
    session: Session,
    book: Book,
    lines: list[Concept],
    ids: dict[str, int],
    there: dict[str, Row[Any]],
) -> None:
    rows = [_row(book, concept, ids[concept.code]) for concept in lines]
    former = [row for row in rows if row["code"] in there]
    if former:
        session.execute(update(Line), former)
        stale = [row["id"] for row in former]
        session.execute(delete(ConceptWord).where(ConceptWord.concept_id.in_(stale)))
    if added := [row for row in rows if row["code"] not in there]:
        session.execute(insert(Line), added)
    words = [word for concept in lines for word in _words(concept, ids[concept.code])]
    if words:
        session.execute(insert(ConceptWord), words)


def _row(book: Book, concept: Concept, number: int) -> dict[str, Any]:
    return {
        "id": number,
        "framework": book.name,
        "code": concept.code,
        "sort": concept.sort.value,
        "label": concept.label,
        "parent": concept.parent,
        "note": concept.note,
        "version": book.version,
        "retired": False,
        "size": len(words_of(concept.label)),
    }


def _words(concept: Concept, number: int) -> Iterator[dict[str, Any]]:
    own = indexed([concept.label])
    code = indexed([concept.code]) if len(concept.code) < len("https://") * 2 else frozenset()
    for word in sorted(own | code):
        yield {"word": word, "concept_id": number, "rank": 0}
    whole_names = frozenset(filter(None, map(whole, concept.other)))
    for word in sorted(indexed(concept.other) - own - code | whole_names):
        yield {"word": word, "concept_id": number, "rank": 1}


def _by(size: int, things: Iterable[Any]) -> Iterator[list[Any]]:
    """*things* in lists of at most *size*."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some

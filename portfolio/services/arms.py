"""What an arm of *around* is: rows of one shape, asked with the others, read by who knows them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
)
from sqlalchemy.sql.expression import SQLColumnExpression
from sqlalchemy.types import TypeEngine

from portfolio.services.grants import OpenGrant
from portfolio.storage.base import Id, Instant

T = TypeVar("T")
Rows = Sequence[Row[Any]]

GRANT = bindparam("grant", type_=Id)
ME = bindparam("me", type_=Id)
PLACE = bindparam("place", type_=Id)
NOW = bindparam("now", type_=Instant)
"""The grant that is read, who reads it in which structure, and when: what an arm may ask about."""

SHAPE: dict[str, TypeEngine[Any]] = {
    "id": Id(),
    "author_id": Id(),
    "state": String(40),
    "at": Instant(),
    "until": Instant(),
    "number": Integer(),
    "waiting": Integer(),
    "box": LargeBinary(),
}
"""The columns of every arm, beside its name and its author's; those it does not give are null."""


@dataclass(frozen=True, slots=True)
class Arm(Generic[T]):
    """One thing that may lie around a grant: *ask* says its rows, *read* makes of them what it is.

    Rows come with ``author``, the name of the member that *author_id* is in that structure.
    """

    name: str
    ask: Callable[[], Select[*tuple[Any, ...]]]
    read: Callable[[Rows, OpenGrant], T]


def rows(**given: SQLColumnExpression[Any]) -> Select[*tuple[Any, ...]]:
    """A query of the shape of every arm, from the columns that are *given*."""
    return select(*(given.get(name, _nothing(name)).label(name) for name in SHAPE))


def named(name: str, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same as a part of a union: it may be ordered and cut, its rows carry their arm's name."""
    part = query.subquery()
    return select(literal(name, String(40)).label("arm"), *part.c)


@cache
def _nothing(name: str) -> ColumnElement[Any]:
    return cast(null(), SHAPE[name])

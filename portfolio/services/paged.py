"""Lists that the database cuts: some rows and how many there are in all, with one statement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Select, func, literal_column, select

from portfolio.services.work import Work

T = TypeVar("T")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list: the page *number* of *pages*, and how many things there are in all."""

    items: Sequence[T]
    number: int
    pages: int
    total: int


def read(
    work: Work,
    query: Select[*tuple[Any, ...]],
    number: int,
    made: Callable[[Row[Any]], T],
    sought: Mapping[str, Any] | None = None,
) -> Page[T]:
    """The page *number* of what *query* asks, in its order; the first where there is no such page.

    Boxes are read for the rows of that page only.
    """
    number = max(number, 1)
    bare: Select[int] = query.order_by(None).with_only_columns(
        literal_column("1"), maintain_column_froms=True
    )
    total = select(func.count()).select_from(bare.subquery()).scalar_subquery().label("total")
    cut = query.add_columns(total).limit(PAGE).offset((number - 1) * PAGE)
    rows = work.session.execute(cut, dict(sought or {})).all()
    if not rows and number > 1:
        return read(work, query, 1, made, sought)
    total_of = rows[0].total if rows else 0
    pages = max(1, -(-total_of // PAGE))
    return Page([made(row) for row in rows], number, pages, total_of)

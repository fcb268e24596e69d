"""The shares in which something of one's own is spoken of, without reading what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select

from portfolio.services import boxes, comments, sealed_views
from portfolio.services.work import Work
from portfolio.storage import comments as rows
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure


@dataclass(frozen=True, slots=True)
class Talk:
    """That one of the owner's entries is spoken of in one share, how much, and what is new."""

    grant_id: UUID
    structure: str
    total: int
    unread: int


def about(work: Work, entry_id: UUID) -> list[Talk]:
    """The shares in which one of the actor's own entries is spoken of."""
    counts = func.count().label("total"), _unread(rows.Comment.author_id != Grant.owner_id)
    query = (
        select(Grant.id, Grant.owner_id, Grant.owner_box, Structure.name, rows.Comment.place)
        .add_columns(*counts)
        .join(rows.Comment, rows.Comment.grant_id == Grant.id)
        .join(Structure, Structure.id == Grant.structure_id)
        .where(Grant.portfolio_id == boxes.portfolio_of(work).id)
        .group_by(Grant.id, Structure.name, rows.Comment.place)
        .order_by(Grant.created_at.desc(), Grant.id)
    )
    return list(_talks(work, entry_id, work.session.execute(query).all()))


def _talks(work: Work, entry_id: UUID, found: Sequence[Row[Any]]) -> Iterator[Talk]:
    for row in found:
        copy = sealed_views.kept(work.keys, row.id, row.owner_id, row.owner_box)
        if row.place == comments.blind(copy.key, entry_id):
            yield Talk(row.id, row.name, row.total, row.unread or 0)


def _unread(theirs: ColumnElement[bool]) -> Any:
    waiting = theirs & rows.Comment.read_at.is_(None)
    return func.count().filter(waiting).label("unread")

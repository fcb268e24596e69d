"""What waits in a grant, counted beside its row: a page that lists grants asks for nothing more."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, func, select

from portfolio.storage.comments import Comment
from portfolio.storage.sharing import Grant


@dataclass(frozen=True, slots=True)
class Counted:
    """How many comments a grant has, and how many one side has not read."""

    comments: int
    unread: int


def columns(*, by_owner: bool) -> tuple[Label[int], ...]:
    """The same as columns of a query over grants, for its owner or for the other side."""
    author = Comment.author_id
    theirs = author != Grant.owner_id if by_owner else author == Grant.owner_id
    return _count("comments"), _count("unread", theirs, Comment.read_at.is_(None))


def told(row: Row[Any]) -> Counted:
    """What those columns said."""
    return Counted(row.comments, row.unread)


def _count(name: str, *which: ColumnElement[bool]) -> Label[int]:
    counted = select(func.count()).select_from(Comment)
    return counted.where(Comment.grant_id == Grant.id, *which).scalar_subquery().label(name)

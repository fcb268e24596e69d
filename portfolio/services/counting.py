"""What waits in a grant, counted beside its row: a page that lists grants asks for nothing more."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, func, select

from portfolio.domain.joint import Stage
from portfolio.storage.comments import Comment
from portfolio.storage.joint import JointSynthesis
from portfolio.storage.sharing import Grant


@dataclass(frozen=True, slots=True)
class Counted:
    """How many comments a grant has, and syntheses written by two; what waits for one side."""

    comments: int
    unread: int
    joint: int
    to_agree: int


def columns(*, by_owner: bool) -> tuple[Label[int], ...]:
    """The same as columns of a query over grants, for its owner or for the other side."""
    author = Comment.author_id
    theirs = author != Grant.owner_id if by_owner else author == Grant.owner_id
    agreed = JointSynthesis.owner_rev if by_owner else JointSynthesis.structure_rev
    waits = (JointSynthesis.stage == Stage.OPEN) & (agreed < JointSynthesis.rev)
    if by_owner:
        waits |= JointSynthesis.stage == Stage.FINAL
    return (
        _count("comments", Comment),
        _count("unread", Comment, theirs, Comment.read_at.is_(None)),
        _count("joint", JointSynthesis),
        _count("to_agree", JointSynthesis, waits),
    )


def told(row: Row[Any]) -> Counted:
    """What those columns said."""
    return Counted(row.comments, row.unread, row.joint, row.to_agree)


def _count(
    name: str, model: type[Comment] | type[JointSynthesis], *which: ColumnElement[bool]
) -> Label[int]:
    counted = select(func.count()).select_from(model)
    return counted.where(model.grant_id == Grant.id, *which).scalar_subquery().label(name)

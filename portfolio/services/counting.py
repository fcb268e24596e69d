"""What waits in a grant, counted beside its row: a page that lists grants asks for nothing more."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, Select, case, func, select

from portfolio.domain.joint import Stage
from portfolio.services import arms
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.storage.comments import Comment
from portfolio.storage.joint import JointSynthesis
from portfolio.storage.meetings import Meeting
from portfolio.storage.sharing import Grant


@dataclass(frozen=True, slots=True)
class Counted:
    """How many comments a grant has, and syntheses written by two, sheets; what waits."""

    comments: int
    unread: int
    joint: int
    to_agree: int
    meetings: int


def columns(*, by_owner: bool) -> tuple[Label[int], ...]:
    """The same as columns of a query over grants, for its owner or for the other side."""
    author = Comment.author_id
    theirs = author != Grant.owner_id if by_owner else author == Grant.owner_id
    return (
        _count("comments", Comment),
        _count("unread", Comment, theirs, Comment.read_at.is_(None)),
        _count("joint", JointSynthesis),
        _count("to_agree", JointSynthesis, to_agree(by_owner=by_owner)),
        _count("meetings", Meeting),
    )


def to_agree(*, by_owner: bool) -> ColumnElement[bool]:
    """Whether a synthesis waits for its owner, to agree or to keep it; or for the other side."""
    agreed = JointSynthesis.owner_rev if by_owner else JointSynthesis.structure_rev
    waits = (JointSynthesis.stage == Stage.OPEN) & (agreed < JointSynthesis.rev)
    return waits | (JointSynthesis.stage == Stage.FINAL) if by_owner else waits


def told(row: Row[Any]) -> Counted:
    """What those columns said."""
    return Counted(row.comments, row.unread, row.joint, row.to_agree, row.meetings)


def _count(
    name: str, model: type[Comment | JointSynthesis | Meeting], *which: ColumnElement[bool]
) -> Label[int]:
    counted = select(func.count()).select_from(model)
    return counted.where(model.grant_id == Grant.id, *which).scalar_subquery().label(name)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are around one grant, and how many of them wait for whoever reads."""

    total: int
    waiting: int


def tally(rows: Rows, _opened: OpenGrant) -> Tally:
    """What an arm that counts found."""
    return Tally(rows[0].number, rows[0].waiting or 0)


def _comments() -> Select[*tuple[Any, ...]]:
    unread = (Comment.author_id == Grant.owner_id) & Comment.read_at.is_(None)
    return (
        arms.rows(number=func.count(), waiting=_those(unread))
        .select_from(Comment)
        .join(Grant, Grant.id == Comment.grant_id)
        .where(Comment.grant_id == GRANT)
    )


def _joint() -> Select[*tuple[Any, ...]]:
    waits = to_agree(by_owner=False)
    counted = arms.rows(number=func.count(), waiting=_those(waits))
    return counted.where(JointSynthesis.grant_id == GRANT)


def _those(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


COMMENTS = Arm("comments", _comments, tally)
JOINT = Arm("joint", _joint, tally)

"""What two sides write to each other follows a grant into the one that prolongs it.

Every line, read or not; every synthesis written by two, with its revisions and who agreed to which.
"""

from contextlib import suppress
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.domain.errors import Tampered
from portfolio.services import comments, revisions
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.comments import Comment
from portfolio.storage.joint import JointRevision, JointSynthesis


def follow(work: Work, former: Side, side: Side) -> None:
    """Put all of it on the grant of *side*; what was altered stays where it is."""
    lines = select(Comment).where(Comment.grant_id == former.grant_id)
    for line in work.session.scalars(lines).all():
        with suppress(Tampered):
            _say_again(former, side, line)
    written = select(JointSynthesis.id).where(JointSynthesis.grant_id == former.grant_id)
    for joint_id in work.session.scalars(written).all():
        with suppress(Tampered):
            _write_again(work, former, side, joint_id)


def _say_again(former: Side, side: Side, line: Comment) -> None:
    what = comments.opened(former.key, line)
    line.grant_id, line.place = side.grant_id, comments.blind(side.key, what.about)
    line.box = comments.sealed(side.key, line, what)


def _write_again(work: Work, former: Side, side: Side, joint_id: UUID) -> None:
    revisions.told(work, former, joint_id)  # sound, and whole
    there = work.session.get_one(JointSynthesis, (former.grant_id, joint_id))
    row = JointSynthesis(**_columns(there) | {"grant_id": side.grant_id})
    its = (JointRevision.grant_id == former.grant_id) & (JointRevision.joint_id == joint_id)
    asked = select(JointRevision).where(its).order_by(JointRevision.rev)
    fresh = [_again(former, side, each) for each in work.session.scalars(asked)]
    revisions.vouch(work, row, fresh[-1].box)
    work.session.add(row)
    work.session.flush()
    work.session.add_all(fresh)
    work.session.flush()
    which = (JointSynthesis.grant_id == former.grant_id) & (JointSynthesis.id == joint_id)
    work.session.execute(delete(JointSynthesis).where(which))  # its revisions go with it


def _again(former: Side, side: Side, revision: JointRevision) -> JointRevision:
    what = revisions.opened(revision, former.key)
    again = JointRevision(**_columns(revision) | {"grant_id": side.grant_id})
    again.box = revisions.sealed(side, again, what)
    return again


def _columns(row: JointSynthesis | JointRevision) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}

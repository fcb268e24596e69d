"""Syntheses written by two, as they stand: each revision opened, each agreement proved.

Every revision is sealed under the grant's key with its number, author and moment. Who agrees to
which one is in clear, under the server's word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.domain.joint import JointSynthesis, Stage
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import joint as rows
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member


@dataclass(frozen=True, slots=True)
class Revision:
    """What was written at one revision, by whom, when."""

    rev: int
    what: JointSynthesis
    by_owner: bool
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint synthesis as it stands; *mine* and *theirs*: whether each side agrees to it now."""

    id: UUID
    grant_id: UUID
    stage: Stage
    last: Revision
    mine: bool
    theirs: bool
    entry_id: UUID | None
    structure_by: UUID | None
    owner_at: datetime | None
    structure_at: datetime | None

    @property
    def agreed_at(self) -> datetime:
        """When the last of both agreed, if they did."""
        return max(filter(None, (self.owner_at, self.structure_at)), default=self.last.at)

    @property
    def open(self) -> bool:
        """Whether it may still change."""
        return self.stage is Stage.OPEN


def of_grant(work: Work, side: Side) -> list[Joint]:
    """Those of a grant, the latest changed first."""
    return list(_read(work, side))


def one(work: Work, side: Side, joint_id: UUID) -> Joint:
    """One of a grant's."""
    for found in _read(work, side, rows.JointSynthesis.id == joint_id):
        return found
    raise NotFound


def told(work: Work, side: Side, joint_id: UUID) -> tuple[Joint, list[Revision]]:
    """One with everything that was written, the latest first; :class:`Tampered` if some misses."""
    row, revision = rows.JointSynthesis, rows.JointRevision
    query = (
        _query((row.grant_id == side.grant_id) & (row.id == joint_id))
        .add_columns(row)
        .join(row, (row.grant_id == revision.grant_id) & (row.id == revision.joint_id))
        .order_by(revision.rev.desc())
        .execution_options(populate_existing=True)
    )
    found = work.session.execute(query).all()
    if not found:
        raise NotFound
    joint = _joint(work, found[0].JointSynthesis, found[0], side)
    written = [_revision(each, side) for each in found]
    if [each.rev for each in written] != list(range(found[0].JointSynthesis.rev, 0, -1)):
        raise Tampered
    return joint, written


def vouch(work: Work, row: rows.JointSynthesis, box: bytes) -> None:
    """Put the server's word under one as it now stands, with the *box* of its last revision."""
    row.proof = work.keys.server.mac("dir", *_vouched(row, box))


def _vouched(row: rows.JointSynthesis, box: bytes) -> tuple[Any, ...]:
    owner = (row.owner_rev, row.owner_at or b"")
    structure = (row.structure_rev, row.structure_by or b"", row.structure_at or b"")
    stands = (row.stage, row.rev, row.entry_id or b"")
    return "joint", row.grant_id, row.id, *stands, *owner, *structure, sha256(box).digest()


def sealed(side: Side, revision: rows.JointRevision, what: JointSynthesis) -> bytes:
    """The box of *revision*."""
    return seal(side.key, what.model_dump_json().encode(), _place(revision))


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    revision = rows.JointRevision
    return (
        select(*revision.__table__.columns, Member.name.label("author"))
        .join(Grant, Grant.id == revision.grant_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == revision.author_id),
        )
        .where(which)
    )


def _read(work: Work, side: Side, *which: ColumnElement[bool]) -> Iterator[Joint]:
    row, last = rows.JointSynthesis, rows.JointRevision
    query = (
        _query((row.grant_id == side.grant_id) & (last.rev == row.rev))
        .add_columns(row)
        .join(row, (row.grant_id == last.grant_id) & (row.id == last.joint_id))
        .where(*which)
        .order_by(row.changed_at.desc(), row.id)
        .execution_options(populate_existing=True)
    )
    for found in work.session.execute(query):
        yield _joint(work, found.JointSynthesis, found, side)


def _joint(work: Work, row: rows.JointSynthesis, last: Row[Any], side: Side) -> Joint:
    if not work.keys.server.check(row.proof, "dir", *_vouched(row, last.box)):
        raise Tampered
    owner, structure = (each == row.rev for each in (row.owner_rev, row.structure_rev))
    return Joint(
        row.id,
        row.grant_id,
        Stage(row.stage),
        _revision(last, side),
        owner if side.by_owner else structure,
        structure if side.by_owner else owner,
        row.entry_id,
        row.structure_by,
        row.owner_at,
        row.structure_at,
    )


def opened(row: rows.JointRevision | Row[Any], key: bytes) -> JointSynthesis:
    """What a revision says; :class:`Tampered` when it is not as written."""
    try:
        return JointSynthesis.model_validate_json(unseal(key, row.box, _place(row)))
    except Unsealable as why:
        raise Tampered from why


def _revision(row: Row[Any], side: Side) -> Revision:
    what = opened(row, side.key)
    return Revision(row.rev, what, row.author_id == side.owner_id, row.author or "", row.at)


def _place(row: rows.JointRevision | Row[Any]) -> bytes:
    """The number, the author and the moment are part of what opens the box."""
    return context("joint", row.grant_id, row.joint_id, row.rev, row.author_id, row.at)

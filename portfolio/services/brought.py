"""What professionals brought to a grant, read by either side."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain import contributions
from portfolio.domain.contributions import Answer, AnyContribution
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.services import arms, sealed_views
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Member, Structure


@dataclass(frozen=True, slots=True)
class Brought:
    """A contribution in clear, with who brought it, when, and what became of it."""

    id: UUID
    grant_id: UUID
    what: AnyContribution
    author_id: UUID
    author: str
    structure: str
    created_at: datetime
    state: Answer
    answered_at: datetime | None


def sealed(opened: OpenGrant, row: Contribution, what: AnyContribution) -> bytes:
    """The box of a contribution that is brought to a grant."""
    place = place_of(opened.id, row.id, row.author_id, row.created_at)
    return seal(opened.key, contributions.to_bytes(what), place)


def to_grant(
    work: Work, opened: OpenGrant, which: ColumnElement[bool] | None = None
) -> list[Brought]:
    """What a structure brought to a grant it opened, latest first; of that, what *which* says."""
    asked = _query(Contribution.grant_id == opened.id)
    found = work.session.execute(asked if which is None else asked.where(which))
    return [_read(row, opened.key) for row in found]


def to_owner(work: Work, which: ColumnElement[bool]) -> Iterator[Brought]:
    """The same for its owner, each grant's key opened once."""
    keys: dict[UUID, bytes] = {}
    for row in work.session.execute(_query(which)).all():
        if row.grant_id not in keys:
            copy = sealed_views.kept(work.keys, row.grant_id, row.owner_id, row.owner_box)
            keys[row.grant_id] = copy.key
        yield _read(row, keys[row.grant_id])


def follow(work: Work, former: Side, side: Side) -> None:
    """Put what waits or was accepted on a grant on the one that prolongs it; a no stays behind."""
    here = (Contribution.grant_id == former.grant_id) & (Contribution.state != Answer.DECLINED)
    for row in work.session.scalars(select(Contribution).where(here)).all():
        with suppress(Tampered):
            its = (row.id, row.author_id, row.created_at)
            what = unsealed(row.box, former.key, place_of(former.grant_id, *its))
            row.grant_id = side.grant_id
            row.box = seal(side.key, contributions.to_bytes(what), place_of(side.grant_id, *its))


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Contribution.id,
            Contribution.grant_id,
            Contribution.author_id,
            Contribution.state,
            Contribution.created_at,
            Contribution.answered_at,
            Contribution.box,
            Grant.owner_id,
            Grant.owner_box,
            Member.name.label("author"),
            Structure.name.label("structure"),
        )
        .join(Grant, Grant.id == Contribution.grant_id)
        .outerjoin(Structure, Structure.id == Grant.structure_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id)
            & (Member.account_id == Contribution.author_id),
        )
        .where(which)
        .order_by(Contribution.created_at.desc(), Contribution.id)
    )


def _read(row: Row[Any], key: bytes) -> Brought:
    what = unsealed(row.box, key, place_of(row.grant_id, row.id, row.author_id, row.created_at))
    who = (row.author_id, row.author or "", row.structure or "")
    when = (row.created_at, Answer(row.state), row.answered_at)
    return Brought(row.id, row.grant_id, what, *who, *when)


def unsealed(box: bytes, key: bytes, place: bytes) -> AnyContribution:
    """What a box holds, in its place; :class:`Tampered` when it does not open there."""
    try:
        return contributions.from_bytes(unseal(key, box, place))
    except Unsealable as why:
        raise Tampered from why


def place_of(grant_id: UUID, contribution_id: UUID, author_id: UUID, at: datetime) -> bytes:
    """The author and the moment are part of what opens the box: neither can be changed."""
    return context("contrib", grant_id, contribution_id, author_id, at)


def _ask() -> Select[*tuple[Any, ...]]:
    return arms.rows(
        id=Contribution.id,
        author_id=Contribution.author_id,
        state=Contribution.state,
        at=Contribution.created_at,
        until=Contribution.answered_at,
        box=Contribution.box,
    ).where(Contribution.grant_id == GRANT)


def _around(rows: Rows, opened: OpenGrant) -> list[Brought]:
    return [_beside(row, opened) for row in rows]


def _beside(row: Row[Any], opened: OpenGrant) -> Brought:
    what = unsealed(row.box, opened.key, place_of(opened.id, row.id, row.author_id, row.at))
    who = (row.author_id, row.author or "", opened.standing.structure)
    return Brought(row.id, opened.id, what, *who, row.at, Answer(row.state), row.until)


ARM = Arm("contributions", _ask, _around)

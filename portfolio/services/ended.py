"""What a professional is told of shares that ended: that they did, and when; nothing else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Label, Row, Select, Subquery, bindparam, case, or_, select, update

from portfolio.domain.sharing import Audience, State
from portfolio.services import standings, visits
from portfolio.services.readers import ME
from portfolio.services.work import Work
from portfolio.storage.base import Instant
from portfolio.storage.sharing import Grant, Visit
from portfolio.storage.structures import Member

Columns = TypeVarTuple("Columns")
KEPT = timedelta(days=30)
MOST = 20
COLUMNS = ("over_id", "over_starts_at", "over_ended_at", "over_seen_at")
ENDED_AT = case((Grant.ended_at < Grant.ends_at, Grant.ended_at), else_=Grant.ends_at)


@dataclass(frozen=True, slots=True)
class Ended:
    """One share, by its days: who it was, and why it ended, is not told."""

    id: UUID
    starts_at: datetime
    ended_at: datetime
    seen_at: datetime | None


def since(work: Work) -> dict[str, datetime]:
    """From when on ends are told: what :func:`listed` waits for, beside *me* and *place*."""
    return {"since": work.now - KEPT}


def listed() -> Subquery:
    """What ended since *me* last put such news away, for a month at most, beside other figures.

    What was for people by name is told to those of them who had opened it. What reaches its end
    is told once the nightly job has destroyed it.
    """
    mine = (Member.structure_id == bindparam("place")) & (Member.account_id == ME)
    columns = (Grant.id, Grant.starts_at, ENDED_AT, Visit.seen_at)
    told: Iterator[Label[Any]] = (
        column.label(name) for column, name in zip(columns, COLUMNS, strict=True)
    )
    query = _told(select(*told).join_from(Grant, Member, mine))
    return query.order_by(ENDED_AT.desc(), Grant.id).limit(MOST).subquery("over")


def read(rows: Iterable[Row[*tuple[Any, ...]]]) -> tuple[Ended, ...]:
    """What the rows of such a query say; its only row says nothing when there is nothing."""
    return tuple(Ended(*(getattr(row, each) for each in COLUMNS)) for row in rows if row.over_id)


def _told(query: Select[*Columns]) -> Select[*Columns]:
    """The grants that a member is told of; they are met in the order of the desk's index."""
    return query.outerjoin(Visit, visits.mine(Grant, ME)).where(
        Grant.structure_id == Member.structure_id,
        Grant.state.in_((State.REVOKED, State.EXPIRED, State.GIVEN_UP)),
        Grant.changed_at > bindparam("since", type_=Instant),
        Member.told_at.is_(None) | (Member.told_at < Grant.changed_at),
        or_(Grant.audience == Audience.STRUCTURE, Visit.at.is_not(None)),
    )


def put_away(work: Work) -> None:
    """Say no more of what ended until now."""
    standing = standings.confirmed(work)
    work.session.execute(
        update(Member)
        .where(
            Member.structure_id == standing.structure_id,
            Member.account_id == work.actor.account_id,
        )
        .values(told_at=work.now)
    )

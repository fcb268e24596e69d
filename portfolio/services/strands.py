"""The structures that accompany somebody, for those who may know of the others."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select

from portfolio.domain.sharing import State, day_of, last_day
from portfolio.domain.showing import Strand
from portfolio.services.work import Work
from portfolio.storage.base import Instant
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure

Near = Mapping[UUID, Strand]
NOBODY: Near = {}


def near(work: Work, portfolio: Portfolio) -> Near:
    """Every structure that has a running grant of *portfolio*, the first to come first."""
    asked = {"portfolio": portfolio.id, "now": work.now}
    return {
        row.id: Strand(structure=row.name, since=day_of(row.since), until=last_day(row.until))
        for row in work.session.execute(_query(), asked)
    }


def beside(there: Near, structure_id: UUID | None) -> tuple[Strand, ...]:
    """Those that are not *structure_id*."""
    return tuple(strand for each, strand in there.items() if each != structure_id)


@cache
def _query() -> Select[UUID, str, datetime, datetime]:
    """Those that have a grant of *portfolio* that runs at *now*; built once, as saves ask."""
    since, until = func.min(Grant.starts_at), func.max(Grant.ends_at)
    return (
        select(Structure.id, Structure.name, since.label("since"), until.label("until"))
        .join(Grant, Grant.structure_id == Structure.id)
        .where(
            Grant.portfolio_id == bindparam("portfolio"),
            Grant.state == State.ACTIVE,
            Grant.ends_at > bindparam("now", type_=Instant),
            Structure.state == "active",
        )
        .group_by(Structure.id, Structure.name)
        .order_by(since, Structure.name)
    )

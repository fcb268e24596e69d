"""The structures that accompany somebody, for those who may know of the others."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select

from portfolio.domain.sharing import State, day_of, last_day
from portfolio.domain.showing import Strand
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure

Near = Mapping[UUID, Strand]
NOBODY: Near = {}


def near(work: Work, portfolio: Portfolio) -> Near:
    """Every structure that has a running grant of *portfolio*, the first to come first."""
    since, until = func.min(Grant.starts_at), func.max(Grant.ends_at)
    query = (
        select(Structure.id, Structure.name, since.label("since"), until.label("until"))
        .join(Grant, Grant.structure_id == Structure.id)
        .where(
            Grant.portfolio_id == portfolio.id,
            Grant.state == State.ACTIVE,
            Grant.ends_at > work.now,
            Structure.state == "active",
        )
        .group_by(Structure.id, Structure.name)
        .order_by(since, Structure.name)
    )
    return {
        row.id: Strand(structure=row.name, since=day_of(row.since), until=last_day(row.until))
        for row in work.session.execute(query)
    }


def beside(there: Near, structure_id: UUID | None) -> tuple[Strand, ...]:
    """Those that are not *structure_id*."""
    return tuple(strand for each, strand in there.items() if each != structure_id)

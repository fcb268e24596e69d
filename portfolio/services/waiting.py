"""What waits for the actor, counted in one statement: their first page asks for little."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portfolio.services import boxes, requested
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest
from portfolio.storage.entries import ScribedEntry


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drafts that somebody typed for them, and requests of structures."""

    drafts: int
    requests: int


def count(work: Work) -> Waiting:
    """How many of each, without opening any."""
    drafts = ScribedEntry.portfolio_id == boxes.portfolio_of(work).id
    found = work.session.execute(
        select(
            select(func.count()).select_from(ScribedEntry).where(drafts).scalar_subquery(),
            select(func.count())
            .select_from(AccessRequest)
            .where(requested.waits(work))
            .scalar_subquery(),
        )
    ).one()
    return Waiting(*found)

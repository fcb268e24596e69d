"""What waits for the actor, told in one statement: their first pages ask for little."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, String, cast, func, literal, null, select, union_all

from portfolio.domain.contributions import Answer
from portfolio.services import boxes, endorsements, journal, requested
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio, ScribedEntry
from portfolio.storage.journal import JournalLine
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Structure

ANSWERED, PROPOSED, NEWS = "answered", "proposed", "news"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drafts that somebody typed for them, and requests of structures."""

    drafts: int
    requests: int


@dataclass(frozen=True, slots=True)
class Since:
    """What waits, and since when: an endorsement, a proposal, what the journal has to tell."""

    what: str
    id: UUID | None
    who: str
    at: datetime


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


def since(work: Work, late: timedelta) -> list[Since]:
    """Endorsements answered within *late*, proposals without an answer, the last unseen line."""
    return list(_read(work, _everything(boxes.portfolio_of(work).id, work.now - late)))


def _read(work: Work, asked: CompoundSelect[*tuple[Any, ...]]) -> Iterator[Since]:
    for what, row_id, who, at, box in work.session.execute(asked):
        if what == ANSWERED:
            yield Since(what, row_id, endorsements.witness_in(work, row_id, box), at)
        elif at:
            yield Since(what, None, who or "", at)


def _everything(portfolio_id: UUID, after: datetime) -> CompoundSelect[*tuple[Any, ...]]:
    """Three tables, the same columns: what, which, who, when, and the box that says who."""
    answered = select(
        literal(ANSWERED),
        Endorsement.id,
        cast(null(), String),
        Endorsement.answered_at,
        Endorsement.own_box,
    ).where(Endorsement.portfolio_id == portfolio_id, Endorsement.answered_at >= after)
    proposed = (
        select(literal(PROPOSED), null(), Structure.name, Contribution.created_at, null())
        .join(Grant, Grant.id == Contribution.grant_id)
        .outerjoin(Structure, Structure.id == Grant.structure_id)
        .where(Grant.portfolio_id == portfolio_id, Contribution.state == Answer.PENDING)
    )
    news = select(literal(NEWS), null(), null(), func.max(JournalLine.at), null()).where(
        JournalLine.portfolio_id == portfolio_id,
        Portfolio.id == portfolio_id,
        journal.new_to_its_owner(),
    )
    return union_all(answered, proposed, news)

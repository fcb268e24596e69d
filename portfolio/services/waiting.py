"""What waits for the actor, told in one statement: their first pages ask for little."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Label,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portfolio.domain.contributions import Answer
from portfolio.domain.sharing import State
from portfolio.services import (
    appointments,
    boxes,
    counting,
    endorsements,
    journal,
    referred,
    requested,
)
from portfolio.services.appointed import Appointment
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest
from portfolio.storage.base import Id, Instant
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio, ScribedEntry
from portfolio.storage.joint import JointSynthesis
from portfolio.storage.journal import JournalLine
from portfolio.storage.meetings import Meeting
from portfolio.storage.referrals import Referral
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Structure

ANSWERED, PROPOSED, CLOSED, NEWS = "answered", "proposed", "closed", "news"
WRITTEN = "written"
MINE = bindparam("portfolio", type_=Id)
NOW, SINCE = bindparam("now", type_=Instant), bindparam("since", type_=Instant)
TOLD = ("what", "about_id", "whose", "told_at", "told_box")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Drafts, requests, proposals and relays that wait for them, and their next appointment.

    *syntheses* that a professional wrote with them wait too, the newest on *written_in*.
    """

    drafts: int
    requests: int
    proposals: int
    relays: int
    syntheses: int
    written_in: UUID | None
    meeting: Appointment | None


@dataclass(frozen=True, slots=True)
class Since:
    """What waits, and since when: an endorsement, a proposal, what the journal has to tell.

    *id* is that of an endorsement, or of the grant on which a sheet or a synthesis is.
    """

    what: str
    id: UUID | None
    who: str
    at: datetime


def count(work: Work) -> Waiting:
    """How many of each, without opening any; and the next appointment, at once."""
    since, mine = work.now - appointments.LATELY, boxes.portfolio_of(work).id
    sought = {"portfolio": mine, "now": work.now, "since": since}
    found = work.session.execute(_query(), sought).all()
    meeting = appointments.next_among(work, (row for row in found if row.id))
    return Waiting(**{name: getattr(found[0], name) for name in _counted()}, meeting=meeting)


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """What :func:`count` asks; built once, since every first page does."""
    near = appointments.recent(SINCE).subquery()
    counts = (asked.scalar_subquery().label(name) for name, asked in _counted().items())
    return (
        select(*counts, *near.c)
        .select_from(Portfolio)
        .outerjoin(near, near.c.portfolio_id == Portfolio.id)
        .where(Portfolio.id == MINE)
    )


@cache
def _counted() -> dict[str, Select[Any]]:
    """What is asked for each figure, by its name."""
    counted = select(func.count())
    drafts = counted.where(ScribedEntry.portfolio_id == MINE)
    brought = (
        counted.select_from(Contribution)
        .join(Grant, Grant.id == Contribution.grant_id)
        .where(Grant.portfolio_id == MINE, Contribution.state == Answer.PENDING)
    )
    written = _written(MINE, NOW)
    newest = written.with_only_columns(JointSynthesis.grant_id)
    return {
        "drafts": drafts,
        "requests": counted.select_from(AccessRequest).where(requested.waits(MINE, NOW)),
        "proposals": brought,
        "relays": counted.select_from(Referral).where(referred.waits(MINE, NOW)),
        "syntheses": written.with_only_columns(func.count()),
        "written_in": newest.order_by(JointSynthesis.changed_at.desc()).limit(1),
    }


def since(work: Work, late: timedelta) -> tuple[list[Since], Appointment | None]:
    """What came within *late* or waits for an answer, and the last line that was not seen.

    And their next appointment, at once: those that are near come beside the line, always there.
    """
    portfolio_id = boxes.portfolio_of(work).id
    told = _everything(portfolio_id, work.now, work.now - late).subquery()
    near = appointments.recent(work.now - appointments.LATELY).subquery()
    beside = (told.c.what == NEWS) & (near.c.portfolio_id == portfolio_id)
    found = work.session.execute(select(*told.c, *near.c).outerjoin_from(told, near, beside)).all()
    meeting = appointments.next_among(work, (row for row in found if row.id))
    once = dict.fromkeys(tuple(getattr(row, name) for name in TOLD) for row in found)
    return list(_read(work, once)), meeting


def _read(work: Work, rows: Iterable[tuple[Any, ...]]) -> Iterator[Since]:
    for what, row_id, who, at, box in rows:
        if what == ANSWERED:
            yield Since(what, row_id, endorsements.witness_in(work, row_id, box), at)
        elif at:
            yield Since(what, row_id, who or "", at)


def _everything(
    portfolio_id: UUID, now: datetime, after: datetime
) -> CompoundSelect[*tuple[Any, ...]]:
    """Five tables, the same columns: what, which, who, when, and the box that says who."""
    answered = _answered(portfolio_id, after)
    proposed = (
        select(literal(PROPOSED), null(), Structure.name, Contribution.created_at, null())
        .join(Grant, Grant.id == Contribution.grant_id)
        .outerjoin(Structure, Structure.id == Grant.structure_id)
        .where(Grant.portfolio_id == portfolio_id, Contribution.state == Answer.PENDING)
    )
    closed = (
        select(literal(CLOSED), Meeting.grant_id, Structure.name, Meeting.at, null())
        .join(Grant, Grant.id == Meeting.grant_id)
        .outerjoin(Structure, Structure.id == Grant.structure_id)
        .where(Grant.portfolio_id == portfolio_id, Meeting.read_at.is_(None), Meeting.at >= after)
    )
    news = select(literal(NEWS), null(), null(), func.max(JournalLine.at), null()).where(
        JournalLine.portfolio_id == portfolio_id,
        Portfolio.id == portfolio_id,
        journal.new_to_its_owner(),
    )
    return union_all(answered, proposed, closed, _told_written(portfolio_id, now), news)


def _written(
    portfolio_id: UUID | ColumnElement[UUID], now: datetime | ColumnElement[datetime]
) -> Select[UUID]:
    """The syntheses written by two that wait for her, where she may still answer."""
    runs = (Grant.state == State.ACTIVE) & (Grant.starts_at <= now) & (Grant.ends_at > now)
    return (
        select(JointSynthesis.id)
        .select_from(JointSynthesis)
        .join(Grant, Grant.id == JointSynthesis.grant_id)
        .where(Grant.portfolio_id == portfolio_id, counting.to_agree(by_owner=True), runs)
    )


def _told_written(portfolio_id: UUID, now: datetime) -> Select[*tuple[Any, ...]]:
    at = JointSynthesis.changed_at
    columns = (literal(WRITTEN), JointSynthesis.grant_id, Structure.name, at, null())
    found = _written(portfolio_id, now).with_only_columns(*columns)
    return found.outerjoin(Structure, Structure.id == Grant.structure_id)


def _answered(portfolio_id: UUID, after: datetime) -> Select[*tuple[Any, ...]]:
    """Endorsements; the first table, which names the columns of all."""
    columns = (
        literal(ANSWERED),
        Endorsement.id,
        cast(null(), String),
        Endorsement.answered_at,
        Endorsement.own_box,
    )
    named: Iterator[Label[Any]] = (
        column.label(name) for column, name in zip(columns, TOLD, strict=True)
    )
    mine = Endorsement.portfolio_id == portfolio_id
    return select(*named).where(mine, Endorsement.answered_at >= after)

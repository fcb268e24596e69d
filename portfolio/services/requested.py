"""What structures ask of the actor: read, refused without a reason, answered by a share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, exists, select, update

from portfolio.crypto import meeting_codes
from portfolio.domain.access_requests import CALLED, Wish
from portfolio.domain.errors import NotFound
from portfolio.services import access_requests, boxes, journal, profiles, sealed_requests, turns
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest, MeetingCode
from portfolio.storage.structures import Structure


@dataclass(frozen=True, slots=True)
class Requested:
    """A request as the person reads it."""

    id: UUID
    structure_id: UUID
    structure: str
    town: str
    wish: Wish
    created_at: datetime
    expires_at: datetime


def waiting(work: Work) -> list[Requested]:
    """What waits for the actor's answer, oldest first; what somebody forged is not there."""
    return list(_read(work, _waits(work)))


def one(work: Work, request_id: UUID) -> Requested:
    """One that waits; another's, answered, over or none are the same."""
    for found in _read(work, _waits(work) & (AccessRequest.id == request_id)):
        return found
    raise NotFound


def refuse(work: Work, request_id: UUID) -> None:
    """Close a request: what it asked is destroyed, and nobody is told."""
    refused = one(work, request_id)
    _close(work, AccessRequest.id == refused.id, None)
    journal.write(work, boxes.portfolio_of(work), "access.refused")


def refuse_all(work: Work) -> None:
    """Close all that waits, opened or not, and let no code on a screen lead here any more."""
    portfolio = boxes.portfolio_of(work)
    waited = work.session.scalars(select(AccessRequest.id).where(_waits(work))).all()
    _close(work, AccessRequest.id.in_(waited), None)
    for _ in waited:
        journal.write(work, portfolio, "access.refused")
    work.session.execute(delete(MeetingCode).where(MeetingCode.portfolio_id == portfolio.id))


def settle(work: Work, structure_id: UUID, grant_id: UUID) -> None:
    """A share with a structure answers what it asked: it learns that, and no more."""
    _close(work, AccessRequest.structure_id == structure_id, grant_id)


def show_code(work: Work) -> str:
    """A code to show on one's screen; the former one, if any, leads nowhere any more."""
    portfolio, code = boxes.portfolio_of(work), meeting_codes.new_code()
    turns.wait(work, portfolio)
    profiles.check_stays(work)
    work.session.execute(delete(MeetingCode).where(MeetingCode.portfolio_id == portfolio.id))
    work.session.add(
        MeetingCode(
            portfolio_id=portfolio.id,
            code_index=access_requests.code_index(work, code),
            expires_at=work.now + CALLED,
        )
    )
    work.session.flush()
    return code


def waits(
    portfolio_id: UUID | ColumnElement[UUID], now: datetime | ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Which requests wait for an owner's answer; those of a structure that closed do not."""
    active = (Structure.id == AccessRequest.structure_id) & (Structure.state == "active")
    there = exists().where(active).correlate(AccessRequest)
    return (
        (AccessRequest.portfolio_id == portfolio_id)
        & AccessRequest.wish_box.is_not(None)
        & (AccessRequest.expires_at > now)
        & there
    )


def _waits(work: Work) -> ColumnElement[bool]:
    return waits(boxes.portfolio_of(work).id, work.now)


def _close(work: Work, which: ColumnElement[bool], grant_id: UUID | None) -> None:
    closed = {"key_box": None, "wish_box": None, "proof": None, "grant_id": grant_id}
    work.session.execute(update(AccessRequest).where(_waits(work), which).values(closed))


def _query(which: ColumnElement[bool]) -> Select[AccessRequest, Structure]:
    return (
        select(AccessRequest, Structure)
        .join(Structure, Structure.id == AccessRequest.structure_id)
        .where(which)
        .order_by(AccessRequest.created_at, AccessRequest.id)
        .execution_options(populate_existing=True)
    )


def _read(work: Work, which: ColumnElement[bool]) -> Iterator[Requested]:
    for row, structure in work.session.execute(_query(which)).all():
        if wish := sealed_requests.wish(work, row):
            where = (structure.id, structure.name, structure.town)
            yield Requested(row.id, *where, wish, row.created_at, row.expires_at)

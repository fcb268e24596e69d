"""An interview is closed: its sheet is put together, sealed for both sides, and never changes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.dates import PartialDate
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.meetings import Ending, MeetingSheet
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.words import N_
from portfolio.services import (
    appointed,
    arms,
    boxes,
    grants,
    journal,
    meeting_sheets,
    sealed_views,
    sides,
)
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage import meetings as rows
from portfolio.storage.sharing import Grant

TOO_MANY = N_(
    "Cet entretien a déjà été clos plusieurs fois aujourd’hui : %(most)s fiches existent."
)
MOST = 10
"""Sheets of one grant in one day."""
A_DAY = timedelta(days=1)
SAME_PRESS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A sheet with what its row knows."""

    id: UUID
    grant_id: UUID
    sheet: MeetingSheet
    at: datetime
    fresh: bool


def suggested(work: Work, opened: OpenGrant) -> dict[str, Any]:
    """What the form of an ending may begin with: the next appointment of another day, if any.

    One of today is most likely the interview that ends, whatever the hour it began at.
    """
    for one in appointed.of_grant(work, sides.of_opened(opened)):
        if one.ahead(work.now) and one.plan.day > day_of(work.now):
            day, at = one.plan.day, one.plan.at.strftime("%H:%M")
            where = ", ".join(filter(None, (at, one.plan.place)))
            return {"next_day": PartialDate(day.year, day.month, day.day), "next_place": where}
    return {}


def close(work: Work, grant_id: UUID, said: Ending, language: str) -> UUID:
    """Close the interview on one sheet, for both; the same press of a button is the same sheet.

    Raises :class:`NotFound` once the grant ended, :class:`Refused` past :data:`MOST` in a day or
    for days that cannot be.
    """
    opened = grants.reach(work, grant_id, Right.READ)
    said.check(day_of(work.now))
    side = sides.of_opened(opened)
    grants.hold(work, opened)
    sheet = meeting_sheets.of(work, opened, said, language)
    recent = [one for one in of_grant(work, side) if one.at > work.now - A_DAY]
    for one in recent:
        if one.at > work.now - SAME_PRESS and one.sheet == sheet:
            return one.id
    if len(recent) >= MOST:
        raise Refused(TOO_MANY, most=MOST)
    author = work.actor.account_id
    row = rows.Meeting(grant_id=grant_id, id=new_id(), author_id=author, at=work.now)
    row.box = _sealed(side, row, sheet)
    work.session.add(row)
    work.session.flush()
    journal.write(work, opened.portfolio, "meeting.closed", grant_id=grant_id)
    return row.id


def of_grant(work: Work, side: Side) -> list[Meeting]:
    """The sheets of a grant, the latest first."""
    found = work.session.execute(_query(rows.Meeting.grant_id == side.grant_id))
    return [_read(row, side.key) for row in found]


def one(work: Work, side: Side, meeting_id: UUID) -> Meeting:
    """One of a grant's; its owner has seen it from now on."""
    which = (rows.Meeting.grant_id == side.grant_id) & (rows.Meeting.id == meeting_id)
    for row in work.session.execute(_query(which)):
        if side.by_owner and row.read_at is None:
            kept = work.session.get_one(rows.Meeting, (side.grant_id, meeting_id))
            kept.read_at = work.now
        return _read(row, side.key)
    raise NotFound


def follow(work: Work, former: Side, side: Side) -> None:
    """Put the sheets of a grant on the one that prolongs it; what was altered stays there."""
    query = select(rows.Meeting).where(rows.Meeting.grant_id == former.grant_id)
    for row in work.session.scalars(query).all():
        with suppress(Tampered):
            sheet = _read(row, former.key).sheet
            row.grant_id = side.grant_id
            row.box = _sealed(side, row, sheet)


def note(work: Work, side: Side, act: str) -> None:
    """Leave a line in the owner's journal when it is the structure that reads, or takes one."""
    if not side.by_owner:
        journal.write(work, side.portfolio, f"meeting.{act}", grant_id=side.grant_id)


def mine(work: Work) -> list[Meeting]:
    """Every sheet the actor ever left with, the latest first; an altered one hides no other."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return list(_to_owner(work, theirs))


def _to_owner(work: Work, which: ColumnElement[bool]) -> Iterator[Meeting]:
    keys: dict[UUID, bytes] = {}
    asked = _query(which).add_columns(Grant.owner_id, Grant.owner_box)
    for row in work.session.execute(asked.join(Grant, Grant.id == rows.Meeting.grant_id)):
        with suppress(Tampered):
            if row.grant_id not in keys:
                copy = sealed_views.kept(work.keys, row.grant_id, row.owner_id, row.owner_box)
                keys[row.grant_id] = copy.key
            yield _read(row, keys[row.grant_id])


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    row = rows.Meeting
    return select(*row.__table__.columns).where(which).order_by(row.at.desc(), row.id)


def _sealed(side: Side, row: rows.Meeting, sheet: MeetingSheet) -> bytes:
    return seal(side.key, sheet.model_dump_json().encode(), _place(row))


def _read(row: rows.Meeting | Row[Any], key: bytes) -> Meeting:
    try:
        sheet = MeetingSheet.model_validate_json(unseal(key, row.box, _place(row)))
    except Unsealable as why:
        raise Tampered from why
    return Meeting(row.id, row.grant_id, sheet, row.at, row.read_at is None)


def _place(row: rows.Meeting | Row[Any]) -> bytes:
    """The author and the moment are part of what opens the box: neither can be changed."""
    return context("meeting", row.grant_id, row.id, row.author_id, row.at)


def _ask() -> Select[*tuple[Any, ...]]:
    counted = arms.rows(number=func.count(), at=func.max(rows.Meeting.at))
    return counted.where(rows.Meeting.grant_id == GRANT)


def _last(found: Rows, _opened: OpenGrant) -> datetime | None:
    """When the last one was closed."""
    at: datetime | None = found[0].at
    return at


ARM = Arm("meetings", _ask, _last)

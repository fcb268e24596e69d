"""What a citizen gave: to whom, what, until when, and who came to look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import select

from portfolio.crypto.context import context
from portfolio.domain import sharing
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Audience, State, Terms
from portfolio.domain.showing import View
from portfolio.services import agreements, boxes, counting, given_rows, overdue, sealed_views
from portfolio.services.counting import Counted
from portfolio.services.given_rows import Row, Told
from portfolio.services.sealed_views import OwnerCopy
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant


@dataclass(frozen=True, slots=True)
class Given:
    """One grant as its owner reads it.

    *state* is what it is now, by the clock; before its first day it is *to_come*. *sound* is False
    when somebody altered its row: nobody can open it, and stopping it is the way out. *named* are
    those it is for by name, as long as they work there, or the system it is for. *structure* is
    empty for the outside bearer of a code; *agreed_with* is its name on the day of the agreement,
    *closed* tells that it is no structure any more. What it gave passes to nobody else.
    """

    id: UUID
    audience: Audience
    structure_id: UUID | None
    structure: str
    town: str
    terms: Terms
    state: State
    starts_at: datetime
    to_come: bool
    ends_at: datetime
    last_day: date
    days_left: int
    created_at: datetime
    ended_at: datetime | None
    read_at: datetime | None
    read_by: str
    sound: bool
    named: Mapping[UUID, str]
    agreed_with: str
    closed: bool
    counted: Counted

    @property
    def renamed(self) -> bool:
        """Whether the structure goes by another name than the one agreed with."""
        return bool(self.agreed_with) and self.agreed_with != self.structure

    @property
    def renewable(self) -> bool:
        """Whether it is for somebody that another agreement can be made with: a code is spent."""
        return self.audience is not Audience.BEARER

    @property
    def active(self) -> bool:
        """Whether the structure can open it, today or from its first day on."""
        return self.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class Mine:
    """A citizen's grants: those that run, soonest to end first, and those that ended."""

    active: tuple[Given, ...]
    ended: tuple[Given, ...]

    @property
    def open(self) -> tuple[Given, ...]:
        """Those that somebody can read through today."""
        return tuple(one for one in self.active if not one.to_come)


_MINE = TypeAdapter(Mine)


@dataclass(frozen=True)
class Shut:
    """A citizen's grants as their rows tell them: who only asks what changed opens none."""

    work: Work
    rows: Told = field(repr=False)

    @cached_property
    def mark(self) -> bytes:
        """All that :meth:`open` is made of: the rows, and what the clock makes of their dates."""
        now = self.work.now
        passed = [(row.starts_at > now, _ends_at(row) <= now) for row in self.rows]
        seen = sharing.day_of(now), passed, [tuple(row) for row in self.rows]
        return to_json(seen, bytes_mode="base64")

    def open(self) -> Mine:
        """The same in clear; those that a worker opened, and that nothing touched, it recalls."""
        portfolio = boxes.portfolio_of(self.work)
        key, name = boxes.key_of(self.work, portfolio), context("given", portfolio.id, self.mark)
        if known := self.work.cache.take(key, name):
            return _MINE.validate_json(known)
        mine = _sorted(self.work, self.rows)
        self.work.cache.keep(key, name, to_json(mine))
        return mine


def shut(work: Work) -> Shut:
    """Every grant the actor ever gave, not opened yet."""
    return Shut(work, given_rows.of(work, boxes.portfolio_of(work).id))


def mine(work: Work) -> Mine:
    """Every grant the actor ever gave."""
    return shut(work).open()


def one(work: Work, grant_id: UUID) -> Given:
    """One of the actor's own grants; another's is as absent as none."""
    for found in _told(work, given_rows.of(work, boxes.portfolio_of(work).id, grant_id)):
        return found
    raise NotFound


def shown(work: Work, grant_id: UUID) -> View:
    """What the structure sees at this moment of one of the actor's own grants.

    Raises :class:`NotFound` once it ended, and :class:`Tampered` when its row was altered.
    """
    grant = work.session.scalar(
        select(Grant)
        .where(
            Grant.id == grant_id,
            Grant.portfolio_id == boxes.portfolio_of(work).id,
            Grant.state == State.ACTIVE,
            Grant.ends_at > work.now,
            ~overdue.left(Grant, work.now),
        )
        .execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    return View.from_bytes(sealed_views.read(work.keys, grant, copy.key))


def outgrown(work: Work, view: View) -> bool:
    """Whether the actor changed, added or removed anything that *view* covers since it was sealed.

    :class:`Tampered` when their own portfolio is not what they wrote.
    """
    mine = boxes.read(work, boxes.portfolio_of(work))
    now = {(one.id, one.changed_at) for one in mine if view.terms.cover(one.id, one.entry)}
    return now != {(one.id, one.changed_at) for one in view.entries}


def _sorted(work: Work, rows: Told) -> Mine:
    found = list(_told(work, rows))
    active = sorted((one for one in found if one.active), key=lambda one: (one.ends_at, one.id))
    return Mine(tuple(active), tuple(one for one in found if not one.active))


def _told(work: Work, rows: Told) -> Iterator[Given]:
    """The grants that *rows* tell, in their order; one by name is a row a name."""
    for _, found in groupby(rows, key=lambda row: row.id):
        of_one = list(found)
        row = of_one[0]
        named = {each.named_id: each.named for each in of_one if each.named_id}
        copy = sealed_views.kept(work.keys, row.id, row.owner_id, row.owner_box)
        yield _given(work, row, copy, named)


def _ends_at(row: Row) -> datetime:
    """When a grant ends, or before, if nobody answers the relay that it was given for."""
    return min(row.ends_at, row.answer_by or row.ends_at)  # type: ignore[no-any-return]  # of a row


def _given(work: Work, row: Row, copy: OwnerCopy, named: Mapping[UUID, str]) -> Given:
    ends_at = _ends_at(row)
    over = ends_at <= work.now
    state = State(row.state)
    return Given(
        row.id,
        Audience(row.audience),
        row.structure_id,
        row.structure or "",
        row.town or "",
        copy.terms,
        State.EXPIRED if over and state is State.ACTIVE else state,
        row.starts_at,
        row.starts_at > work.now,
        row.ends_at,
        sharing.last_day(row.ends_at),
        sharing.days_left(row.ends_at, work.now),
        row.created_at,
        row.ended_at or (ends_at if over else None),
        row.read_at,
        row.reader or "",
        copy.agrees(row),
        named,
        agreements.recipient_of(work.keys, agreements.record_in(row)),
        row.place_state not in {None, "active"},
        counting.told(row),
    )

"""What a citizen gave: to whom, what, until when, and who came to look."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, bindparam, func, select
from sqlalchemy.orm import aliased

from portfolio.domain import sharing
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Audience, State, Terms
from portfolio.domain.showing import View
from portfolio.services import agreements, boxes, counting, overdue, sealed_views
from portfolio.services.counting import Counted
from portfolio.services.sealed_views import OwnerCopy
from portfolio.services.work import Work
from portfolio.storage.partners import Partner
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from portfolio.storage.structures import Member, Structure

Named = aliased(Member)


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


def mine(work: Work) -> Mine:
    """Every grant the actor ever gave."""
    found = list(_told(work, work.session.execute(_MINE, {"mine": boxes.portfolio_of(work).id})))
    active = sorted((one for one in found if one.active), key=lambda one: (one.ends_at, one.id))
    ended = (one for one in found if not one.active)
    return Mine(tuple(active), tuple(ended))


def one(work: Work, grant_id: UUID) -> Given:
    """One of the actor's own grants; another's is as absent as none."""
    which = (Grant.portfolio_id == boxes.portfolio_of(work).id) & (Grant.id == grant_id)
    for found in _told(work, work.session.execute(_QUERY.where(which))):
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


def _told(work: Work, rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[Given]:
    """The grants that *rows* tell, in their order; one by name is a row a name."""
    for _, found in groupby(rows, key=lambda row: row.id):
        of_one = list(found)
        row = of_one[0]
        named = {each.named_id: each.named for each in of_one if each.named_id}
        copy = sealed_views.kept(work.keys, row.id, row.owner_id, row.owner_box)
        yield _given(work, row, copy, named)


def _in_structure(member: type[Member]) -> ColumnElement[bool]:
    return member.structure_id == Grant.structure_id


def _given(
    work: Work, row: Row[*tuple[Any, ...]], copy: OwnerCopy, named: Mapping[UUID, str]
) -> Given:
    ends_at = min(row.ends_at, row.answer_by or row.ends_at)
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
        agreements.recipient_of(work.keys, row.Consent),
        row.place_state not in {None, "active"},
        counting.told(row),
    )


_COLUMNS = (  # all but the body, which may be large
    Grant.id,
    Grant.portfolio_id,
    Grant.owner_id,
    Grant.consent_id,
    Grant.structure_id,
    Grant.audience,
    Structure.name.label("structure"),
    Structure.town,
    Structure.state.label("place_state"),
    Grant.mode,
    Grant.state,
    Grant.starts_at,
    Grant.ends_at,
    Grant.created_at,
    Grant.ended_at,
    Grant.read_at,
    Grant.owner_box,
    Member.name.label("reader"),
    func.coalesce(Named.account_id, Partner.id).label("named_id"),
    func.coalesce(Named.name, Partner.name).label("named"),
    *counting.columns(by_owner=True),
    overdue.answer_by().label("answer_by"),
)

_QUERY = (  # built once, since a citizen's pages all ask
    select(*_COLUMNS, Consent)
    .outerjoin(Structure, Structure.id == Grant.structure_id)
    .outerjoin(Member, _in_structure(Member) & (Member.account_id == Grant.read_by))
    .outerjoin(
        GrantWrap,
        (GrantWrap.grant_id == Grant.id)
        & GrantWrap.recipient_kind.in_((sealed_views.MEMBER, sealed_views.PARTNER)),
    )
    .outerjoin(Consent, Consent.id == Grant.consent_id)
    .outerjoin(Named, _in_structure(Named) & (Named.account_id == GrantWrap.recipient_id))
    .outerjoin(Partner, Partner.id == GrantWrap.recipient_id)
    .order_by(Grant.created_at.desc(), Grant.id, Named.name, Partner.name)
)
_MINE = _QUERY.where(Grant.portfolio_id == bindparam("mine"))

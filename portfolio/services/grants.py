"""What a professional opens: the one way from a session to somebody's shared view.

The order of the checks: standing in that structure, the grant's own state and days, the
server's word over its body, the member's keys, then the two seals. Whatever is missing, ended
or not theirs is the same NotFound; whatever disagrees with its own seal is Tampered.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import defer

from portfolio.domain import sharing
from portfolio.domain.consents import Event
from portfolio.domain.errors import Forbidden, NotFound, Tampered
from portfolio.domain.news import NO_NEWS, News
from portfolio.domain.sharing import Audience, Right, State
from portfolio.domain.showing import View
from portfolio.services import (
    agreements,
    journal,
    overdue,
    pacing,
    readers,
    sealed_views,
    standings,
    turns,
    visits,
)
from portfolio.services.pacing import Counts
from portfolio.services.readers import ME, Reader
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.base import Instant
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap, Visit
from portfolio.storage.structures import Structure


@dataclass(frozen=True, slots=True)
class OpenGrant:
    """A grant that opened: the view, the key it is under, and the facts of its row.

    *news* is what is new to the actor since their last visit, when they came to read. *by_name*
    tells that it was given to people, not to their whole structure.
    """

    id: UUID
    view: View
    key: bytes = field(repr=False)
    standing: Standing
    portfolio: Portfolio = field(repr=False)
    owner_id: UUID
    starts_at: datetime
    ends_at: datetime
    days_left: int
    changed_at: datetime
    by_name: bool
    news: News = NO_NEWS


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a grant that the reader may open, and how they last saw it."""

    reader: Reader
    grant: Grant
    wrap: GrantWrap
    portfolio: Portfolio
    visit: Visit | None
    counts: Counts


def open_(
    work: Work, grant_id: UUID, *, right: Right = Right.READ, act: str = "grant.read"
) -> OpenGrant:
    """Open a grant that the actor may read where they act; the owner's journal gets a line.

    *act* is the line's name for another use than reading, such as an export, which asks for
    its own *right*: :class:`Forbidden` when the person did not give it.
    """
    found, opened = _reach(work, grant_id, right)
    sections = ",".join(opened.view.sections)
    waited = journal.write(work, opened.portfolio, act, grant_id=grant_id, detail=sections)
    if waited and not runs(work, grant_id):  # stopped by whom it waited for
        raise NotFound
    news = visits.note(work, found.grant, opened.key, opened.view, found.visit)
    work.session.flush()
    return replace(opened, news=news)


def reach(work: Work, grant_id: UUID, right: Right) -> OpenGrant:
    """Open a grant to act on it, for a use case that writes its own line in the journal."""
    found, opened = _reach(work, grant_id, right)
    pacing.reached(work, opened.portfolio, grant_id, found.visit)
    return opened


def hold(work: Work, opened: OpenGrant) -> None:
    """Wait for whoever else is writing to that person, before one writes to them.

    Whoever waited here had opened the grant before: :class:`NotFound` if it ended meanwhile.
    """
    turns.wait(work, opened.portfolio)
    if not runs(work, opened.id):
        raise NotFound


def runs(work: Work, grant_id: UUID) -> bool:
    """Whether the actor may open a grant at this moment, without opening its view."""
    try:
        _find(work, grant_id)
    except (NotFound, Tampered):
        return False
    return True


def expire(work: Work) -> int:
    """Destroy what grants whose end has passed still hold; returns how many ended.

    For a nightly job: readers are refused from the very instant, whether it ran or not. The
    record of consent says that instant; the owner's journal, when the keys were destroyed.
    """
    over = (Grant.ends_at <= work.now) & (Grant.body.is_not(None) | (Grant.state == State.ACTIVE))
    found = work.session.execute(
        select(Portfolio, Grant)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .where(over)
        .options(defer(Grant.body))
        .order_by(Portfolio.id, Grant.ends_at, Grant.id)
    ).all()
    for portfolio, grant in found:
        journal.write(work, portfolio, "grant.expired", grant_id=grant.id)
        with suppress(Tampered):  # closing never waits for a record that was altered
            agreements.follow(work, grant, Event.EXPIRED, event_at=grant.ends_at)
    return sealed_views.destroy(work.session, over, State.EXPIRED, work.now)


def _reach(work: Work, grant_id: UUID, right: Right) -> tuple[Found, OpenGrant]:
    found = _find(work, grant_id)
    found.counts.check(work, found.visit)
    reader, grant, wrap = found.reader, found.grant, found.wrap
    sealed_views.check(work.keys, grant)
    key = reader.unwrap(grant.id, wrap.recipient_kind, wrap.epoch, wrap.box)
    view = View.from_bytes(sealed_views.unsealed(grant, key))
    if not view.terms.allow(right):
        raise Forbidden("the person did not give this right")
    opened = OpenGrant(
        grant.id,
        view,
        key,
        reader.standing,
        found.portfolio,
        grant.owner_id,
        grant.starts_at,
        grant.ends_at,
        sharing.days_left(grant.ends_at, work.now),
        grant.changed_at,
        grant.audience == Audience.MEMBERS,
    )
    return found, opened


def _find(work: Work, grant_id: UUID) -> Found:
    """All it takes, with one statement: where the actor stands, their keys, the grant's rows.

    The grant is there if it runs at this moment and was given to the structure they act for, or
    to them in it; one given for a relay, as long as that was answered in time.
    """
    sought = {**standings.here(work), "grant": grant_id, "now": work.now, **pacing.sought(work)}
    found = work.session.execute(_query(), sought).one_or_none()
    if found is None:
        raise NotFound
    row, structure, key, account, *rows = found
    reader = Reader.of(work, row, structure, key, account)
    grant, wrap, portfolio, visit, *counts = rows
    return Found(reader, grant, wrap, portfolio, visit, Counts(*counts))


@cache
def _query() -> Select[*tuple[Any, ...]]:
    """What :func:`_find` asks; built once. It waits for *place*, *me*, *grant* and *now*."""
    return (
        readers.asked()
        .add_columns(Grant, GrantWrap, Portfolio, Visit, *pacing.counted(ME))
        .join(Grant, Grant.structure_id == Structure.id)
        .join(GrantWrap, readers.wrap_of(ME))
        .join(Portfolio, Portfolio.id == Grant.portfolio_id)
        .outerjoin(Visit, visits.mine(Grant, ME))
        .where(
            Grant.id == bindparam("grant"),
            Grant.state == State.ACTIVE,
            Grant.starts_at <= bindparam("now"),
            Grant.ends_at > bindparam("now"),
            ~overdue.left(Grant, bindparam("now", type_=Instant)),
        )
    )

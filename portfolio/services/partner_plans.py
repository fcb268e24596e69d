"""What a partner's system takes home: the plans that people gave it, and nothing else of theirs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.sharing import Audience, Right, State
from portfolio.domain.showing import View
from portfolio.services import journal, partners, sealed_views
from portfolio.services.partners import Caller
from portfolio.services.readers import Lock
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap

PAGE = 50
TAKEN = "plan.taken"


@dataclass(frozen=True, slots=True)
class Offered:
    """A plan that may be taken: no name, since listing is not reading."""

    id: UUID
    changed_at: datetime
    ends_at: datetime


def offered(work: Work, *, page: int = 1) -> tuple[list[Offered], int]:
    """A page of the plans that the calling partner may take, latest change first; and how many."""
    query = _theirs(work, Grant.id, Grant.changed_at, Grant.ends_at)
    total = select(func.count()).select_from(query.subquery())
    query = query.order_by(Grant.changed_at.desc(), Grant.id).limit(PAGE).offset((page - 1) * PAGE)
    rows = work.session.execute(query)
    return [Offered(*row) for row in rows], work.session.scalar(total) or 0


def take(work: Work, caller: Caller, grant_id: UUID) -> View:
    """Open the plan of one grant; its owner's journal gets a line.

    Raises :class:`NotFound` for one that is not the caller's, or ended; :class:`Tampered` for
    one that was altered.
    """
    query = _theirs(work, Grant, GrantWrap, Portfolio)
    query = query.join(Portfolio, Portfolio.id == Grant.portfolio_id).where(Grant.id == grant_id)
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    grant, wrap, portfolio = found
    sealed_views.check(work.keys, grant)
    lock = Lock(work.actor.account_id, partners.EPOCH, caller.key)
    view = View.from_bytes(
        sealed_views.unsealed(grant, lock.unwrap(grant.id, wrap.epoch, wrap.box))
    )
    if not view.terms.allow(Right.EXPORT):
        raise Forbidden("the person did not give this right")
    journal.write(work, portfolio, TAKEN, grant_id=grant_id, detail=caller.name)
    grant.read_at, grant.read_by = work.now, work.actor.account_id
    work.session.flush()
    return view


def _theirs(work: Work, *columns: Any) -> Select[*tuple[Any, ...]]:
    """The grants that run at this moment and were given to the calling partner."""
    return (
        select(*columns)
        .select_from(Grant)
        .join(GrantWrap, GrantWrap.grant_id == Grant.id)
        .where(
            GrantWrap.recipient_kind == sealed_views.PARTNER,
            GrantWrap.recipient_id == work.actor.account_id,
            Grant.audience == Audience.PARTNER,
            Grant.state == State.ACTIVE,
            Grant.starts_at <= work.now,
            Grant.ends_at > work.now,
        )
    )

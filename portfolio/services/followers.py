"""Grants in *suivi* mode follow what the citizen saves, within the scope agreed to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Mode, State
from portfolio.services import sealed_views, showing
from portfolio.services.sealed_views import Label
from portfolio.services.showing import Gathered
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant


def refresh(work: Work, portfolio: Portfolio) -> int:
    """Seal anew the views that changed, under the same key and terms; returns how many.

    To be called while *portfolio* is held for writing. Costs one small query when nothing
    follows. An item ticked by itself that was removed lapses: should it leave the trash, it does
    not come back in the share. A grant whose row was altered stays as it is: no structure can
    open it, and sealing it again would make the alteration good.
    """
    grants = work.session.scalars(_following(portfolio.id, work.now)).all()
    if not grants:
        return 0
    gathered = showing.gather(work, portfolio)
    refreshed = sum(_follow(work, grant, gathered) for grant in grants)
    work.session.flush()
    return refreshed


def _following(portfolio_id: UUID, now: datetime) -> Select[Grant]:
    return (
        select(Grant)
        .where(
            Grant.portfolio_id == portfolio_id,
            Grant.state == State.ACTIVE,
            Grant.mode == Mode.SUIVI,
            Grant.ends_at > now,
        )
        .options(defer(Grant.body))  # large, and about to be written over
        .execution_options(populate_existing=True)
    )


def _follow(work: Work, grant: Grant, gathered: Gathered) -> bool:
    try:
        copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    except Tampered:
        return False
    terms = copy.terms.among(gathered.ids)
    view = gathered.under(terms, work.now)
    data = view.to_bytes()
    shown = sealed_views.fingerprint(data)
    if shown == copy.shown or not copy.agrees(grant):
        return False
    grant.rev += 1
    grant.changed_at = work.now
    label = Label(view.person, terms.purpose)
    sealed_views.write(work.keys, grant, copy.key, label, data)
    sealed_views.keep(work.keys, grant, copy.key, terms, shown)
    return True

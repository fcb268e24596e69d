"""The grants that run now, and that the actor may open where they act: what a desk lists."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists
from sqlalchemy.orm import aliased

from portfolio.domain.desks import SOON, Among
from portfolio.domain.sharing import State
from portfolio.services import caseload, overdue, readers, standings
from portfolio.services.readers import ME
from portfolio.services.work import Work
from portfolio.storage.base import Instant
from portfolio.storage.sharing import Grant, Visit


def sought(work: Work) -> dict[str, Any]:
    """What :func:`here` and :func:`among` wait for."""
    return {**standings.here(work), "now": work.now, "soon": work.now + SOON}


def here(grant: type[Grant]) -> ColumnElement[bool]:
    """Whether a grant runs, where the actor acts, and is for them."""
    return (
        (grant.structure_id == bindparam("place"))
        & (grant.state == State.ACTIVE)
        & (grant.ends_at > bindparam("now"))
        & (grant.starts_at <= bindparam("now"))
        & ~overdue.left(grant, bindparam("now", type_=Instant))
        & readers.may_open(grant, ME)
    )


def among(grant: type[Grant], which: Among) -> ColumnElement[bool]:
    """The same, for some of the people only."""
    match which:
        case Among.MINE:
            return here(grant) & caseload.mine(grant)
        case Among.ENDING:
            return here(grant) & ends_soon(grant)
        case Among.NEW:
            return here(grant) & ~_seen(grant)
        case _:
            return here(grant)


def ends_soon(grant: type[Grant]) -> ColumnElement[bool]:
    """Whether a grant ends within a month."""
    return grant.ends_at <= bindparam("soon", type_=Instant)


def _seen(grant: type[Grant]) -> ColumnElement[bool]:
    """Whether *me* read it as it is."""
    visit = aliased(Visit)
    mine = (visit.grant_id == grant.id) & (visit.account_id == ME)
    return exists().where(mine, visit.seen_at >= grant.changed_at)

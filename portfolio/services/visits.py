"""When each professional last looked at a grant, and what they saw: sealed under its key."""

from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import ColumnElement

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain.errors import Unsealable
from portfolio.domain.news import Memory, News, Sight
from portfolio.domain.showing import View
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, Visit


def mine(grant: type[Grant], me: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The actor's own visits of a grant, for a join."""
    return (Visit.grant_id == grant.id) & (Visit.account_id == me)


def note(work: Work, grant: Grant, key: bytes, view: View, visit: Visit | None) -> News:
    """What is new to the actor in a *view* they open now; *visit* is how they last saw it.

    To be called with the owner's portfolio held, as the journal leaves it: of two tabs that open
    at once the second finds what the first wrote. Writes once a visit, and when the view changed.
    """
    visit = visit or work.session.get(Visit, (grant.id, work.actor.account_id))
    known = _opened(key, visit) if visit else None
    if visit and known and known.is_fresh(work.now, grant.rev):
        return News.of(view.entries, known)
    sight = Sight.of(view.entries, work.now, grant.rev)
    memory = known.then(sight) if known else Memory(began=work.now, last=sight)
    if visit is None:
        visit = Visit(grant_id=grant.id, account_id=work.actor.account_id)
        work.session.add(visit)
    visit.at = visit.seen_at = work.now
    visit.box = seal(key, memory.model_dump_json().encode(), _place(visit))
    grant.read_at, grant.read_by = work.now, work.actor.account_id
    return News.of(view.entries, memory, first=known is None)


def _opened(key: bytes, visit: Visit) -> Memory | None:
    """What was seen then; None when it does not open, which is as if nothing had been."""
    try:
        return Memory.model_validate_json(unseal(key, visit.box or b"", _place(visit)))
    except (Unsealable, ValidationError):
        return None


def _place(visit: Visit) -> bytes:
    return context("visit", visit.grant_id, visit.account_id)

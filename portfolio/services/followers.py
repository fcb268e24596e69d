"""Grants in *suivi* mode follow what the citizen saves, within the scope agreed to."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import defer

from portfolio.domain.entries import Entry
from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import Mode, Right, State, Terms
from portfolio.domain.showing import Strand
from portfolio.services import boxes, sealed_views, showing, strands
from portfolio.services.sealed_views import OwnerCopy
from portfolio.services.showing import Gathered
from portfolio.services.work import Work
from portfolio.storage.base import Instant
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant

Followed = tuple[Grant, OwnerCopy]


def refresh(work: Work, portfolio: Portfolio) -> int:
    """Seal anew the views that a save changed, under the same key and terms; returns how many.

    To be called right after :func:`boxes.close`. Costs one small query when nothing follows, and
    opens nothing but what was saved when it is in nobody's scope. An item ticked by itself that
    was removed lapses: should it leave the trash, it does not come back in the share. A grant
    whose row was altered stays as it is: no structure can open it, and sealing it again would
    make the alteration good.
    """
    grants = _following(work, portfolio)
    moved = boxes.changed(work, portfolio) if grants else []
    concerned = [one for one in _copies(work, grants) if _covers(one[1].terms, moved)]
    return _seal_anew(work, portfolio, concerned)


def renamed(work: Work) -> int:
    """The same when the actor changed the name they go by, which every view may show."""
    portfolio = boxes.begin(work)
    grants = _following(work, portfolio)
    return _seal_anew(work, portfolio, _copies(work, grants))


def accompanied(work: Work, portfolio: Portfolio) -> int:
    """The same when a structure came or went: those who may know of the others learn of it."""
    grants = _following(work, portfolio)
    told = [one for one in _copies(work, grants) if one[1].terms.allow(Right.STRANDS)]
    return _seal_anew(work, portfolio, told)


def _seal_anew(work: Work, portfolio: Portfolio, grants: Sequence[Followed]) -> int:
    if not grants:
        return 0
    gathered = showing.gather(work, portfolio, saved=True)
    known = any(copy.terms.allow(Right.STRANDS) for _, copy in grants)
    near = strands.near(work, portfolio) if known else strands.NOBODY
    refreshed = sum(
        _follow(work, one, gathered, strands.beside(near, one[0].structure_id)) for one in grants
    )
    work.session.flush()
    return refreshed


def _copies(work: Work, grants: Iterable[Grant]) -> list[Followed]:
    """Grants with what their owner keeps of them, where it is still what they sealed."""
    found = []
    for grant in grants:
        with suppress(Tampered):
            copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
            found.append((grant, copy))
    return found


def _covers(terms: Terms, moved: Iterable[tuple[UUID, list[Entry]]]) -> bool:
    """Whether *terms* let see any of what changed, as it was or as it is.

    Or name any that came or went, even unseen: what is removed while private lapses like the rest.
    """
    named = {*terms.items, *terms.private}
    return any(
        (each in named and len(said) == 1) or any(terms.cover(each, entry) for entry in said)
        for each, said in moved
    )


@cache
def _query() -> Select[Grant]:
    """The grants of *portfolio* that follow at *now*; built once, since every save asks."""
    return (
        select(Grant)
        .where(
            Grant.portfolio_id == bindparam("portfolio"),
            Grant.state == State.ACTIVE,
            Grant.mode == Mode.SUIVI,
            Grant.ends_at > bindparam("now", type_=Instant),
        )
        .options(defer(Grant.body))  # large, and about to be written over
        .execution_options(populate_existing=True)
    )


def _following(work: Work, portfolio: Portfolio) -> Sequence[Grant]:
    return work.session.scalars(_query(), {"portfolio": portfolio.id, "now": work.now}).all()


def _follow(work: Work, followed: Followed, gathered: Gathered, others: tuple[Strand, ...]) -> bool:
    grant, copy = followed
    body = gathered.body_under(copy.terms.among(gathered.ids), work.now, others)
    if body.fingerprint == copy.shown or not copy.agrees(grant):
        return False
    grant.rev += 1
    grant.changed_at = work.now
    sealed_views.keep(work.keys, grant, copy.key, body)
    return True

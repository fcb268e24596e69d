"""The two sides of a grant: the structure it was given to, and the person who gave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Right, State
from portfolio.domain.showing import View
from portfolio.services import boxes, grants, sealed_views, turns
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant


@dataclass(frozen=True, slots=True)
class Side:
    """From where somebody speaks: the grant and its key, and what is shown there.

    *speaks* says whether they may still write; *titles* are those of the items shown, empty
    once nothing is; *person* is the owner's name as it is shown, *alias* the one it is under, if
    it is, as its owner knows.
    """

    grant_id: UUID
    portfolio: Portfolio = field(repr=False)
    key: bytes = field(repr=False)
    by_owner: bool
    speaks: bool
    person: str = ""
    alias: str = ""
    titles: Mapping[UUID, str] = field(default_factory=dict, repr=False)

    @property
    def owner_id(self) -> UUID:
        """Whose portfolio it is."""
        return self.portfolio.owner_id


def of_structure(work: Work, grant_id: UUID, right: Right) -> Side:
    """The side of the actor's structure; raises what :func:`grants.reach` does."""
    return of_opened(grants.reach(work, grant_id, right))


def of_opened(opened: OpenGrant) -> Side:
    """The same of a grant that opened already."""
    return Side(
        opened.id,
        opened.portfolio,
        opened.key,
        by_owner=False,
        speaks=True,
        person=opened.view.person,
        titles=_titles(opened.view),
    )


def hold(work: Work, side: Side) -> Side:
    """*side* as it is once whoever else was writing to that person is done.

    :class:`NotFound` when the structure's grant ended meanwhile; its owner speaks no more.
    """
    turns.wait(work, side.portfolio)
    if side.by_owner:
        return replace(side, speaks=side.speaks and _runs(work, side.grant_id))
    if not grants.runs(work, side.grant_id):
        raise NotFound
    return side


def of_owner(work: Work, grant_id: UUID, right: Right) -> Side:
    """The side of the actor, on one of their own grants, ended or not."""
    portfolio = boxes.portfolio_of(work)
    grant = work.session.scalar(
        select(Grant)
        .where(Grant.id == grant_id, Grant.portfolio_id == portfolio.id)
        .execution_options(populate_existing=True)
    )
    if grant is None:
        raise NotFound
    return of_own(work, portfolio, grant, right)


def as_kept(work: Work, grant: Grant) -> Side:
    """The actor's side of a grant of theirs, ended or not; what it shows is not read."""
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    whose, alias = boxes.portfolio_of(work), copy.terms.alias
    return Side(grant.id, whose, copy.key, by_owner=True, speaks=False, alias=alias)


def of_own(work: Work, portfolio: Portfolio, grant: Grant, right: Right) -> Side:
    """The same of a grant of that portfolio, read already."""
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    runs = grant.state == State.ACTIVE and grant.starts_at <= work.now < grant.ends_at
    if not runs or not copy.terms.allow(right):
        return Side(
            grant.id, portfolio, copy.key, by_owner=True, speaks=False, alias=copy.terms.alias
        )
    view = View.from_bytes(sealed_views.read(work.keys, grant, copy.key))
    return Side(
        grant.id,
        portfolio,
        copy.key,
        by_owner=True,
        speaks=True,
        person=view.person,
        alias=copy.terms.alias,
        titles=_titles(view),
    )


def _runs(work: Work, grant_id: UUID) -> bool:
    """Whether a grant of the actor's own is open, as the database has it now."""
    days = (Grant.starts_at <= work.now) & (Grant.ends_at > work.now)
    which = (Grant.id == grant_id) & (Grant.state == State.ACTIVE) & days
    return work.session.scalar(select(Grant.id).where(which)) is not None


def _titles(view: View) -> dict[UUID, str]:
    return {one.id: one.entry.title for one in view.entries}

"""What somebody shows one structure of what they prepare: a copy, when they choose to.

It is sealed under the grant's key, so that the structure reads it as long as the share runs, and
destroyed when its owner takes it back or the grant ends. Theirs is another box, of their own.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.domain import preparing
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.preparing import AnyShown, Preparing, ShownPreparation, ShownProgress
from portfolio.domain.sharing import Audience, Right, State
from portfolio.domain.words import N_
from portfolio.services import arms, boxes, sealed_views, sides, tombstones
from portfolio.services.arms import GRANT, Arm, Rows
from portfolio.services.grants import OpenGrant
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.handouts import ShownHandout
from portfolio.storage.sharing import Grant

OVER = N_("Vous ne partagez plus rien avec cette structure. Ce que vous avez écrit reste ici.")
WITH = (Audience.STRUCTURE, Audience.MEMBERS)


@dataclass(frozen=True, slots=True)
class Handed:
    """A copy that a structure may read: what of, which, since when."""

    grant_id: UUID
    id: UUID
    what: AnyShown
    at: datetime


@dataclass(frozen=True, slots=True)
class Around:
    """What a structure may read around one grant: preparations, the latest first, and progress."""

    preparations: tuple[Handed, ...]
    progress: dict[UUID, Handed]
    """By the contribution that each démarche came by."""

    @property
    def sent(self) -> int:
        """How many démarches came back with their answers."""
        told = (one.what for one in self.progress.values())
        return sum(isinstance(what, ShownProgress) and what.sent for what in told)


def way(work: Work, what: Preparing) -> Side | None:
    """The share by which that structure reads today: the first one, else its latest; or none.

    Another one serves for the same readers and under the same name only: nothing ties two names.
    """
    portfolio = boxes.portfolio_of(work)
    mine = Grant.portfolio_id == portfolio.id
    running = (
        (Grant.structure_id == what.structure_id)
        & Grant.audience.in_(WITH)
        & (Grant.state == State.ACTIVE)
        & (Grant.starts_at <= work.now)
        & (Grant.ends_at > work.now)
    )
    asked = select(Grant, running.label("runs")).where(mine, running | (Grant.id == what.grant_id))
    asked = asked.order_by(Grant.created_at.desc(), Grant.id)
    asked = asked.execution_options(populate_existing=True)
    found = work.session.execute(asked).all()
    begun = next((row.Grant for row in found if row.Grant.id == what.grant_id), None)
    alike = _for(work, begun)
    there = [row.Grant for row in found if row.runs]
    chosen = (
        begun if begun in there else next((one for one in there if _for(work, one) == alike), None)
    )
    return sides.of_own(work, portfolio, chosen, Right.READ) if chosen else None


def show(work: Work, what: Preparing, handout_id: UUID, shown: AnyShown) -> Side:
    """Let the structure read *shown* from now on, and no earlier copy of it."""
    side = way(work, what)
    if side is None:
        raise Refused(OVER)
    hide(work, handout_id)
    row = ShownHandout(grant_id=side.grant_id, id=handout_id, shown_at=work.now)
    row.box = seal(side.key, preparing.to_bytes(shown), _place(side.grant_id, handout_id, work.now))
    work.session.add(row)
    work.session.flush()
    return side


def hide(work: Work, handout_id: UUID) -> UUID | None:
    """Take the copy back, whatever grant it is on; returns the grant's id, if it was shown."""
    which = (ShownHandout.id == handout_id) & ShownHandout.grant_id.in_(_mine(work))
    gone = delete(ShownHandout).where(which).returning(ShownHandout.grant_id)
    found = work.session.scalars(gone).all()
    if found:
        tombstones.bury(work.session, tombstones.Kind.SHOWN, handout_id, work.now)
    return next(iter(found), None)


def shown_at(work: Work, handout_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Of the actor's own, those that a structure may read, and since when."""
    here = ShownHandout.id.in_(handout_ids) & ShownHandout.grant_id.in_(_mine(work))
    rows = work.session.execute(select(ShownHandout.id, ShownHandout.shown_at).where(here))
    return {row.id: row.shown_at for row in rows}


def follow(work: Work, former: Side, side: Side) -> None:
    """Go on showing the copies of a grant on the one that prolongs it; of items, what it shows."""
    for row in work.session.scalars(
        select(ShownHandout).where(ShownHandout.grant_id == former.grant_id)
    ).all():
        with suppress(Tampered):
            place = _place(former.grant_id, row.id, row.shown_at)
            what = _within(_unsealed(former.key, row.box, place), side)
            row.grant_id = side.grant_id
            place = _place(side.grant_id, row.id, row.shown_at)
            row.box = seal(side.key, preparing.to_bytes(what), place)


def of_grant(work: Work, opened: OpenGrant) -> Around:
    """What a structure may read around a grant it opened."""
    query: Select[*tuple[Any, ...]] = (
        select(ShownHandout.id, ShownHandout.shown_at.label("at"), ShownHandout.box)
        .where(ShownHandout.grant_id == opened.id)
        .order_by(ShownHandout.shown_at.desc(), ShownHandout.id)
    )
    return _around(work.session.execute(query).all(), opened.id, opened.key)


def shown_on(work: Work, side: Side) -> list[Handed]:
    """The copies that one of the actor's own grants shows, as they are read there."""
    here = ShownHandout.grant_id == side.grant_id
    asked: Select[*tuple[Any, ...]] = select(
        ShownHandout.id, ShownHandout.shown_at.label("at"), ShownHandout.box
    ).where(here)
    return [_read(row, side.grant_id, side.key) for row in work.session.execute(asked)]


def one(work: Work, opened: OpenGrant, brought_id: UUID) -> ShownProgress:
    """The answers that came back to one démarche."""
    found = of_grant(work, opened).progress.get(brought_id)
    if found is None or not isinstance(found.what, ShownProgress) or not found.what.sent:
        raise NotFound
    return found.what


def _for(work: Work, grant: Grant | None) -> tuple[str, str]:
    """Who reads a share, and under which name; of one that is not there, the usual."""
    if grant is None:
        return Audience.STRUCTURE, ""
    copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
    return grant.audience, copy.terms.alias


def _mine(work: Work) -> Select[UUID]:
    return select(Grant.id).where(Grant.portfolio_id == boxes.portfolio_of(work).id)


def _around(rows: Rows, grant_id: UUID, key: bytes) -> Around:
    opened = [_read(row, grant_id, key) for row in rows]
    ready = tuple(one for one in opened if isinstance(one.what, ShownPreparation))
    going = (one for one in opened if isinstance(one.what, ShownProgress))
    return Around(ready, {one.what.brought_id: one for one in going})  # type: ignore[union-attr]  # as filtered


def _read(row: Row[Any], grant_id: UUID, key: bytes) -> Handed:
    what = _unsealed(key, row.box, _place(grant_id, row.id, row.at))
    return Handed(grant_id, row.id, what, row.at)


def _unsealed(key: bytes, box: bytes, place: bytes) -> AnyShown:
    try:
        return preparing.from_bytes(unseal(key, box, place))
    except Unsealable as why:
        raise Tampered from why


def _within(what: AnyShown, side: Side) -> AnyShown:
    """The same without any item that a share does not show."""
    if not isinstance(what, ShownPreparation):
        return what
    items = tuple(one for one in what.items if one.id in side.titles)
    return what.model_copy(update={"items": items})


def _place(grant_id: UUID, handout_id: UUID, at: datetime) -> bytes:
    """The moment is part of what opens the box: it cannot be changed."""
    return context("shown-handout", grant_id, handout_id, at)


def _ask() -> Select[*tuple[Any, ...]]:
    here: ColumnElement[bool] = ShownHandout.grant_id == GRANT
    return arms.rows(id=ShownHandout.id, at=ShownHandout.shown_at, box=ShownHandout.box).where(here)


def _beside(rows: Rows, opened: OpenGrant) -> Around:
    return _around(rows, opened.id, opened.key)


ARM = Arm("handed", _ask, _beside)

"""The preparation of a meeting: its owner's alone, until they show it to the structure."""

from typing import Any
from uuid import UUID

from portfolio.domain.errors import NotFound
from portfolio.domain.preparing import Preparation, ShownItem, ShownPreparation
from portfolio.services import boxes, given, handing, handouts, journal, thrown
from portfolio.services.handouts import Kept
from portfolio.services.sides import Side
from portfolio.services.work import Work


def begin(work: Work, grant_id: UUID, name: str) -> UUID:
    """Begin one for the structure of a share that runs; the blank one there is, is returned."""
    grant = given.one(work, grant_id)
    if not grant.active or grant.structure_id is None:
        raise NotFound
    about = {"structure_id": grant.structure_id, "structure": grant.structure[:200]}
    what = Preparation(name=name, grant_id=grant_id, **about)
    same = (one.id for one in handouts.read_all(work, Preparation) if one.what == what)
    return next(same, None) or handouts.add(work, what)


def show(work: Work, kept: Kept[Preparation]) -> None:
    """Let the structure read it as it is now; what is written later waits to be shown too."""
    side = handing.way(work, kept.what)
    told = as_shown(kept.what, side)
    side = handing.show(work, kept.what, kept.id, told)
    journal.write(work, side.portfolio, "preparation.shown", grant_id=side.grant_id)


def as_shown(what: Preparation, side: Side | None) -> ShownPreparation:
    """What the structure reads of it: of the items, those that this share shows."""
    titles = side.titles if side else {}
    return ShownPreparation(
        met_on=what.met_on,
        questions=what.questions,
        items=tuple(ShownItem(id=one, title=titles[one]) for one in what.items if one in titles),
        more=what.more,
        avoid=what.avoid if what.avoid_shown else "",
    )


def hide(work: Work, handout_id: UUID) -> None:
    """Take it back from the structure; nothing when it was not shown."""
    if grant_id := handing.hide(work, handout_id):
        portfolio = boxes.portfolio_of(work)
        journal.write(work, portfolio, "preparation.hidden", grant_id=grant_id)


def put_away(work: Work, kept: Kept[Any], *, away: bool) -> None:
    """Say that it is over, or not; once over the structure reads nothing of it."""
    if away and isinstance(kept.what, Preparation):
        hide(work, kept.id)
    if kept.what.away != away:
        handouts.change(work, kept.id, kept.what.changed(away=away), rev=kept.rev)


def throw(work: Work, handout_id: UUID) -> None:
    """Put one in the trash; the structure reads nothing of it any more."""
    hide(work, handout_id)
    thrown.throw(work, handout_id)

"""Pages where a citizen finds what they prepare, for whom, and what waits for their answer."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.contributions import ProposedProgramme
from portfolio.domain.preparing import Followed, Preparation, Preparing
from portfolio.domain.words import N_
from portfolio.services import contributions, given, handing, handouts, preparations
from portfolio.web.preparing import meetings, programmes
from portfolio.web.preparing.desk import SHARE, bp
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say_with

__all__ = ["bp", "meetings", "programmes"]

NAME = N_("Mon rendez-vous, %(structure)s")
LINE = 200


@bp.get("", permission=SHARE)
def index() -> str:
    kept = handouts.read_all(work(), Preparing)[::-1]
    running = [one for one in given.mine(work()).open if one.structure_id]
    brought = contributions.awaiting(work())
    return render_template(
        "preparing/index.html",
        meetings=[one for one in kept if isinstance(one.what, Preparation)],
        programmes=[one for one in kept if isinstance(one.what, Followed)],
        running={one.structure_id: one for one in running}.values(),
        brought=[one for one in brought if isinstance(one.what, ProposedProgramme)],
        shown=handing.shown_at(work(), [one.id for one in kept]),
    )


@bp.post("/meetings/with/<uuid:grant_id>", permission=SHARE)
def begin(grant_id: UUID) -> ResponseReturnValue:
    name = say_with(NAME, structure=given.one(work(), grant_id).structure)[:LINE]
    made = preparations.begin(work(), grant_id, name)
    return see_other("preparing.meeting", handout_id=made)

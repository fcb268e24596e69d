"""Pages where professionals find the people who share with them."""

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.domain.words import N_
from portfolio.services import ended, members
from portfolio.services.members import Belonging
from portfolio.services.work import Work
from portfolio.web import holders, letters, places, responses, signin
from portfolio.web.desk import exporting, listing, redeeming, requesting, selecting, waiting
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say, say_with

__all__ = ["bp", "exporting", "listing", "redeeming", "requesting", "selecting", "waiting"]

USE = Permission.USE_DESK


@bp.post("/ended", permission=USE)
def put_away() -> ResponseReturnValue:
    ended.put_away(signin.work())
    return responses.see_other("desk.index")


@bp.get("/structure", permission=USE)
def structure() -> str:
    work = signin.work()
    mine = members.mine(work)
    places.remember(mine)
    return render_template(
        "desk/structure.html",
        places=mine,
        current_id=work.actor.structure_id,
        states=Membership,
        referents=members.referents(work, *(one.structure_id for one in mine)),
        own_print=members.own_print(work),
    )


@bp.post("/structure/<uuid:structure_id>", permission=USE)
def choose(structure_id: UUID) -> ResponseReturnValue:
    place = _mine(signin.work(), structure_id)
    if place.state is not Membership.CONFIRMED:
        raise NotFound
    places.take(place)
    listing.forget()
    flash(say_with(N_("Vous agissez pour %(name)s."), name=place.structure), "ok")
    back = responses.safe_next(request.form.get("next"))
    return redirect(back, 303) if back else responses.see_other("desk.index")


@bp.post("/structure/<uuid:structure_id>/accept", permission=USE)
def accept(structure_id: UUID) -> ResponseReturnValue:
    work = signin.work()
    members.accept(work, structure_id)
    holders.tell(work, structure_id, "arrival", letters.link("structures.team"))
    flash(say(N_("C’est noté. Il reste à une personne référente à vous confirmer.")), "ok")
    return responses.see_other("desk.structure")


@bp.post("/structure/<uuid:structure_id>/decline", permission=USE)
def decline(structure_id: UUID) -> ResponseReturnValue:
    members.decline(signin.work(), structure_id)
    flash(say(N_("C’est noté. Vous ne rejoignez pas cette structure.")), "ok")
    return responses.see_other("desk.structure")


def _mine(work: Work, structure_id: UUID) -> Belonging:
    for place in members.mine(work):
        if place.structure_id == structure_id:
            return place
    raise NotFound

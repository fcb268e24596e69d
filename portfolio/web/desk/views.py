"""Pages where professionals find the people who share with them."""

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.domain.words import N_
from portfolio.services import desk, ended, members, pressing
from portfolio.services.members import Belonging
from portfolio.services.work import Work
from portfolio.web import holders, letters, places, responses, signin
from portfolio.web.desk import redeeming, requesting
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say, say_with

__all__ = ["bp", "redeeming", "requesting"]

USE = Permission.USE_DESK
OUT = N_("Vous n’avez plus accès à %(name)s. Rien de ce que vous y aviez fait n’est perdu.")
FAR = 100_000  # pages, beyond which nobody looks


@bp.get("/", permission=USE)
def index() -> ResponseReturnValue:
    work = signin.work()
    standing = places.here(work)
    if standing is None:
        return _elsewhere(work)
    if not standing.office.reads:
        return responses.see_other("structures.team")
    try:
        found = desk.read(work, _page())
    except NotFound:
        return render_template("desk/no_key.html", standing=standing)
    over = ended.read(work, found.standing) if found.over else []
    notices = {"pressing": pressing.read(work, standing), "over": over}
    return render_template("desk/index.html", desk=found, today=work.now, **notices)


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


def _page() -> int:
    return max(1, min(request.args.get("page", 1, type=int), FAR))


def _elsewhere(work: Work) -> ResponseReturnValue:
    """Take the one structure there is, or ask which."""
    if former := places.forget():
        flash(say_with(OUT, name=former), "warn")
    place = places.only_one(work)
    if place is None:
        return responses.see_other("desk.structure")
    places.take(place)
    return responses.see_other("desk.index")


def _mine(work: Work, structure_id: UUID) -> Belonging:
    for place in members.mine(work):
        if place.structure_id == structure_id:
            return place
    raise NotFound

"""Pages where professionals find the people who share with them."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.structures import Membership
from portfolio.domain.words import N_
from portfolio.services import desk, ended, members
from portfolio.services.members import Belonging
from portfolio.services.work import Work
from portfolio.web import places, responses, signin
from portfolio.web.desk import redeeming, requesting
from portfolio.web.desk.desk import bp
from portfolio.web.templating import say, say_with

__all__ = ["bp", "redeeming", "requesting"]

USE = Permission.USE_DESK
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
    waiting = members.waiting(work, standing) if standing.office.keeps_keys else 0
    over = ended.read(work, found.standing) if found.over else []
    notices = {"waiting": waiting, "over": over}
    return render_template("desk/index.html", desk=found, today=work.now, **notices)


@bp.post("/ended", permission=USE)
def put_away() -> ResponseReturnValue:
    ended.put_away(signin.work())
    return responses.see_other("desk.index")


@bp.get("/structure", permission=USE)
def structure() -> str:
    work = signin.work()
    return render_template(
        "desk/structure.html",
        places=members.mine(work),
        current_id=work.actor.structure_id,
        states=Membership,
    )


@bp.post("/structure/<uuid:structure_id>", permission=USE)
def choose(structure_id: UUID) -> ResponseReturnValue:
    place = _mine(signin.work(), structure_id)
    if place.state is not Membership.CONFIRMED:
        raise NotFound
    places.take(place)
    flash(say_with(N_("Vous agissez pour %(name)s."), name=place.structure), "ok")
    return responses.see_other("desk.index")


@bp.post("/structure/<uuid:structure_id>/accept", permission=USE)
def accept(structure_id: UUID) -> ResponseReturnValue:
    members.accept(signin.work(), structure_id)
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
    places.forget()
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

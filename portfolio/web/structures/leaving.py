"""Removing somebody from a team, or leaving it: asked twice, done once."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.extensions import db
from portfolio.services import departures, note_folders, standings
from portfolio.web import places, responses, signin, transaction
from portfolio.web.structures import people
from portfolio.web.structures.desk import bp
from portfolio.web.templating import say_with

MANAGE = Permission.MANAGE_MEMBERS
REMOVED = N_("%(name)s ne fait plus partie de l’équipe. L’accès est coupé.")
LEFT = N_("Vous avez quitté %(structure)s. Vous n’y lisez plus aucun fil.")


@bp.get("/team/<uuid:account_id>/remove", permission=MANAGE, fresh=Fresh.PROOF)
def removal(account_id: UUID) -> str:
    """The question before somebody is removed."""
    work = signin.work()
    standings.confirmed(work).manage_names()
    who, noted = people.one(work, account_id), note_folders.alone(work, account_id)
    return render_template("structures/remove.html", who=who, noted=noted)


@bp.post("/team/<uuid:account_id>/remove", permission=MANAGE, fresh=Fresh.PROOF)
def remove(account_id: UUID) -> ResponseReturnValue:
    """Their access ends in this request, and the key changes if a key holder asks."""
    work = signin.work()
    standings.confirmed(work).manage_names()
    who = people.one(work, account_id)
    try:
        departures.remove(work, account_id)
        transaction.erase()
    except Refused as why:
        return _refused("structures/remove.html", why, who=who)
    flash(say_with(REMOVED, name=who.name), "ok")
    return responses.see_other("structures.team")


@bp.get("/team/leave", permission=MANAGE, fresh=Fresh.PROOF)
def departure() -> str:
    """The question before leaving."""
    work = signin.work()
    page = {"noted": note_folders.alone(work, work.actor.account_id)}
    return render_template("structures/leave.html", standing=standings.confirmed(work), **page)


@bp.post("/team/leave", permission=MANAGE, fresh=Fresh.PROOF)
def leave() -> ResponseReturnValue:
    """Access ends at once; the last key holder stays until another is confirmed."""
    work = signin.work()
    standing = standings.confirmed(work)
    try:
        departures.leave(work)
        transaction.erase()
    except Refused as why:
        return _refused("structures/leave.html", why, standing=standing)
    places.forget()
    flash(say_with(LEFT, structure=standing.structure), "ok")
    return responses.see_other("desk.structure")


def _refused(template: str, why: Refused, **page: object) -> ResponseReturnValue:
    """The same page, with what stands in the way; nothing was done."""
    db.session.rollback()
    sentence = say_with(why.message, **why.values)
    return render_template(template, refusal=sentence, **page), responses.UNPROCESSABLE

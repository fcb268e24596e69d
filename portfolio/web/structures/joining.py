"""Following an invitation: with one's own professional account, or by opening one."""

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission, Role
from portfolio.domain.words import N_
from portfolio.services import invitations
from portfolio.services.work import Work
from portfolio.web import arrivals, holders, letters, responses, signin
from portfolio.web.structures.desk import bp
from portfolio.web.structures.forms import Newcomer
from portfolio.web.templating import say_with

JOINED = N_(
    "Vous avez dit oui à %(structure)s. Il reste à une personne référente à vous confirmer."
)


@bp.get("/team/join/<token>", permission=Permission.VISIT)
def join(token: str) -> str:
    """Who invites, to what; and the way to say yes for whoever is here."""
    offer = invitations.read(signin.work(), token)
    form = Newcomer(formdata=None, name=offer.guest.name)
    return render_template("structures/join.html", offer=offer, form=form, token=token)


@bp.post("/team/join/<token>", permission=Permission.VISIT)
def accept(token: str) -> ResponseReturnValue:
    """Say yes; a visitor opens an account first, in the same request."""
    work, form = signin.work(), Newcomer()
    offer = invitations.read(work, token)
    if work.actor.role is Role.VISITOR:
        if not form.validate_on_submit():
            return responses.form_page("structures/join.html", form, offer=offer, token=token)
        return _opened(form, token)
    _joined(work, token)
    return responses.see_other("desk.structure")


def _opened(form: Newcomer, token: str) -> Response:
    code = arrivals.open_account(Role.PROFESSIONAL, form.name.data, form.phrase.data)
    _joined(signin.work(), token)
    return arrivals.show_code(code, arriving=True)


def _joined(work: Work, token: str) -> None:
    offer = invitations.read(work, token)
    invitations.take(work, token)
    holders.tell(work, offer.structure_id, "arrival", letters.link("structures.team"))
    flash(say_with(JOINED, structure=offer.structure), "ok")

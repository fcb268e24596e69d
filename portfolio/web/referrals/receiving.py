"""Relays as the structure they lead to reads and answers them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.services import handovers
from portfolio.web import booking, responses, signin, transaction
from portfolio.web.forms.booking import PlanForm
from portfolio.web.referrals.desk import bp
from portfolio.web.referrals.forms import DeclineForm, outcome_form
from portfolio.web.templating import say

USE = Permission.USE_DESK
ACCEPTED = N_("C’est accepté. Le rendez-vous est dans votre agenda ; la personne le confirme.")
DECLINED = N_("C’est répondu. La personne lit votre message, et votre accès est fermé.")
CLOSED = N_("C’est noté. Le partage reste ouvert jusqu’à sa date de fin.")


@dataclass(frozen=True, slots=True)
class Done:
    """That something was done; *what* it gave, if anything."""

    what: Any


@bp.get("/<uuid:referral_id>", permission=USE, writes=True)
def show(referral_id: UUID) -> ResponseReturnValue:
    """One: the need, the reason, the steps that were let go, and the answer to give."""
    return _page(referral_id)


@bp.post("/<uuid:referral_id>/accept", permission=USE)
def accept(referral_id: UUID) -> ResponseReturnValue:
    """Yes, with a first meeting."""
    form = PlanForm()
    if form.validate_on_submit() and (given := _done(form, handovers.accept, referral_id)):
        flash(say(ACCEPTED), "ok")
        booking.warn(given.what)
        return responses.see_other("referrals.show", referral_id=referral_id)
    return _page(referral_id, meeting=form)


@bp.post("/<uuid:referral_id>/decline", permission=USE)
def decline(referral_id: UUID) -> ResponseReturnValue:
    """No, and why."""
    form = DeclineForm()
    if form.validate_on_submit() and _done(form, handovers.decline, referral_id):
        transaction.erase()
        flash(say(DECLINED), "ok")
        return responses.see_other("referrals.index")
    return _page(referral_id, declining=form)


@bp.post("/<uuid:referral_id>/close", permission=USE)
def close(referral_id: UUID) -> ResponseReturnValue:
    """Whether the person came."""
    form = outcome_form(request.form.get("came"))
    if form.validate_on_submit() and _done(form, handovers.close, referral_id):
        flash(say(CLOSED), "ok")
        return responses.see_other("referrals.show", referral_id=referral_id)
    return _page(referral_id, closing=form)


def _done(form: Any, act: Any, referral_id: UUID) -> Done | None:
    """Do it, or say in *form* what is refused."""
    try:
        return Done(act(signin.work(), referral_id, form.value))
    except Refused as refused:
        form.refuse(booking.told(refused))
        return None


def _page(referral_id: UUID, **came_back: Any) -> ResponseReturnValue:
    """The page, with the form that came back and blank ones beside it."""
    opened, one = handovers.open_(signin.work(), referral_id)
    unsent: dict[str, Any] = {"formdata": None}
    forms = {
        "meeting": PlanForm(**unsent),
        "declining": DeclineForm(**unsent),
        "closing": outcome_form("yes", **unsent),
    } | came_back
    sent = next(iter(came_back.values()), forms["meeting"])
    for name, form in forms.items():
        form.apart(name)
    page = {"opened": opened, "one": one, "met": handovers.met(signin.work(), opened, one)}
    return responses.form_page("referrals/received.html", sent, now=signin.now(), **page, **forms)

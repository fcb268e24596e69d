"""Relays as the person reads them: what is proposed, why, to whom; yes by a share, or no."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import BooleanField

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.referrals import Agreed, Word
from portfolio.domain.words import N_
from portfolio.services import boxes, neighbours, referred, steps
from portfolio.services.relays import Told
from portfolio.web import paging, responses, transaction
from portfolio.web.forms import form_for
from portfolio.web.sharing import drafts, relaying
from portfolio.web.sharing.desk import bp
from portfolio.web.sharing.relaying import Over
from portfolio.web.signin import now, work
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
BOTH = ["GET", "POST"]
LABELS = {
    "need": N_("Ce que vous cherchez"),
    "reason": N_("Pourquoi cette structure"),
    "urgency": N_("Est-ce pressé ?"),
    "reach": N_("Comment préférez-vous qu’on vous contacte ?"),
    "availability": N_("Quand êtes-vous disponible ?"),
}
REFUSED = N_("C’est refusé. Rien n’est parti, et l’autre structure n’en saura rien.")
STOPPED = N_("Le relais est arrêté, et le partage avec lui.")

WordForm = form_for(Word)


class AgreedForm(form_for(Agreed)):  # type: ignore[misc]  # a class drawn from its model
    """What the other structure will read, to change as one likes; nothing leaves by it."""

    suggested = BooleanField(N_("Cocher d’avance ce qui est suggéré, pour en retirer ensuite"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name, words in LABELS.items():
            self[name].label.text = words
            self[name].description = ""


@bp.get("/referrals", permission=SHARE)
def referrals() -> str:
    """Those that wait first, then the others, the latest first."""
    found = referred.mine(work(), paging.number_in(request.args))
    return render_template("sharing/referrals.html", found=found)


@bp.route("/referrals/<uuid:referral_id>", methods=BOTH, permission=SHARE)
def referral(referral_id: UUID) -> ResponseReturnValue:
    """One; saying yes prepares a share, which is signed like any other."""
    one = referred.one(work(), referral_id)
    said = one.what.model_dump(include=set(LABELS))
    form = AgreedForm(obj=Agreed(**said))
    if one.awaits and form.validate_on_submit():
        return _begun(one, form)
    return _page(one, form, WordForm(formdata=None))


@bp.post("/referrals/<uuid:referral_id>/refuse", permission=SHARE)
def refuse_referral(referral_id: UUID) -> ResponseReturnValue:
    """No, with a word or none."""
    one, form = referred.one(work(), referral_id), WordForm()
    if not form.validate_on_submit():
        said = one.what.model_dump(include=set(LABELS))
        return _page(one, AgreedForm(obj=Agreed(**said), formdata=None), form)
    try:
        referred.refuse(work(), referral_id, form.value)
    except Refused as refused:
        raise Over(referral_id, refused) from refused
    flash(say(REFUSED), "ok")
    return responses.see_other("sharing.referrals")


@bp.get("/referrals/<uuid:referral_id>/stop", permission=SHARE)
def stop_referral(referral_id: UUID) -> str:
    """The question, as a page."""
    return render_template("sharing/referral_stop.html", one=referred.one(work(), referral_id))


@bp.post("/referrals/<uuid:referral_id>/stop", permission=SHARE)
def referral_stopped(referral_id: UUID) -> ResponseReturnValue:
    """Stop it, here and now, with what was given for it."""
    try:
        referred.cancel(work(), referral_id)
    except Refused as refused:
        raise Over(referral_id, refused) from refused
    transaction.erase()
    flash(say(STOPPED), "ok")
    return responses.see_other("sharing.referral", referral_id=referral_id)


@bp.errorhandler(Over)
def over(problem: Over) -> ResponseReturnValue:
    """It is too late, or cannot be done: nothing was given, and its page says what it is now."""
    transaction.release()
    flash(say_with(problem.refused.message, **problem.refused.values), "warn")
    return responses.see_other("sharing.referral", referral_id=problem.referral_id)


def _begun(one: Told, form: AgreedForm) -> ResponseReturnValue:
    """A share to prepare, for the structure proposed, with nothing ticked unless asked."""
    try:
        referred.awaiting(work(), one.id)
    except Refused as refused:
        raise Over(one.id, refused) from refused
    ticked = [part.value for part in one.what.sections] if form.suggested.data else []
    answers = {"sections": ticked, "items": []} if ticked else {}
    relay = relaying.kept(one.id, form.value)
    draft = drafts.begin(structure_id=one.what.to, answers=answers, relay=relay)
    return responses.see_other("sharing.what", draft_id=draft.id)


def _page(one: Told, form: AgreedForm, word: Any) -> ResponseReturnValue:
    listed, others = neighbours.around(work(), one.what.to) if one.awaits else (None, [])
    taken = steps.taken(work(), boxes.portfolio_of(work()), one.structure_id) if one.awaits else ()
    page = {"one": one, "word": word, "structure": listed, "others": others, "steps": taken}
    page |= {"met": referred.met(work(), one), "now": now()}
    sent = word if word.errors else form.apart("agreed")
    return responses.form_page("sharing/referral.html", sent, agreed=form, **page)

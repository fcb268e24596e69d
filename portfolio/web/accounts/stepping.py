"""The second step of a sign-in: no key is open before it, and no address goes round it."""

from dataclasses import replace
from typing import Any

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.crypto.slots import SlotKind, Stretched
from portfolio.domain.access import Permission
from portfolio.domain.factors import FactorKind, Waiver
from portfolio.domain.words import N_
from portfolio.extensions import db
from portfolio.services import devices as sessions
from portfolio.services import factors, halves, profiles, unlocking, waivers
from portfolio.services.halves import Half, Whole
from portfolio.services.unlocking import Unlocked, Wrong
from portfolio.services.work import Work
from portfolio.web import arrivals, attempts, devices, responses, signin
from portfolio.web.accounts import mailing, showing
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.entering import Lost, SecondStep
from portfolio.web.forms import fail
from portfolio.web.templating import say

VISIT = Permission.VISIT
BOTH = ["GET", "POST"]
AGAIN = N_("La deuxième étape a trop attendu. Recommencez avec votre phrase de passe.")
NOT_THE_CODE = N_(
    "Ce n’est pas le code de secours de votre compte. "
    "Après plusieurs essais, il faut attendre quelques minutes."
)
STOPPED = N_("Vous avez retrouvé votre deuxième étape : la demande de remplacement est annulée.")
REPLACED = N_("L’attente est finie : votre ancienne deuxième étape n’est plus demandée.")
FEWER = N_(
    "Vous venez d’utiliser un code de dépannage ; il ne servira plus. Téléphone perdu ? "
    "Choisissez « Deuxième étape » dans votre compte pour le remplacer."
)


def enter(
    unlocked: Unlocked, target: str = "", new: Stretched | None = None
) -> ResponseReturnValue:
    """Come in, or as far as the second step; *new* is a passphrase chosen with the recovery code.

    Nothing is changed, and no code spent, before the last step.
    """
    whole = Whole(unlocked, new)
    work = _work(whole)
    asked = factors.asked_of(work.session, work.actor.account_id)
    factors.check_there(work, stands=asked)
    if asked and waivers.is_over(work):
        factors.remove_all(work)
        return _arrive(whole, target, REPLACED)
    if not asked:
        return _arrive(whole, target)
    half, carried = halves.part(signin.keyring(), unlocked, new, target, signin.now())
    signin.current().move()
    _keep(half)
    return _page(SecondStep(formdata=None, carried=carried), work)


@bp.route("/second-step", methods=BOTH, permission=VISIT)
def second_step() -> ResponseReturnValue:
    """Show the factor; the session gets its key only then."""
    form, half = SecondStep(), _half()
    whole = _whole(form, half)
    if half is None or whole is None:
        return _again(half)
    work = _work(whole)
    if not form.validate_on_submit() or (kind := showing.shown(form, work)) is None:
        return _page(form, work), responses.UNPROCESSABLE
    said = [STOPPED] if waivers.cancel(work) else []
    said += [FEWER] if kind is FactorKind.SPARE else []
    return _arrive(whole, half.target, *said, factored=True)


@bp.post("/second-step/lost", permission=VISIT)
def lost() -> ResponseReturnValue:
    """Telephone and printed codes are lost: the recovery code begins a wait."""
    form, half = Lost(), _half()
    whole = _whole(form, half)
    if whole is None:
        return _again(half)
    if "code" not in request.form:
        form = Lost(None, carried=form.carried.data)
        return render_template("accounts/second_step_lost.html", form=form)
    waiver = _waived(form, _work(whole))
    if waiver is None:
        return responses.form_page("accounts/second_step_lost.html", form)
    signin.current().pop("half")
    mailing.tell_of("waiver", whole.unlocked.holder)
    return render_template("accounts/second_step_waits.html", waiver=waiver)


def _waived(form: Lost, work: Work) -> Waiver | None:
    try:
        return attempts.waive(work, form.code.data) if form.validate() else None
    except Wrong:
        fail(form.code, say(NOT_THE_CODE))
        return None


def _arrive(whole: Whole, target: str, *said: str, factored: bool = False) -> Response:
    """The last step was right; *said* is what happened on the way."""
    unlocked = replace(whole.unlocked, holder=replace(whole.unlocked.holder, factored=factored))
    new = whole.new
    answer = _recovered(unlocked, new) if new else arrivals.enter(unlocked, target)
    for sentence in said:
        flash(say(sentence), "warn")
    return answer


def _recovered(unlocked: Unlocked, new: Stretched) -> Response:
    """A new phrase, a new code, and nobody else signed in."""
    session, keys, now = db.session(), signin.keyring(), signin.now()
    unlocking.replace_slot(session, keys, unlocked, SlotKind.PASSWORD, new, now)
    secret = arrivals.begin(unlocked.holder, unlocked.user_key)
    work = signin.work()
    sessions.revoke_others(work, secret)
    profiles.change(work, code_noted=False)
    mailing.tell("phrase")
    return arrivals.show_code(unlocking.new_code(work))


def _page(form: SecondStep, work: Work) -> str:
    form.signed.data = ""
    page = {"held": factors.held(work), "options": devices.request_of(work)}
    return render_template("accounts/second_step.html", form=form, **page)


def _half() -> Half | None:
    kept = signin.current().get("half")
    return Half.model_validate_json(kept) if kept else None


def _keep(half: Half) -> None:
    signin.current()["half"] = half.model_dump_json()


def _whole(form: Any, half: Half | None) -> Whole | None:
    """Both halves put together, if they are there and it is not too late."""
    if half is None or not form.is_submitted():
        return None
    carried, now = form.carried.data or "", signin.now()
    try:
        return halves.join(db.session(), signin.keyring(), half, carried, now)
    except Wrong:
        return None


def _work(whole: Whole) -> Work:
    return whole.work(db.session(), signin.keyring(), signin.now())


def _again(half: Half | None) -> Response:
    """Back to the beginning: a page that is alone opens nothing."""
    signin.current().pop("half", None)
    if half:
        flash(say(AGAIN), "warn")
    return responses.see_other("accounts.sign_in", next=half.target or None if half else None)

"""The way in and the way out: opening an account, signing in, coming back with the code."""

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission, Role
from portfolio.domain.words import N_
from portfolio.services import accounts
from portfolio.services.unlocking import Wrong
from portfolio.web import arrivals, attempts, letters, minors, responses, signin
from portfolio.web.accounts import (
    erasing,
    factor,
    keeping,
    known,
    mailing,
    proofs,
    reminding,
    sheets,
    sittings,
    stepping,
)
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.entering import (
    CitizenRegistration,
    Recovery,
    Registration,
    SignIn,
)
from portfolio.web.templating import say

__all__ = [
    "bp",
    "erasing",
    "factor",
    "keeping",
    "known",
    "proofs",
    "reminding",
    "sheets",
    "sittings",
    "stepping",
]

VISIT = Permission.VISIT
BOTH = ["GET", "POST"]
FORMS = {Role.CITIZEN: CitizenRegistration, Role.PROFESSIONAL: Registration}
WRONG = N_(
    "Cet identifiant et cette phrase ne vont pas ensemble. "
    "Vérifiez les deux. Après plusieurs essais, il faut attendre un peu avant de recommencer."
)
WRONG_CODE = N_(
    "Cet identifiant et ce code ne vont pas ensemble. "
    "Vérifiez les deux. Après plusieurs essais, il faut attendre un peu avant de recommencer."
)


@bp.route("/new", methods=BOTH, permission=VISIT)
def register() -> ResponseReturnValue:
    return _registering(Role.CITIZEN)


@bp.route("/new/professional", methods=BOTH, permission=VISIT)
def register_professional() -> ResponseReturnValue:
    return _registering(Role.PROFESSIONAL)


@bp.route("/sign-in", methods=BOTH, permission=VISIT)
def sign_in() -> ResponseReturnValue:
    if signin.keyring().user:
        return arrivals.landing()
    form = SignIn(next=request.args.get("next"))
    if not form.validate_on_submit():
        return responses.form_page("accounts/sign_in.html", form)
    try:
        unlocked = attempts.by_phrase(form.login.data, form.phrase.data)
    except Wrong:
        form.form_errors.append(say(WRONG))
        return responses.form_page("accounts/sign_in.html", form)
    return stepping.enter(unlocked, form.next.data or "")


@bp.post("/sign-out", permission=VISIT)
def sign_out() -> ResponseReturnValue:
    signin.finish()
    flash(say(N_("Vous avez quitté votre compte. Rien ne reste sur cet appareil.")), "ok")
    answer = responses.see_other("home.index")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.route("/recover", methods=BOTH, permission=VISIT)
def recover() -> ResponseReturnValue:
    form = Recovery()
    if not form.validate_on_submit():
        return responses.form_page("accounts/recover.html", form)
    new = attempts.stretched(form.phrase.data)
    try:
        unlocked = attempts.by_code(form.login.data, form.code.data)
    except Wrong:
        form.form_errors.append(say(WRONG_CODE))
        return responses.form_page("accounts/recover.html", form)
    return stepping.enter(unlocked, new=new)


def _registering(role: Role) -> ResponseReturnValue:
    if signin.actor().role is not Role.VISITOR:
        return arrivals.landing()
    form, another = FORMS[role](), "another" in request.form
    if not another and form.validate_on_submit() and _of_age(form):
        return _registered(form, role)
    if another or not accounts.is_suggestion(form.suggestion.data or ""):
        form.suggestion.data = accounts.suggest_phrase()
    page = {"role": role, "letters": letters.is_open()}
    if another:
        return render_template("accounts/register.html", form=form, **page)
    return responses.form_page("accounts/register.html", form, **page)


def _of_age(form: Registration) -> bool:
    """Whether it is for them to open an account: alone from fifteen, before with an adult."""
    young = "younger" in form and bool(form.younger.data or form.adult.data or form.fifteen.data)
    form.minor = minors.told(form) if young else None
    return not young or form.minor is not None


def _registered(form: Registration, role: Role) -> Response:
    code = arrivals.open_account(role, form.name.data, form.phrase.data, form.minor)
    if form.email.data and letters.is_open():
        mailing.send_link(form.email.data)
    return arrivals.show_code(code, arriving=True)

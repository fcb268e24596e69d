"""Looking after one's account: name, address, phrase, code, preferences, open sessions."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.crypto.slots import SlotKind
from portfolio.domain.access import Permission, Role
from portfolio.domain.reminders import TYPES
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.extensions import db
from portfolio.services import (
    addresses,
    devices,
    followers,
    mail_choices,
    minors,
    profiles,
    unlocking,
)
from portfolio.services.unlocking import Unlocked, Wrong
from portfolio.web import arrivals, attempts, letters, responses, signin
from portfolio.web import minors as young
from portfolio.web.accounts import mailing, sheets
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.forms import Address, Age, Name, NewPhrase, Preferences, Proof
from portfolio.web.sessions import limits_of
from portfolio.web.templating import say

ACCOUNT = Permission.OWN_ACCOUNT
BOTH = ["GET", "POST"]
NOT_YOURS = N_(
    "Ce n’est pas votre phrase de passe actuelle. "
    "Après plusieurs essais, il faut attendre un peu avant de recommencer."
)
SENT = N_("Nous avons écrit à cette adresse. Suivez le lien du message pour terminer.")


@bp.get("/", permission=ACCOUNT)
def show() -> str:
    """Everything that can be changed, in one list."""
    work = signin.work()
    profile = profiles.read(work)
    return render_template(
        "accounts/show.html",
        profile=profile,
        under_age=profile.is_under_age(day_of(work.now)),
        account=profiles.preferences(work),
        waiting=sheets.is_waiting(),
        wanted=len(mail_choices.read(work)),
        kinds=len(TYPES[work.actor.role]),
        factored=profile.factored,
    )


@bp.route("/name", methods=BOTH, permission=ACCOUNT)
def name() -> ResponseReturnValue:
    """To be called otherwise."""
    work = signin.work()
    profile = profiles.read(work)
    form = Name(data={"name": profile.name, "masked": profile.masked})
    if not form.validate_on_submit():
        return responses.form_page("accounts/name.html", form)
    profiles.change(work, name=form.name.data, masked=form.masked.data)
    if work.actor.role is Role.CITIZEN:
        followers.renamed(work)
    return _saved(N_("Votre nom affiché est enregistré."))


@bp.route("/age", methods=BOTH, permission=Permission.KEEP_PORTFOLIO)
def age() -> ResponseReturnValue:
    """To be under fifteen, with an adult; to be older takes time."""
    work = signin.work()
    minor = profiles.read(work).minor
    form = Age(fifteen="", adult=minor.adult if minor else "")
    told = young.told(form, minor) if form.validate_on_submit() else None
    if told is None:
        return responses.form_page("accounts/age.html", form, minor=minor)
    minors.declare(work, told)
    mailing.tell("age")
    return _saved(N_("C’est noté : un parent ou un tuteur donne son accord avec vous."))


@bp.route("/preferences", methods=BOTH, permission=ACCOUNT)
def preferences() -> ResponseReturnValue:
    """Language and theme."""
    work = signin.work()
    form = Preferences(data=profiles.preferences(work))
    if not form.validate_on_submit():
        return responses.form_page("accounts/preferences.html", form)
    profiles.prefer(work, form.locale.data, form.theme.data)
    signin.current().pop("locale", None)
    return _saved(N_("Vos préférences sont enregistrées."))


@bp.route("/email", methods=BOTH, permission=ACCOUNT, fresh=Fresh.FACTOR)
def email() -> ResponseReturnValue:
    """A second login: asked for here, proved by the link of a letter."""
    form, profile = Address(), profiles.read(signin.work())
    page = {"profile": profile, "letters": letters.is_open()}
    if not (page["letters"] and form.validate_on_submit()):
        return responses.form_page("accounts/email.html", form, **page)
    if _proved(form.phrase) is None:
        return responses.form_page("accounts/email.html", form, **page)
    mailing.send_link(form.email.data)
    return _saved(SENT)


@bp.get("/email/<token>", permission=ACCOUNT)
def follow(token: str) -> str:
    """Where the link of the letter leads: one button, since following a link changes nothing."""
    address = addresses.read(signin.work(), token)
    return render_template("accounts/follow.html", address=address, token=token)


@bp.post("/email/<token>", permission=ACCOUNT)
def attach(token: str) -> ResponseReturnValue:
    """The address becomes a login; the former one, if any, is told so."""
    former = addresses.attach(signin.work(), token)
    if former:
        mailing.tell("replaced", former)
    return _saved(N_("Votre adresse est ajoutée. Elle sert maintenant à vous connecter."))


@bp.post("/forget-email", permission=ACCOUNT, fresh=Fresh.PROOF)
def detach() -> ResponseReturnValue:
    """The address is forgotten."""
    if former := addresses.detach(signin.work()):
        mailing.tell("replaced", former)
    return _saved(N_("Votre adresse est retirée. Connectez-vous avec votre identifiant."))


@bp.route("/phrase", methods=BOTH, permission=ACCOUNT, fresh=Fresh.FACTOR)
def phrase() -> ResponseReturnValue:
    """A new passphrase; every other session ends."""
    form, profile = NewPhrase(), profiles.read(signin.work())
    form.about = (profile.name, profile.login, profile.email)
    if not form.validate_on_submit():
        return responses.form_page("accounts/phrase.html", form)
    new = attempts.stretched(form.phrase.data)
    unlocked = _proved(form.current)
    if unlocked is None:
        return responses.form_page("accounts/phrase.html", form)
    keys, now = signin.keyring(), signin.now()
    unlocking.replace_slot(db.session(), keys, unlocked, SlotKind.PASSWORD, new, now)
    _close_others()
    mailing.tell("phrase")
    return _saved(N_("Votre phrase de passe est changée. Vos autres appareils sont déconnectés."))


@bp.route("/recovery-code", methods=BOTH, permission=ACCOUNT, fresh=Fresh.FACTOR)
def recovery_code() -> ResponseReturnValue:
    """A new code; the former one opens nothing any more."""
    form = Proof()
    if not form.validate_on_submit() or _proved(form.phrase) is None:
        return responses.form_page("accounts/recovery_code.html", form)
    work = signin.work()
    profiles.change(work, code_noted=False)
    mailing.tell("code")
    return arrivals.show_code(unlocking.new_code(work))


@bp.get("/sessions", permission=ACCOUNT)
def sessions() -> str:
    """Where the account is open."""
    work = signin.work()
    found = devices.read(work, signin.secret(), limits_of(work.actor.role))
    return render_template("accounts/sessions.html", devices=found)


@bp.post("/sessions/<handle>/end", permission=ACCOUNT)
def end_session(handle: str) -> ResponseReturnValue:
    """End one of them."""
    devices.revoke(signin.work(), handle)
    flash(say(N_("Cet appareil est déconnecté.")), "ok")
    return responses.see_other("accounts.sessions")


@bp.post("/sessions/end-others", permission=ACCOUNT)
def end_others() -> ResponseReturnValue:
    """End all of them but this one."""
    _close_others()
    flash(say(N_("Vos autres appareils sont déconnectés.")), "ok")
    return responses.see_other("accounts.sessions")


def _close_others() -> None:
    devices.revoke_others(signin.work(), signin.renew())


def _proved(field: object) -> Unlocked | None:
    """The account, opened once more with what *field* holds; else *field* says why not."""
    login = profiles.read(signin.work()).login
    try:
        return attempts.by_phrase(login, field.data)  # type: ignore[attr-defined]  # untyped WTForms
    except Wrong:
        field.errors = [say(NOT_YOURS)]  # type: ignore[attr-defined]
        return None


def _saved(sentence: str) -> ResponseReturnValue:
    flash(say(sentence), "ok")
    return responses.see_other("accounts.show")

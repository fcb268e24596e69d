"""The second step of one's own sign-in: what stands, a telephone, printed codes, what is lost."""

from uuid import UUID

from flask import Response, flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission, Role
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import devices as sessions
from portfolio.services import factors, spares, telephones
from portfolio.services.passkeys import NOT_TAKEN, Signed, enrol
from portfolio.services.work import Work
from portfolio.web import arrivals, devices, qr, responses, signin
from portfolio.web.accounts import mailing
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.entering import NewPasskey, NewTelephone
from portfolio.web.forms import fail
from portfolio.web.templating import say, site_name

ACCOUNT, ARRIVE = Permission.OWN_ACCOUNT, Permission.ARRIVE
BOTH = ["GET", "POST"]
READY = N_("Votre deuxième étape est prête. Elle sera demandée à chaque connexion.")
LESS = N_("Cette deuxième étape est retirée.")
GONE = N_("La deuxième étape n’est plus demandée à la connexion.")


@bp.get("/factor", permission=ACCOUNT)
def second() -> str:
    """What stands at the second step, and what can be done about it."""
    work = signin.work()
    required = work.actor.role is Role.PROFESSIONAL
    return render_template("accounts/factor.html", held=factors.held(work), required=required)


@bp.route("/factor/telephone", methods=BOTH, permission=ARRIVE, fresh=Fresh.PROOF)
def telephone() -> ResponseReturnValue:
    """An application on a telephone: the drawing to photograph, then the figures that prove it."""
    form, work = NewTelephone(), signin.work()
    seed = signin.current().setdefault("seed", telephones.new_seed())
    if form.validate_on_submit():
        try:
            telephones.enrol(work, seed, form.figures.data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _enrolled()
    address = telephones.address(work, seed, site_name())
    drawn = qr.drawn(address, say(N_("Code à photographier avec l’application")))
    page = {"drawn": drawn, "groups": telephones.spelled(seed), "held": factors.held(work)}
    return responses.form_page("accounts/telephone.html", form, **page)


@bp.get("/factor/codes", permission=ARRIVE)
def spare_codes() -> str:
    """The printed codes, shown until the page is left for good."""
    shown = signin.current().get("spares")
    if not shown:
        raise NotFound
    return render_template("accounts/spare_codes.html", codes=shown, today=signin.now())


@bp.post("/factor/codes", permission=ACCOUNT, fresh=Fresh.PROOF)
def new_spare_codes() -> Response:
    """Ten new codes; the former ones open nothing any more."""
    work = signin.work()
    if not factors.held(work).stands:
        raise NotFound
    signin.current()["spares"] = spares.renew(work)
    mailing.tell("factor")
    return responses.see_other("accounts.spare_codes")


@bp.post("/factor/codes/kept", permission=ARRIVE)
def spare_codes_kept() -> Response:
    """They are on paper: nobody reads them here again."""
    session = signin.current()
    session.pop("spares", None)
    if session.pop("arriving", False):
        return arrivals.landing()
    return responses.see_other("accounts.second")


@bp.route("/factor/passkeys", methods=BOTH, permission=ARRIVE, fresh=Fresh.PROOF)
def passkeys() -> ResponseReturnValue:
    """One more device that signs."""
    form, work = NewPasskey(), signin.work()
    answer = devices.answered(form.signed.data or "") if form.is_submitted() else None
    if form.validate_on_submit() and _takes(form, work, answer):
        return _enrolled()
    options = devices.creation(work)
    return responses.form_page("accounts/passkeys.html", form, options=options)


@bp.post("/factor/<uuid:factor_id>/remove", permission=ACCOUNT, fresh=Fresh.PROOF)
def remove_factor(factor_id: UUID) -> Response:
    """One less; a professional keeps one at least."""
    work = signin.work()
    required = work.actor.role is Role.PROFESSIONAL
    try:
        stands = factors.remove(work, factor_id, required=required)
    except Refused as refusal:
        flash(say(refusal.message), "warn")
        return responses.see_other("accounts.second")
    sessions.revoke_others(work, signin.factored(stands=stands))
    mailing.tell("factor")
    flash(say(LESS if stands else GONE), "ok")
    return responses.see_other("accounts.second")


def _takes(form: NewPasskey, work: Work, answer: Signed | None) -> bool:
    if answer is None:
        fail(form.name, say(NOT_TAKEN))
        return False
    try:
        enrol(work, answer, form.name.data)
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True


def _enrolled() -> Response:
    """From now on it is asked for; the printed codes are shown, and other devices sign in again."""
    session = signin.current()
    session.pop("seed", None)
    if signin.actor().role is Role.ARRIVING:
        session["arriving"] = True
    sessions.revoke_others(signin.work(), signin.factored(stands=True))
    work = signin.work()
    mailing.tell("factor")
    flash(say(READY), "ok")
    if factors.held(work).spares:
        return responses.see_other("accounts.second")
    session["spares"] = spares.renew(work)
    return responses.see_other("accounts.spare_codes")

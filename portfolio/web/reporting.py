"""The page where somebody reports what they received, for either side."""

from base64 import b64decode
from uuid import UUID

from flask import current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.reports import About, Report
from portfolio.domain.words import N_
from portfolio.services import reports
from portfolio.services.reports import Received
from portfolio.services.sides import Side
from portfolio.settings import Settings
from portfolio.web import letters, transaction, unsaved
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

SENT = N_("C’est transmis à l’équipe du service, et à elle seule. Votre nom n’est pas dit.")


def page(side: Side, desk: str) -> ResponseReturnValue:
    """What is reported, why, and whether the words received are joined."""
    what = reports.received(work(), side, _about())
    public = _public()
    form = _form(what, public)
    if form.validate_on_submit() and _sent(side, what, form, public):
        flash(say(SENT), "ok")
        return see_other(f"{desk}.show", grant_id=side.grant_id)
    status = UNPROCESSABLE if form.is_submitted() else 200
    about = {"side": side, "desk": desk, "what": what, "readable": public is not None}
    return render_template("sharing/report.html", form=form, **about), status


def _about() -> UUID | None:
    """Which of the things received: the address says it, or the draft that is taken up."""
    asked = request.args.get("about") or unsaved.sent("about")
    try:
        return UUID(asked) if asked else None
    except ValueError:
        raise NotFound from None


def _form(what: Received, public: bytes | None) -> ModelForm[Report]:
    """Words are asked for only when somebody away from the server can read them."""
    asked = ["reason"]
    if public:
        asked += ["words"] if what.about is About.SHARE else ["joined", "words"]
    return form_for(Report, *asked)()


def _sent(side: Side, what: Received, form: ModelForm[Report], public: bytes | None) -> bool:
    try:
        reports.send(work(), side, what, form.value, public)
    except Refused as refused:
        transaction.release()
        form.refuse(refused)
        return False
    settings: Settings = current_app.extensions["settings"]
    if "@" in settings.contact:
        letters.write("report", settings.contact, locale="fr")
    return True


def _public() -> bytes | None:
    settings: Settings = current_app.extensions["settings"]
    path = settings.reports_key
    return b64decode(path.read_text()) if path else None

"""Asking somebody for access, and what was asked: whether it reached anybody is never told."""

from datetime import date

from flask import current_app, flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import access_requests
from portfolio.services.access_requests import Rules
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.settings import Settings
from portfolio.web import places, responses, signin
from portfolio.web.calendar import day
from portfolio.web.desk.desk import bp
from portfolio.web.desk.forms import Ask
from portfolio.web.templating import say

USE = Permission.USE_DESK
BOTH = ["GET", "POST"]
SENT = N_(
    "C’est noté. Si une personne correspond, elle verra votre demande. "
    "Elle répond si elle le souhaite."
)


@bp.get("/requests", permission=USE)
def requests() -> str:
    """What the actor asked, and what was granted."""
    work = signin.work()
    standing = _reader(work)
    sent, delay = access_requests.sent(work), _rules().delay.days
    page = {"standing": standing, "sent": sent, "now": work.now, "delay": delay}
    return render_template("desk/requests.html", **page)


@bp.route("/requests/new", methods=BOTH, permission=USE)
def ask() -> ResponseReturnValue:
    """One question to one person: the answer on this page is the same for everybody."""
    work, form = signin.work(), Ask()
    standing = _reader(work)
    if not form.validate_on_submit() or not _asked(work, form):
        return responses.form_page("desk/ask.html", form, standing=standing)
    flash(say(SENT), "ok")
    return responses.see_other("desk.requests")


def _asked(work: Work, form: Ask) -> bool:
    try:
        access_requests.ask(work, form.whom.data or "", form.wish, _rules())
    except Refused as refused:
        values = refused.values.items()
        words = {name: day(it) if isinstance(it, date) else it for name, it in values}
        form.refuse(Refused(refused.message, refused.field, **words))
        return False
    return True


def _reader(work: Work) -> Standing:
    """Where the actor stands, if members of their office read what is shared."""
    standing = places.here(work)
    if standing is None or not standing.office.reads:
        raise NotFound
    return standing


def _rules() -> Rules:
    settings: Settings = current_app.extensions["settings"]
    return Rules(settings.request_delay, settings.requests_a_day, settings.requests_a_day_structure)

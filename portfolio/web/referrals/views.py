"""Relays that a structure proposed, those it received, and the rules it proposes them under."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain import referral_rules
from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.services import handovers, readers, referrals
from portfolio.services import rules as use_cases
from portfolio.web import paging, places, responses, signin
from portfolio.web.referrals import proposing, receiving
from portfolio.web.referrals.desk import bp, relays
from portfolio.web.referrals.forms import RulesForm
from portfolio.web.templating import locale, say

__all__ = ["bp", "proposing", "receiving", "relays"]

USE = Permission.USE_DESK
ACCEPTED = N_("C’est noté. Ces règles vous seront montrées de nouveau dans un an.")


@bp.get("", permission=USE)
def index() -> str:
    """Received first, since somebody waits; then proposed."""
    work = signin.work()
    reader = readers.here(work)
    page = {
        "received": handovers.received(work, reader, paging.number_in(request.args, "received")),
        "proposed": referrals.proposed(work, reader, paging.number_in(request.args, "proposed")),
    }
    return render_template("referrals/index.html", standing=reader.standing, **page)


@bp.route("/rules", methods=["GET", "POST"], permission=USE)
def rules() -> ResponseReturnValue:
    """The text, and one button."""
    work, current = signin.work(), referral_rules.current()
    standing = places.here(work)
    if standing is None or not standing.office.reads:
        raise NotFound
    onward = responses.safe_next(request.values.get("next")) or url_for("referrals.index")
    form = RulesForm(version=current.version, next=onward)
    if form.validate_on_submit() and _accepted(form):
        flash(say(ACCEPTED), "ok")
        return redirect(onward, 303)
    said = {"sentences": current.text(locale()), "since": use_cases.accepted_at(work)}
    return responses.form_page("referrals/rules.html", form, version=current.version, **said)


def _accepted(form: RulesForm) -> bool:
    try:
        use_cases.accept(signin.work(), form.version.data or "", locale())
    except Refused as refused:
        form.refuse(refused)
        form.version.data = referral_rules.current().version
        return False
    return True

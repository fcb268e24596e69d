"""Reminders: what waits today, which letters one wants, and the link that stops them."""

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portfolio.domain.access import Permission, may
from portfolio.domain.reminders import TYPES, Reminder
from portfolio.domain.words import N_
from portfolio.extensions import csrf, db
from portfolio.services import mail_choices, recalls
from portfolio.web import letters, responses, signin
from portfolio.web.accounts.desk import bp
from portfolio.web.accounts.forms import Reminders
from portfolio.web.templating import say

VISIT = Permission.VISIT
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
KEPT = N_("Vos choix de rappels sont enregistrés.")


@bp.route("/reminders", methods=["GET", "POST"], permission=Permission.OWN_ACCOUNT)
def reminders() -> ResponseReturnValue:
    """What waits, then which letters may say that something does."""
    work = signin.work()
    form = Reminders(data={"wanted": [kind.value for kind in mail_choices.read(work)]})
    form.offer(TYPES[work.actor.role])
    if form.validate_on_submit():
        mail_choices.choose(work, form.wanted.data or ())
        flash(say(KEPT), "ok")
        return responses.see_other("accounts.show")
    keeps = may(work.actor, Permission.KEEP_PORTFOLIO)
    waiting = {"recalls": recalls.read(work) if keeps else [], "kinds": Reminder}
    about = {"profile": current_user.profile, "letters": letters.is_open()}
    return responses.form_page("accounts/reminders.html", form, **waiting, **about)


@bp.get("/reminders/stop/<token>", permission=VISIT)
def stop_reminders(token: str) -> str:
    """One button: mail programs follow links by themselves, and must change nothing."""
    mail_choices.check(db.session(), token)
    return render_template("accounts/stop_reminders.html", token=token, stopped=False)


@bp.post("/reminders/stop/<token>", permission=VISIT)
@csrf.exempt
def reminders_stopped(token: str) -> str:
    """The button, or that of a mail program, which has neither session nor form (RFC 8058).

    The program sends one field and no other; whatever else is sent must come from our own page.
    """
    if dict(request.form) != ONE_CLICK:
        csrf.protect()
    mail_choices.stop(db.session(), token)
    return render_template("accounts/stop_reminders.html", token=token, stopped=True)

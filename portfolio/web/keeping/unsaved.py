"""Where a page sends what is being typed, and where it is found again or forgotten."""

from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import unsaved as use_cases
from portfolio.services.unsaved import Sheet
from portfolio.web import calendar, drafts, responses, unsaved
from portfolio.web.signin import now, work
from portfolio.web.templating import form_mark, say

bp = Desk("unsaved", __name__, url_prefix="/unsaved")
OWN = Permission.OWN_ACCOUNT


@bp.post("", permission=OWN)
def keep() -> ResponseReturnValue:
    """Keep the words of a page, for the person whose page it is and nobody else."""
    sheet, place = unsaved.sent_sheet(), request.form.get("unsaved-at", "")
    if request.form.get("unsaved-whose") != unsaved.whose():
        return {}, 409
    if sheet is None or not unsaved.is_form(place):
        return {}, 400
    return _written(sheet, place)


def _written(sheet: Sheet, place: str) -> ResponseReturnValue:
    try:
        kept = use_cases.keep(work(), place, sheet, unsaved.answers())
    except Refused:
        return {}, 413
    except Conflict:
        return {"sheet": str(uuid4())}, 410  # for whoever went back to a form that was saved
    return {"sheet": str(kept.id), "rev": kept.rev, "time": calendar.clock(now())}


@bp.get("/ready.json", permission=OWN)
def ready() -> ResponseReturnValue:
    """Who is signed in by now, and what their forms must carry."""
    return {"whose": unsaved.whose(), "csrf": generate_csrf(), "mark": form_mark()}


@bp.get("", permission=OWN)
def index() -> str:
    """Everything that was typed and not saved."""
    return render_template("unsaved/index.html", drafts=drafts.of(work()))


@bp.get("/<uuid:sheet_id>/erase", permission=OWN)
def ask(sheet_id: UUID) -> str:
    """Show the words before they go."""
    draft = drafts.one(work(), sheet_id)
    back = responses.safe_next(request.args.get("next")) or url_for("unsaved.index")
    return render_template("unsaved/erase.html", draft=draft, back=back)


@bp.post("/<uuid:sheet_id>/erase", permission=OWN)
def erase(sheet_id: UUID) -> ResponseReturnValue:
    """Forget a sheet, and go back to the form it was for."""
    kept = use_cases.read(work(), sheet_id)
    use_cases.close(work(), sheet_id)
    flash(say(N_("Le brouillon est effacé.")), "ok")
    back = responses.safe_next(request.form.get("next")) or responses.safe_next(kept.place)
    return redirect(back or url_for("home.index"), 303)

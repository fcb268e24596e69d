"""The page of an interview: what is shared, read together; what is written, proposed."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.doors import Fresh
from portfolio.services import contributions, files, grants, journal, lending, receipts
from portfolio.services.grants import OpenGrant
from portfolio.services.receipts import Receipt
from portfolio.web import leaving, responses, signin, sought, takeaway, transaction
from portfolio.web import receipts as paper
from portfolio.web.interviews import (
    appointments,
    closing,
    comments,
    meetings,
    notes,
    pages,
    preparing,
    proposing,
    situation,
    syntheses,
)
from portfolio.web.interviews.desk import bp
from portfolio.web.interviews.forms import Contribution
from portfolio.web.templating import say

__all__ = [
    "appointments",
    "bp",
    "closing",
    "comments",
    "meetings",
    "notes",
    "preparing",
    "proposing",
    "situation",
    "syntheses",
]

USE = Permission.USE_DESK
PAGE = "interviews/show.html"
PROPOSED = N_("L’action est proposée. La personne l’accepte ou la refuse dans son plan.")
WRITTEN = N_("La synthèse est envoyée. La personne la retrouve dans son plan.")


@bp.get("/<uuid:grant_id>", permission=USE, writes=True)
def show(grant_id: UUID) -> str:
    work = signin.work()
    opened = grants.open_(work, grant_id)
    return render_template(PAGE, **pages.interview(work, opened, sought.words()))


@bp.post("/<uuid:grant_id>/synthesis", permission=USE)
def write(grant_id: UUID) -> ResponseReturnValue:
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    form = pages.synthesis_form(work)
    if form.validate_on_submit() and "together" in request.form:
        return syntheses.begun_with(grant_id, form.value)
    if not (form.validate_on_submit() and _brought(opened, form)):
        return _shown_again(grant_id, form, synthesis=form)
    flash(say(WRITTEN), "ok")
    return responses.see_other("interviews.show", grant_id=grant_id)


@bp.post("/<uuid:grant_id>/actions", permission=USE)
def propose(grant_id: UUID) -> ResponseReturnValue:
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    form = pages.action_form(opened)
    if not (form.validate_on_submit() and _brought(opened, form)):
        return _shown_again(grant_id, form, action=form)
    flash(say(PROPOSED), "ok")
    return responses.see_other("interviews.show", grant_id=grant_id)


@bp.get("/<uuid:grant_id>/plan.<suffix>", permission=USE, writes=True, fresh=Fresh.PROOF)
def export(grant_id: UUID, suffix: str) -> Response:
    work = signin.work()
    opened = grants.reach(work, grant_id, Right.EXPORT)
    by = f"{opened.standing.name}, {opened.standing.structure}"
    whose = takeaway.export(opened.view.person, by, opened.standing.structure)
    file = takeaway.plan_file(suffix, pages.plan(opened.view), whose)
    journal.write(work, opened.portfolio, "plan.exported", grant_id=grant_id, detail=suffix)
    return file


@bp.get(
    "/<uuid:grant_id>/files/<uuid:file_id>/download",
    permission=USE,
    writes=True,
    fresh=Fresh.PROOF,
)
def download(grant_id: UUID, file_id: UUID) -> Response:
    work = signin.work()
    loan = lending.lend(work, grant_id, file_id)
    pieces = files.content(current_app.extensions["blobs"], loan.file)
    return responses.stream(loan.file, leaving.watched(work, loan, pieces))


@bp.get("/<uuid:grant_id>/receipt", permission=USE)
def receipt(grant_id: UUID) -> str:
    opened, found = _receipt(grant_id)
    page = {"words": paper.words(found), "now": signin.now()}
    return render_template("interviews/receipt.html", opened=opened, **page)


@bp.get("/<uuid:grant_id>/receipt.<suffix>", permission=USE, writes=True)
def receipt_file(grant_id: UUID, suffix: str) -> Response:
    opened, found = _receipt(grant_id)
    write = {"pdf": paper.as_pdf, "json": paper.as_json}.get(suffix)
    if write is None:
        raise NotFound
    act = "receipt.printed"
    journal.write(signin.work(), opened.portfolio, act, grant_id=grant_id, detail=suffix)
    return write(found)


def _receipt(grant_id: UUID) -> tuple[OpenGrant, Receipt]:
    """The proof of a grant, as long as it is open: afterwards its address answers nothing."""
    work = signin.work()
    return grants.reach(work, grant_id, Right.READ), receipts.read(work, grant_id)


def _brought(opened: OpenGrant, form: Contribution) -> bool:
    """Bring what was written; what the service refuses is said in the form."""
    try:
        contributions.propose(signin.work(), opened.id, form.signed(opened.standing.name))
    except Refused as why:
        form.refuse(why)
        return False
    return True


def _shown_again(grant_id: UUID, form: Contribution, **forms: Any) -> ResponseReturnValue:
    """The form that came back, with the view around it: a visit like any other.

    A refusal keeps nothing, so the line in the person's journal is kept before it.
    """
    work = signin.work()
    opened = grants.open_(work, grant_id, right=Right.PROPOSE)
    transaction.keep()
    return responses.form_page(PAGE, form, **pages.interview(work, opened, **forms))

"""Working notes about the person, beside the interview and never in her portfolio."""

from uuid import UUID

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.domain.notes import Note
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import grants, note_folders
from portfolio.services import notes as use_cases
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.interviews.desk import bp
from portfolio.web.responses import UNPROCESSABLE, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

USE = Permission.USE_DESK
FORM = form_for(Note)
WRITTEN = N_("C’est noté, pour votre structure. La personne peut demander à lire cette note.")
TO_YOU = N_("C’est noté, pour vous seul. La personne peut demander à lire cette note.")


@bp.route("/<uuid:grant_id>/notes", methods=["GET", "POST"], permission=USE)
def notes(grant_id: UUID) -> ResponseReturnValue:
    """The notes there are, and another one."""
    opened = grants.reach(work(), grant_id, Right.READ)
    form = FORM()
    if form.validate_on_submit() and _written(grant_id, form):
        flash(say(TO_YOU if opened.by_name else WRITTEN), "ok")
        return see_other("interviews.notes", grant_id=grant_id)
    folder = note_folders.of_grant(work(), opened)
    found = use_cases.of_folder(work(), folder) if folder else []
    months = note_folders.months_of(work(), opened.standing.structure_id)
    page = {"opened": opened, "folder": folder, "found": found, "months": months}
    status = UNPROCESSABLE if form.is_submitted() else 200
    return render_template("interviews/notes.html", form=form, **page), status


def _written(grant_id: UUID, form: ModelForm[Note]) -> bool:
    try:
        use_cases.write(work(), grant_id, form.value)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True

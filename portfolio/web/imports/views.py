"""Pages where a file is brought in: choose it, decide on each thing, read what was done, undo."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from portfolio.domain.access import Permission
from portfolio.doors import WHOLE, Desk
from portfolio.services import entries, imports
from portfolio.web.imports import pages
from portfolio.web.imports.forms import Upload, fates
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work

bp = Desk("imports", __name__, url_prefix="/import")
KEEP = Permission.KEEP_PORTFOLIO


@bp.route("", methods=["GET", "POST"], permission=KEEP, carries=WHOLE)
def new() -> ResponseReturnValue:
    form = Upload()
    if form.validate_on_submit() and (batch_id := pages.take_in(form)):
        return see_other("imports.preview", batch_id=batch_id)
    return form_page("imports/new.html", form, past=imports.read_past(work()))


@bp.get("/<uuid:batch_id>", permission=KEEP)
def preview(batch_id: UUID) -> ResponseReturnValue:
    found = imports.read_preview(work(), batch_id)
    if not found.waiting:
        return see_other("imports.report", batch_id=batch_id)
    nothing = request.args.get("start") == "nothing"
    return render_template("imports/preview.html", **pages.of_preview(found, nothing=nothing))


@bp.post("/<uuid:batch_id>", permission=KEEP)
def confirm(batch_id: UUID) -> ResponseReturnValue:
    rest = request.form.get("rest") == "add"
    imports.confirm(work(), batch_id, fates(request.form), rest=rest)
    return see_other("imports.report", batch_id=batch_id)


@bp.post("/<uuid:batch_id>/drop", permission=KEEP)
def drop(batch_id: UUID) -> ResponseReturnValue:
    pages.let_go(imports.drop(work(), batch_id))
    flash(gettext("Import abandonné. Rien n’a été ajouté."), "ok")
    return see_other("imports.new")


@bp.get("/<uuid:batch_id>/report", permission=KEEP)
def report(batch_id: UUID) -> str:
    kept = imports.read_report(work(), batch_id)
    there = {one.id for one in entries.read_all(work())}
    return render_template("imports/report.html", kept=kept, there=there)


@bp.get("/<uuid:batch_id>/undo", permission=KEEP)
def undo(batch_id: UUID) -> str:
    return render_template("imports/undo.html", kept=imports.read_report(work(), batch_id))


@bp.post("/<uuid:batch_id>/undo", permission=KEEP)
def undone(batch_id: UUID) -> ResponseReturnValue:
    imports.undo(work(), batch_id)
    return see_other("imports.report", batch_id=batch_id)

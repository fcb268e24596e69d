"""Pages of documents: the list and its files, add, change, remove, download."""

from uuid import UUID

from flask import Response, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import entries, files
from portfolio.web import presses, rekeying, undoing
from portfolio.web.evidence import bringing, forms, pages, removing
from portfolio.web.paging import number_in
from portfolio.web.responses import form_page, onward, see_other, stream
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

bp = Desk("evidence", __name__, url_prefix="/evidence")
KEEP = Permission.KEEP_PORTFOLIO
BOTH = ("GET", "POST")
RENEWED = N_("Ces fichiers ont de nouvelles clés.")
WAITING = N_("Des fichiers attendent encore leur nouvelle clé. Réessayez dans un moment.")


@bp.get("", permission=KEEP)
def index() -> str:
    page = number_in(request.args)
    opened, stored = entries.read_all(work()), files.read_all(work())
    return render_template("evidence/index.html", **pages.of_index(opened, stored, page))


@bp.route("/add", methods=BOTH, permission=KEEP, carries=forms.AT_ONCE)
@presses.at_its_own_address
def add() -> ResponseReturnValue:
    brought = bringing.look()
    opened, stored = entries.read_all(work()), files.read_all(work())
    if made := presses.gone_back(opened):
        return made
    form = forms.blank(opened, stored, request.args.get("for", type=UUID))
    entry = bringing.said(form, brought, stored)
    if entry is None:
        return form_page("evidence/edit.html", form, **pages.of_form())
    try:
        bringing.keep(entry, brought, stored, opened)
    except Conflict as conflict:
        return pages.conflict(form, conflict, stored), 409
    flash(say(N_("C’est ajouté.")), "ok")
    return onward("evidence.index")


@bp.route("/<uuid:entry_id>/edit", methods=BOTH, permission=KEEP, carries=forms.AT_ONCE)
def edit(entry_id: UUID) -> ResponseReturnValue:
    brought = bringing.look()
    opened, stored = entries.read_all(work()), files.read_all(work())
    one = pages.evidence_of(opened, entry_id)
    form = forms.filled(one.entry, opened, stored)  # type: ignore[arg-type]  # a document's
    entry = bringing.said(form, brought, stored)
    if entry is None:
        return form_page("evidence/edit.html", form, **pages.of_form(one))
    try:
        bringing.change(entry, one, pages.sent_rev(one.rev), brought, stored)
    except Conflict as conflict:
        return pages.conflict(form, conflict, stored), 409
    flash(say(N_("C’est enregistré.")), "ok")
    return onward("entries.show", entry_id=entry_id)


@bp.route("/<uuid:entry_id>/remove", methods=BOTH, permission=KEEP)
def remove(entry_id: UUID) -> ResponseReturnValue:
    opened, stored = entries.read_all(work()), files.read_all(work())
    one = pages.evidence_of(opened, entry_id)
    form, alone = forms.Fate(), pages.alone(one, opened, stored)
    if not form.validate_on_submit():
        return form_page("evidence/remove.html", form, one=one, alone=alone)
    removing.remove(one, alone if form.fate.data == "erase" else [])
    undoing.removed(one)
    return see_other("evidence.index")


@bp.get("/files/<uuid:file_id>/download", permission=KEEP)
def download(file_id: UUID) -> Response:
    file = files.own(work(), file_id)
    return stream(file, files.content(current_app.extensions["blobs"], file))


@bp.post("/files/renew", permission=KEEP)
def renew() -> ResponseReturnValue:
    flash(say(RENEWED if rekeying.renew() else WAITING), "info")
    return see_other("evidence.index")


@bp.post("/files/<uuid:file_id>/hold", permission=KEEP)
def hold(file_id: UUID) -> ResponseReturnValue:
    file = files.own(work(), file_id)
    files.hold(work(), [file_id])
    flash(say_with(N_("« %(name)s » est gardé."), name=file.name), "ok")
    return see_other("evidence.index")


@bp.route("/files/<uuid:file_id>/erase", methods=BOTH, permission=KEEP)
def erase(file_id: UUID) -> ResponseReturnValue:
    file = files.own(work(), file_id)
    if request.method == "GET":
        return render_template("evidence/erase.html", file=file)
    removing.erase(file_id)
    flash(say_with(N_("« %(name)s » est effacé."), name=file.name), "ok")
    return see_other("evidence.index")

"""Pages where a citizen keeps their projects and their plan, and takes it home."""

from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries import KINDS
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import entries
from portfolio.web import presses
from portfolio.web.plans import pages
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

bp = Desk("plans", __name__, url_prefix="/plan")
KEEP = Permission.KEEP_PORTFOLIO
PLANNED = ("plan", "objective", "action")


@bp.get("", permission=KEEP)
def index() -> str:
    return render_template("plans/index.html", **pages.overview(work()))


@bp.get("/print", permission=KEEP)
def print_() -> str:
    return render_template("plans/print.html", **pages.overview(work()))


@bp.route("/add/<kind>", methods=["GET", "POST"], permission=KEEP)
def add(kind: str) -> ResponseReturnValue:
    if kind not in PLANNED:
        raise NotFound
    opened = entries.read_all(work())
    form = pages.blank(KINDS[kind], opened, request.args)
    if not form.validate_on_submit():
        return form_page("plans/add.html", form, kind=KINDS[kind])
    if not presses.said(form.value, opened):
        entries.add(work(), form.value)
    flash(say(N_("C’est ajouté à votre plan.")), "ok")
    return see_other("plans.index")


@bp.post("/<uuid:entry_id>/done", permission=KEEP)
def done(entry_id: UUID) -> ResponseReturnValue:
    title = pages.finish(work(), entry_id)
    flash(
        say_with(N_("« %(title)s » : c’est fait. Le pointillé devient un fil."), title=title), "ok"
    )
    return see_other("plans.index")


@bp.get("/export.<suffix>", permission=KEEP, writes=True)
def export(suffix: str) -> Response:
    return pages.take_home(work(), suffix)

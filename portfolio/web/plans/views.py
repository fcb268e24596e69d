"""Pages where a citizen keeps their projects and their plan, and takes it home."""

from collections.abc import Sequence

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Conflict, NotFound
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.web import both_texts, presses, reminded
from portfolio.web.forms import ModelForm
from portfolio.web.plans import beginning, closing, earlier, pages, removing, standing
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

__all__ = ["beginning", "bp", "closing", "earlier", "removing", "standing"]

PLANNED = ("plan", "objective", "action")


@bp.get("", permission=KEEP)
def index() -> str:
    return render_template("plans/index.html", **pages.overview(work(), request.args))


@bp.get("/print", permission=KEEP)
def print_() -> str:
    return render_template("plans/print.html", **pages.overview(work(), request.args))


@bp.route("/add/<kind>", methods=["GET", "POST"], permission=KEEP)
@presses.at_its_own_address
def add(kind: str) -> ResponseReturnValue:
    if kind not in PLANNED:
        raise NotFound
    opened = entries.read_all(work())
    if made := presses.gone_back(opened):
        return made
    form = pages.blank(KINDS[kind], opened, request.args)
    if not form.validate_on_submit():
        return form_page("plans/add.html", form, **pages.of_form(KINDS[kind], opened))
    return _added(form, opened)


def _added(form: ModelForm[Entry], opened: Sequence[Opened]) -> ResponseReturnValue:
    said = form.value.told(day_of(work().now))
    try:
        presses.keep(work(), said, opened)
    except Conflict as conflict:
        return both_texts.page(form, conflict), 409
    flash(say(N_("C’est ajouté à votre plan.")), "ok")
    reminded.warn(work(), said)
    return see_other("plans.index", plan=pages.plan_of(said, opened))


@bp.get("/export.<suffix>", permission=KEEP, writes=True)
def export(suffix: str) -> Response:
    return pages.take_home(work(), suffix, pages.id_in(request.args, "plan"))

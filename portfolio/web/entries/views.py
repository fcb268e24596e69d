"""Pages where a citizen keeps entries: choose, write, read, mend, take away."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Conflict
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_
from portfolio.doors import Desk, Fresh
from portfolio.services import entries, observations, ordering, talks
from portfolio.services.boxes import Opened
from portfolio.web import both_texts, fragments, presses, reminded, undoing
from portfolio.web.entries import asking, kinds, lists, pages
from portfolio.web.forms import ModelForm
from portfolio.web.paging import number_in
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

bp = Desk("entries", __name__, url_prefix="/portfolio")
KEEP = Permission.KEEP_PORTFOLIO
BOTH = ("GET", "POST")


@bp.get("", permission=KEEP)
def index() -> str:
    here, number = work(), number_in(request.args)
    page = partial(lists.page_of, here, number)
    return fragments.page(here, "entries/index.html", [number], page)


@bp.get("/skills", permission=KEEP)
def skills() -> str:
    return render_template("entries/skills.html", **pages.of_skills(work(), request.args))


@bp.get("/add", permission=KEEP)
def choose() -> str:
    return render_template("entries/choose.html", groups=kinds.offers())


@bp.route("/add/<kind>", methods=BOTH, permission=KEEP)
@presses.at_its_own_address
def add(kind: str) -> ResponseReturnValue:
    model, opened = KINDS[kind], entries.read_all(work())
    if made := presses.gone_back(opened):
        return made
    if there := kinds.already(model, opened):
        return _once(pages.one_of(opened, there), opened)
    form = asking.blank(model, opened, request.args.get("for", type=UUID))
    if not form.validate_on_submit():
        return form_page("entries/edit.html", form, **pages.of_form(form))
    return _added(form, opened)


def _added(form: ModelForm[Entry], opened: Sequence[Opened]) -> ResponseReturnValue:
    try:
        entry_id = presses.keep(work(), form.value, opened)
    except Conflict as conflict:
        return both_texts.page(form, conflict), 409
    flash(say(N_("C’est ajouté.")), "ok")
    reminded.warn(work(), form.value)
    return pages.after(work(), form.value, entry_id)


def _once(one: Opened, opened: Sequence[Opened]) -> ResponseReturnValue:
    """What is said once is there: changed rather than added; what was typed is not dropped."""
    form = asking.filled(one.entry, opened)
    if not form.is_submitted():
        return see_other("entries.edit", entry_id=one.id)
    if form.validate() and form.value == one.entry:
        flash(say(N_("C’est ajouté.")), "ok")
        return see_other(pages.home_of(one.entry))
    return both_texts.page(form, Conflict(one)), 409


@bp.get("/<uuid:entry_id>", permission=KEEP)
def show(entry_id: UUID) -> str:
    page = pages.of_entry(entries.read_all(work()), entry_id)
    page["files"] = pages.files_of(work(), page["entry"])
    page |= pages.classable(work(), page["entry"])
    page["talks"] = talks.about(work(), entry_id)
    return render_template("entries/show.html", **page)


@bp.route("/<uuid:entry_id>/edit", methods=BOTH, permission=KEEP)
def edit(entry_id: UUID) -> ResponseReturnValue:
    one = entries.read(work(), entry_id)
    form = asking.filled(one.entry, pages.named_in(work(), one))
    if not form.validate_on_submit():
        return form_page("entries/edit.html", form, **pages.of_form(form, one))
    try:
        said = form.value.told(day_of(work().now))
        entries.change(work(), entry_id, said, rev=asking.sent_rev(one.rev))
    except Conflict as conflict:
        return both_texts.page(form, conflict), 409
    flash(say(N_("C’est enregistré.")), "ok")
    reminded.warn(work(), form.value)
    return see_other("entries.show", entry_id=entry_id)


@bp.route("/<uuid:entry_id>/remove", methods=["GET"], permission=KEEP)
def remove(entry_id: UUID) -> str:
    return render_template(
        "entries/remove.html", **pages.of_entry(entries.read_all(work()), entry_id)
    )


@bp.post("/<uuid:entry_id>/remove", permission=KEEP)
def removed(entry_id: UUID) -> ResponseReturnValue:
    one = entries.read(work(), entry_id)
    entries.remove(work(), [entry_id])
    undoing.removed(one)
    return see_other(pages.home_of(one.entry))


@bp.post("/<uuid:entry_id>/move", permission=KEEP)
def move(entry_id: UUID) -> ResponseReturnValue:
    ordering.move(work(), entry_id, up=request.form.get("towards") == "up")
    return see_other("entries.show", entry_id=entry_id, _anchor="h-order")


@bp.post("/<uuid:entry_id>/observations/<uuid:observation_id>/remove", permission=KEEP)
def unobserve(entry_id: UUID, observation_id: UUID) -> ResponseReturnValue:
    observations.remove(work(), entry_id, observation_id)
    flash(say(N_("C’est retiré. Vos mots n’ont pas changé.")), "ok")
    return see_other("entries.show", entry_id=entry_id)


@bp.get("/export", permission=KEEP, fresh=Fresh.PROOF)
def export() -> Response:
    return pages.take_home(work())

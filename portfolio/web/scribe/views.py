"""Typing for somebody beside you; and, once they are alone again, their answers."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import scribes
from portfolio.web import presses
from portfolio.web.forms import form_for
from portfolio.web.paging import number_in
from portfolio.web.responses import form_page, see_other
from portfolio.web.scribe import pages
from portfolio.web.signin import work
from portfolio.web.templating import say

bp = Desk("scribe", __name__, url_prefix="/scribe")
WRITE, KEEP = Permission.WRITE_FOR, Permission.KEEP_PORTFOLIO
BOTH = ("GET", "POST")


@bp.get("", permission=WRITE)
def index() -> str:
    drafts = scribes.read(work(), pages.sitting())
    return render_template("scribe/index.html", drafts=drafts, kinds=pages.kinds())


@bp.route("/add/<kind>", methods=BOTH, permission=WRITE)
def add(kind: str) -> ResponseReturnValue:
    sitting, model = pages.sitting(), pages.kind(kind)
    if elsewhere := presses.to_its_own_address() or pages.gone_back(sitting):
        return elsewhere
    form = form_for(model)()
    if not form.validate_on_submit() or not pages.written(sitting, form):
        return form_page("scribe/edit.html", form, kind=model, draft=None)
    flash(say(N_("C’est noté. La personne pourra le relire et dire oui ou non.")), "ok")
    return see_other("scribe.index")


@bp.route("/<uuid:draft_id>/edit", methods=BOTH, permission=WRITE)
def edit(draft_id: UUID) -> ResponseReturnValue:
    sitting = pages.sitting()
    draft = scribes.one(work(), draft_id, sitting)
    form = form_for(type(draft.entry)).of(draft.entry)
    if not form.validate_on_submit():
        return form_page("scribe/edit.html", form, kind=form.model, draft=draft)
    scribes.change(work(), sitting, draft_id, form.value)
    flash(say(N_("C’est enregistré.")), "ok")
    return see_other("scribe.index")


@bp.get("/review", permission=KEEP)
def review() -> str:
    shown = pages.cards(scribes.read(work()), number_in(request.args))
    return render_template("scribe/review.html", shown=shown)


@bp.route("/review/<uuid:draft_id>", methods=BOTH, permission=KEEP)
def amend(draft_id: UUID) -> ResponseReturnValue:
    draft = scribes.one(work(), draft_id)
    form = form_for(type(draft.entry)).of(draft.entry)
    if not form.validate_on_submit():
        return form_page("scribe/edit.html", form, kind=form.model, draft=draft)
    scribes.keep(work(), draft_id, form.value)
    return pages.kept()


@bp.post("/review/<uuid:draft_id>/keep", permission=KEEP)
def keep(draft_id: UUID) -> ResponseReturnValue:
    scribes.keep(work(), draft_id)
    return pages.kept()


@bp.post("/review/<uuid:draft_id>/discard", permission=KEEP)
def discard(draft_id: UUID) -> ResponseReturnValue:
    scribes.discard(work(), draft_id)
    flash(say(N_("C’est effacé. Rien n’en reste.")), "ok")
    return see_other("scribe.review")

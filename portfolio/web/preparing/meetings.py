"""The preparation of a meeting: written, read over, shown, taken back, put away."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict
from portfolio.domain.preparing import Preparation, Preparing
from portfolio.domain.words import N_
from portfolio.services import handing, handouts, preparations
from portfolio.services.handouts import Kept
from portfolio.web import both_texts, transaction, undoing, unsaved
from portfolio.web.preparing import forms
from portfolio.web.preparing.desk import SHARE, bp
from portfolio.web.preparing.forms import PreparationForm
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

SAVED = N_("C’est enregistré, pour vous seulement. Montrez-le à la structure si vous voulez.")
SHOWN = N_("C’est montré. Seule cette structure peut le lire, tant que le partage dure.")
HIDDEN = N_("C’est repris. La structure ne peut plus le lire.")


@bp.route("/meetings/<uuid:handout_id>", methods=["GET", "POST"], permission=SHARE)
def meeting(handout_id: UUID) -> ResponseReturnValue:
    """What to ask, to show, not to speak of."""
    kept = _one(handout_id)
    form = _form(kept)
    if not form.validate_on_submit():
        return form_page("preparing/meeting.html", form, kept=kept)
    try:
        handouts.change(work(), handout_id, form.value, rev=_sent_rev())
    except Conflict as moved:
        return _both(moved, form), 409
    flash(say(SAVED), "ok")
    return see_other("preparing.read", handout_id=handout_id)


@bp.get("/meetings/<uuid:handout_id>/read", permission=SHARE)
def read(handout_id: UUID) -> str:
    """It on a sheet, to print; and what the structure would read of it."""
    kept = _one(handout_id)
    way = handing.way(work(), kept.what)
    told = preparations.as_shown(kept.what, way)
    shown = handing.shown_at(work(), [handout_id]).get(handout_id)
    page = {"kept": kept, "what": kept.what, "told": told, "way": way, "shown": shown}
    return render_template("preparing/read.html", **page)


@bp.post("/meetings/<uuid:handout_id>/show", permission=SHARE)
def show(handout_id: UUID) -> ResponseReturnValue:
    """The structure reads it as it is now."""
    preparations.show(work(), _one(handout_id))
    flash(say(SHOWN), "ok")
    return see_other("preparing.read", handout_id=handout_id)


@bp.post("/meetings/<uuid:handout_id>/hide", permission=SHARE)
def hide(handout_id: UUID) -> ResponseReturnValue:
    """The structure reads it no more."""
    preparations.hide(work(), _one(handout_id).id)
    transaction.erase()
    flash(say(HIDDEN), "ok")
    return see_other("preparing.read", handout_id=handout_id)


@bp.post("/<uuid:handout_id>/away", permission=SHARE)
def put_away(handout_id: UUID) -> ResponseReturnValue:
    """It is over, or not after all."""
    kept = handouts.read(work(), Preparing, handout_id)
    preparations.put_away(work(), kept, away="back" not in request.form)
    transaction.erase()
    return see_other("preparing.index")


@bp.get("/<uuid:handout_id>/remove", permission=SHARE)
def remove(handout_id: UUID) -> str:
    """Asking before it goes to the trash."""
    kept = handouts.read(work(), Preparing, handout_id)
    return render_template("preparing/remove.html", kept=kept)


@bp.post("/<uuid:handout_id>/remove", permission=SHARE)
def removed(handout_id: UUID) -> ResponseReturnValue:
    """In the trash, and out of the structure's sight."""
    kept = handouts.read(work(), Preparing, handout_id)
    preparations.throw(work(), handout_id)
    transaction.erase()
    said = say_with(N_("« %(title)s » est dans la corbeille."), title=kept.what.name)
    undoing.offer(said, url_for("keeping.restore_handout", handout_id=handout_id))
    return see_other("preparing.index")


def _one(handout_id: UUID) -> Kept[Preparation]:
    return handouts.read(work(), Preparation, handout_id)


def _form(kept: Kept[Preparation]) -> PreparationForm:
    """Its form; what may be ticked is what the structure sees today."""
    form = forms.preparation(kept.what)
    way = handing.way(work(), kept.what)
    form.offer("items", way.titles.items() if way else ())
    if request.method == "POST":
        both_texts.settle(form, kept.what)
    return form


def _sent_rev() -> int:
    sent = unsaved.sent("rev")
    return (
        int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < len("1000000000") else -1
    )


def _both(moved: Conflict, form: PreparationForm) -> str:
    """What was typed, still in the form, beside what another window kept."""
    there = moved.current
    assert isinstance(there, Kept)  # noqa: S101  # what services.handouts raises
    page = both_texts.apart(form, both_texts.differences(form, there.what))
    url = url_for("preparing.meeting", handout_id=there.id)
    page |= {"one": there, "rev": there.rev, "nav": "sharing", "title": there.what.name}
    return render_template("entries/conflict.html", action=url, back=url, **page)

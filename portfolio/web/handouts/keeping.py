"""CVs and the booklet: made, chosen, read over, taken home, copied, given up."""

from typing import Any
from uuid import UUID

from flask import Response, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.handouts import Booklet, Cv
from portfolio.domain.words import N_
from portfolio.services import handouts, thrown
from portfolio.services.handouts import Kept
from portfolio.web import own, undoing
from portfolio.web.handouts import booklets, cvs
from portfolio.web.handouts.desk import KEEP, bp
from portfolio.web.handouts.forms import BookletForm, CvForm
from portfolio.web.own import Own
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

NEW = N_("Mon CV")
ANOTHER = N_("Mon CV (%(number)s)")
COPY = N_("%(name)s (copie)")
SAVED = N_("C’est enregistré.")
LINE = 200


@bp.post("/cvs", permission=KEEP)
def add_cv() -> Response:
    """A first CV with the usual parts, to be changed at once."""
    number = len(handouts.read_all(work(), Cv)) + 1
    name = say(NEW) if number == 1 else say_with(ANOTHER, number=number)
    return _kept(Cv(name=name))


@bp.post("/cvs/<uuid:handout_id>/copy", permission=KEEP)
def copy_cv(handout_id: UUID) -> Response:
    """The same choices under another name, to be changed at once."""
    former = handouts.read(work(), Cv, handout_id).what
    return _kept(former.changed(name=say_with(COPY, name=former.name)[:LINE]))


def _kept(cv: Cv) -> Response:
    try:
        return see_other("handouts.cv", handout_id=handouts.add(work(), cv))
    except Refused as why:
        flash(say_with(why.message, **why.values), "warn")
        return see_other("handouts.index")


@bp.route("/cvs/<uuid:handout_id>", methods=["GET", "POST"], permission=KEEP)
def cv(handout_id: UUID) -> ResponseReturnValue:
    """What is on a CV, in what order, how it looks."""
    kept, mine = handouts.read(work(), Cv, handout_id), Own.of(work())
    form = CvForm.of(kept)
    form.settle(kept.what)
    answered = form.read(kept.what, mine) if form.is_submitted() else None
    if answered is None or not _replaced(form, kept, answered, mine):
        choices = form.choices(kept.what, mine)
        return form_page("handouts/cv_edit.html", form, kept=kept, choices=choices)
    moved = form.up.data or form.down.data
    if moved:
        return see_other("handouts.cv", handout_id=handout_id, _anchor=f"part-{moved}")
    flash(say(SAVED), "ok")
    return see_other("handouts.read_cv", handout_id=handout_id)


def _replaced(form: CvForm, kept: Kept[Cv], answered: Cv, mine: Own) -> bool:
    try:
        handouts.change(work(), kept.id, answered, rev=form.read_rev)
    except Conflict:
        form.moved_on(kept, mine)
        return False
    return True


@bp.get("/cvs/<uuid:handout_id>/read", permission=KEEP)
def read_cv(handout_id: UUID) -> str:
    """The CV on a page, as it is printed."""
    kept = handouts.read(work(), Cv, handout_id)
    return render_template(
        "handouts/cv.html", kept=kept, sheet=cvs.sheet_of(Own.of(work()), kept.what)
    )


@bp.get("/cvs/<uuid:handout_id>/cv.pdf", permission=KEEP, writes=True)
def cv_file(handout_id: UUID) -> Response:
    """The CV as a file to send."""
    kept, mine = handouts.read(work(), Cv, handout_id), Own.of(work())
    return own.take(work(), mine, cvs.sheet_of(mine, kept.what), "cv", "CV")


@bp.get("/cvs/<uuid:handout_id>/remove", permission=KEEP)
def remove_cv(handout_id: UUID) -> str:
    """Asking before a CV is given up."""
    kept = handouts.read(work(), Cv, handout_id)
    return render_template("handouts/remove.html", name=kept.what.name, handout_id=kept.id)


@bp.post("/cvs/<uuid:handout_id>/remove", permission=KEEP)
def removed_cv(handout_id: UUID) -> Response:
    """It goes to the trash; the portfolio is untouched."""
    return thrown_away(handouts.read(work(), Cv, handout_id))


@bp.get("/booklet/remove", permission=KEEP)
def remove_booklet() -> ResponseReturnValue:
    """Asking before the booklet is given up; there may be none any more."""
    if not _booklet():
        return see_other("handouts.index")
    return render_template("handouts/remove.html", name=say(booklets.TITLE), handout_id=None)


@bp.post("/booklet/remove", permission=KEEP)
def removed_booklet() -> Response:
    """The same for the booklet."""
    kept = _booklet()
    return thrown_away(kept) if kept else see_other("handouts.index")


def thrown_away(kept: Kept[Any]) -> Response:
    """Put it in the trash, and offer to take that back."""
    thrown.throw(work(), kept.id)
    said = say_with(N_("« %(title)s » est dans la corbeille."), title=say(kept.what.name))
    undoing.offer(said, url_for("keeping.restore_handout", handout_id=kept.id))
    return see_other("handouts.index")


@bp.route("/booklet", methods=["GET", "POST"], permission=KEEP)
def booklet() -> ResponseReturnValue:
    """Which diploma and which experiences; the booklet is then a file to print."""
    kept, mine = _booklet(), Own.of(work())
    former = kept.what if kept else Booklet()
    form = BookletForm.of(former, kept.rev if kept else 0, mine)
    form.settle(former)
    answered = form.read(former) if form.is_submitted() else None
    if answered is None or not _written(form, kept, answered, mine):
        return form_page("handouts/booklet.html", form, kept=kept)
    flash(say(N_("C’est enregistré. Votre livret est prêt à imprimer.")), "ok")
    return see_other("handouts.read_booklet")


def _written(form: BookletForm, kept: Kept[Booklet] | None, answered: Booklet, mine: Own) -> bool:
    try:
        if kept is None:
            handouts.add(work(), answered)
        else:
            handouts.change(work(), kept.id, answered, rev=form.read_rev)
    except Conflict:
        form.moved_on(kept, mine)  # type: ignore[arg-type]  # only a kept one moves on
        return False
    except Refused as why:
        form.refuse(why)
        return False
    return True


@bp.get("/booklet/read", permission=KEEP)
def read_booklet() -> str:
    """The booklet on a page, as it is printed."""
    kept, mine = _booklet(), Own.of(work())
    sheet = booklets.sheet_of(mine, kept.what if kept else Booklet())
    return render_template("handouts/booklet_read.html", sheet=sheet)


@bp.get("/booklet.pdf", permission=KEEP, writes=True)
def booklet_file() -> Response:
    """The booklet as a file to print and go on with by hand."""
    kept, mine = _booklet(), Own.of(work())
    sheet = booklets.sheet_of(mine, kept.what if kept else Booklet())
    return own.take(work(), mine, sheet, "booklet", say(booklets.TITLE))


def _booklet() -> Kept[Booklet] | None:
    return next(iter(handouts.read_all(work(), Booklet)), None)

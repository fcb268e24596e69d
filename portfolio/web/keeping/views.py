"""Pages where a citizen finds again what was changed or removed."""

from uuid import UUID

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.preparing import Preparing
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import thrown, trash
from portfolio.web import calendar, undoing
from portfolio.web.keeping import pages
from portfolio.web.paging import number_in
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import ngettext, say, say_with

bp = Desk("keeping", __name__, url_prefix="/portfolio")
KEEP = Permission.KEEP_PORTFOLIO
MOVED_ON = N_("Ce texte a changé entre-temps, dans un autre onglet ou sur un autre appareil.")


@bp.get("/<uuid:entry_id>/versions", permission=KEEP)
def history(entry_id: UUID) -> str:
    return render_template("keeping/history.html", **pages.of_history(work(), entry_id))


@bp.get("/<uuid:entry_id>/versions/<int:rev>", permission=KEEP)
def version(entry_id: UUID, rev: int) -> str:
    return render_template("keeping/version.html", **pages.of_version(work(), entry_id, rev))


@bp.post("/<uuid:entry_id>/versions/<int:rev>/restore", permission=KEEP)
def bring_back(entry_id: UUID, rev: int) -> ResponseReturnValue:
    seen = request.form.get("rev", type=int) or 0
    try:
        found = pages.bring_back(work(), entry_id, rev, seen)
    except Conflict:
        flash(say(MOVED_ON), "warn")
        return see_other("keeping.version", entry_id=entry_id, rev=rev)
    said = say_with(
        N_("La version du %(moment)s est revenue."), moment=calendar.moment(found.changed_at)
    )
    back = url_for("keeping.bring_back", entry_id=entry_id, rev=seen)
    undoing.offer(said, back, rev=str(seen + 1))
    return see_other("entries.show", entry_id=entry_id)


@bp.get("/trash", permission=KEEP)
def bin_() -> str:
    page = number_in(request.args)
    return render_template("keeping/trash.html", **pages.of_trash(work(), page))


@bp.post("/trash/<uuid:entry_id>/restore", permission=KEEP)
def restore(entry_id: UUID) -> ResponseReturnValue:
    one = trash.one(work(), entry_id)
    ids = trash.together(work(), entry_id) if "together" in request.form else [entry_id]
    trash.restore(work(), ids)
    if len(ids) > 1:
        flash(ngettext("Un élément est revenu.", "%(num)s éléments sont revenus.", len(ids)), "ok")
        return see_other("entries.index")
    said = say_with(N_("« %(title)s » est revenu."), title=one.entry.title)
    undoing.offer(said, url_for("entries.removed", entry_id=entry_id))
    return see_other("entries.show", entry_id=entry_id)


@bp.get("/trash/<uuid:entry_id>/destroy", permission=KEEP)
def destroy(entry_id: UUID) -> str:
    return render_template("keeping/destroy.html", one=trash.one(work(), entry_id))


@bp.post("/trash/<uuid:entry_id>/destroy", permission=KEEP)
def destroyed(entry_id: UUID) -> ResponseReturnValue:
    one = trash.one(work(), entry_id)
    trash.destroy(work(), [entry_id])
    flash(say_with(N_("« %(title)s » est effacé pour toujours."), title=one.entry.title), "ok")
    return see_other("keeping.bin_")


@bp.post("/trash/handouts/<uuid:handout_id>/restore", permission=KEEP)
def restore_handout(handout_id: UUID) -> ResponseReturnValue:
    try:
        back = thrown.restore(work(), handout_id)
    except Refused as why:
        flash(say_with(why.message, **why.values), "warn")
        return see_other("keeping.bin_")
    flash(say_with(N_("« %(title)s » est revenu."), title=say(back.what.name)), "ok")
    prepared = isinstance(back.what, Preparing)
    return see_other("preparing.index" if prepared else "handouts.index")


@bp.get("/trash/handouts/<uuid:handout_id>/destroy", permission=KEEP)
def destroy_handout(handout_id: UUID) -> str:
    return render_template("keeping/destroy_handout.html", one=thrown.one(work(), handout_id))


@bp.post("/trash/handouts/<uuid:handout_id>/destroy", permission=KEEP)
def destroyed_handout(handout_id: UUID) -> ResponseReturnValue:
    gone = thrown.destroy(work(), handout_id)
    said = N_("« %(title)s » est effacé pour toujours.")
    flash(say_with(said, title=say(gone.what.name)), "ok")
    return see_other("keeping.bin_")


@bp.get("/trash/empty", permission=KEEP)
def empty() -> ResponseReturnValue:
    count = trash.count(work()) + len(thrown.read(work()))
    return (
        render_template("keeping/empty.html", count=count) if count else see_other("keeping.bin_")
    )


@bp.post("/trash/empty", permission=KEEP)
def emptied() -> ResponseReturnValue:
    trash.empty(work())
    thrown.empty(work())
    flash(say(N_("La corbeille est vide.")), "ok")
    return see_other("keeping.bin_")

"""What do they know about me: recipient by recipient, and over time; and one button to stop."""

from uuid import UUID

from flask import Response, flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import NotFound
from portfolio.domain.words import N_
from portfolio.services import companions, profiles, sharing
from portfolio.services.companions import Companion
from portfolio.services.journal import Line
from portfolio.web import papers, transaction
from portfolio.web.calendar import moment
from portfolio.web.responses import see_other
from portfolio.web.sharing.desk import bp
from portfolio.web.signin import now, work
from portfolio.web.templating import ngettext, say, say_with

SHARE = Permission.SHARE
FILE = N_("ce-que-je-partage")
NOTHING = N_("Rien n’était partagé : il n’y avait rien à arrêter.")
WHAT = {
    "plan.exported": N_("Plan d’action"),
    "plan.printed": N_("Plan d’action imprimé"),
    "plan.taken": N_("Plan d’action, par un logiciel"),
    "file.read": N_("Un de vos fichiers"),
    "file.cut": N_("Le début d’un de vos fichiers"),
}


def in_words(line: Line) -> str:
    """What was taken away, in what format."""
    what = say(WHAT.get(line.act, N_("Un document")))
    form = line.detail.upper() if line.act == "plan.exported" else ""
    return say_with(N_("%(what)s (%(format)s)"), what=what, format=form) if form else what


bp.add_app_template_filter(in_words, "copied")


@bp.get("/known", endpoint="known", permission=SHARE)
def know() -> str:
    """Everybody who sees a part of the thread, then everybody who ever did."""
    return render_template("sharing/known.html", everybody=companions.read(work()))


@bp.get("/known.pdf", permission=SHARE)
def known_file() -> Response:
    """The same on paper."""
    paper = papers.of_known(companions.read(work()), profiles.read(work()).name)
    return papers.file(paper, say(FILE))


@bp.get("/known/stop", permission=SHARE)
def stop_all() -> str:
    """The question, as a page."""
    structure_id = request.args.get("structure", type=UUID)
    found = _one(structure_id) if structure_id else None
    several = any(each.several_names for each in ([found] if found else companions.read(work())))
    return render_template("sharing/stop_all.html", one=found, several=several)


@bp.post("/known/stop", permission=SHARE)
def all_stopped() -> ResponseReturnValue:
    """Stop all that one structure sees, or all that anybody does, here and now."""
    structure_id = request.form.get("structure", type=UUID)
    if request.form.get("structure") and structure_id is None:
        raise NotFound
    count = sharing.revoke_all(work(), structure_id)
    transaction.erase()
    flash(_said(count), "ok" if count else "info")
    return see_other("sharing.known")


def _one(structure_id: UUID) -> Companion:
    for each in companions.read(work()):
        if each.id == structure_id:
            return each
    raise NotFound


def _said(count: int) -> str:
    if not count:
        return say(NOTHING)
    return ngettext(
        "Un partage est arrêté depuis le %(at)s.",
        "%(num)s partages sont arrêtés depuis le %(at)s.",
        count,
        at=moment(now()),
    )

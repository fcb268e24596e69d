"""Pages where a citizen tells what they do in an experience, and answers the skills it names."""

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries.activity import Activity
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import experiences
from portfolio.services.experiences import Lived
from portfolio.web import both_texts, presses, unsaved
from portfolio.web.entries import pages
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.responses import UNPROCESSABLE, form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

bp = Desk("activities", __name__, url_prefix="/portfolio/<uuid:entry_id>/activities")
KEEP = Permission.KEEP_PORTFOLIO
BOTH = ("GET", "POST")
Form = ModelForm[Activity]


@bp.route("/add", methods=BOTH, permission=KEEP)
def add(entry_id: UUID) -> ResponseReturnValue:
    """Tell one more; the page has its id, so that pressed twice or gone back to, it tells one."""
    lived, own = experiences.read(work(), entry_id), unsaved.own()
    if elsewhere := presses.to_its_own_address():
        return elsewhere
    told = lived.entry.activity(own) if own and request.method != "POST" else None
    if told:
        presses.tell(told.what)
        return see_other("activities.edit", entry_id=entry_id, activity_id=own)
    form = form_for(Activity).of(_begun(lived))
    return _told(lived, form) or _page(lived, form, new=True)


@bp.route("/<uuid:activity_id>", methods=BOTH, permission=KEEP)
def edit(entry_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Tell it anew; one that was removed meanwhile comes back with what was just typed."""
    lived = experiences.read(work(), entry_id)
    stored = lived.entry.activity(activity_id)
    if stored is None and request.method == "GET":
        raise NotFound
    form = form_for(Activity).of(stored or Activity(id=activity_id, what="?"))
    if stored and request.form.get("seen", seen(stored)) != seen(stored) and _differs(form, stored):
        return _both(lived, form, stored)
    return _told(lived, form) or _page(lived, form)


@bp.route("/<uuid:activity_id>/remove", methods=BOTH, permission=KEEP)
def remove(entry_id: UUID, activity_id: UUID) -> ResponseReturnValue:
    """Ask first; the versions of the entry still hold what is removed."""
    lived = experiences.read(work(), entry_id)
    activity = lived.entry.activity(activity_id)
    if activity is None:
        raise NotFound
    if request.method == "GET":
        return render_template("entries/activity_remove.html", lived=lived, activity=activity)
    experiences.forget(work(), lived, activity_id)
    flash(say_with(N_("« %(title)s » est retiré."), title=activity.what), "ok")
    return see_other("entries.show", entry_id=entry_id, _anchor="h-told")


@bp.post("/skills", permission=KEEP)
def take_up(entry_id: UUID) -> ResponseReturnValue:
    """Make a skill of one proposal, in the words that its owner leaves it."""
    lived = experiences.read(work(), entry_id)
    name = request.form.get("name", "")
    form = form_for(Skill, "title").of(Skill.model_construct(title=name))
    if not form.validate_on_submit():
        shown = pages.of_entry(lived.opened, entry_id)
        return render_template("entries/show.html", mended=form, named=name, **shown), UNPROCESSABLE
    if name in lived.proposed:
        experiences.take_up(work(), lived, name, form.value)
        said = N_("« %(title)s » fait partie de vos compétences.")
        flash(say_with(said, title=form.value.title), "ok")
    return see_other("entries.show", entry_id=entry_id, _anchor="h-proposed")


@bp.post("/skills/decline", permission=KEEP)
def decline(entry_id: UUID) -> ResponseReturnValue:
    """Propose one, or all, no more."""
    lived = experiences.read(work(), entry_id)
    name = request.form.get("name")
    experiences.decline(work(), lived, [name] if name else lived.proposed)
    flash(say(N_("C’est noté : cela ne vous sera plus proposé.")), "ok")
    return see_other("entries.show", entry_id=entry_id, _anchor="h-told")


@bp.post("/skills/again", permission=KEEP)
def reconsider(entry_id: UUID) -> ResponseReturnValue:
    """Propose again what was declined."""
    experiences.reconsider(work(), experiences.read(work(), entry_id))
    return see_other("entries.show", entry_id=entry_id, _anchor="h-proposed")


def seen(activity: Activity) -> str:
    """A mark of what the page showed: another one means that it changed meanwhile."""
    return sha256(activity.model_dump_json().encode()).hexdigest()[:16]


def _begun(lived: Lived) -> Activity:
    """A new activity: with the id its page was given, and the line it starts from, if any."""
    given = request.form.get("id", type=UUID) or unsaved.own() or uuid4()
    lines = getattr(lived.entry, "tasks", ())
    place = request.args.get("line", 0, type=int)
    line = lines[place - 1][:200] if 0 < place <= len(lines) else ""
    return Activity.model_construct(id=given, what=line)


def _told(lived: Lived, form: Form) -> ResponseReturnValue | None:
    """Keep what was typed, if it holds together; nothing otherwise."""
    if not form.validate_on_submit():
        return None
    try:
        experiences.tell(work(), lived, form.value)
    except Refused as refused:
        form.refuse(refused)
        return None
    flash(say(N_("C’est enregistré.")), "ok")
    if request.form.get("answer") == "another":
        return see_other("activities.add", entry_id=lived.row.id)
    return see_other("entries.show", entry_id=lived.row.id, _anchor="h-told")


def _page(lived: Lived, form: Form, *, new: bool = False) -> ResponseReturnValue:
    activity: Any = form.former
    mark = request.form.get("seen") or ("" if new else seen(activity))
    shown = {"lived": lived, "activity": activity, "new": new, "seen": mark}
    return form_page("entries/activity.html", form, **shown)


def _differs(form: Form, stored: Activity) -> bool:
    """Whether what was typed holds together, and says something else than what is stored."""
    return form.validate() and form.value != stored


def _both(lived: Lived, form: Form, stored: Activity) -> ResponseReturnValue:
    """Both texts on one page: what was typed over another version, and what is stored."""
    both = both_texts.apart(form, both_texts.differences(form, stored))
    shown = {
        "one": lived.row,
        "title": stored.what,
        "action": url_for("activities.edit", entry_id=lived.row.id, activity_id=stored.id),
        "seen": seen(stored),
    }
    return render_template("entries/conflict.html", **both, **shown), 409

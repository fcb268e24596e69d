"""Ideas to begin from: suggestions, templates, a former plan; nothing is added by itself."""

from typing import Any
from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.entries.objective import Theme
from portfolio.domain.errors import NotFound
from portfolio.domain.plan import Plan
from portfolio.domain.sketch import Outline, Sketch, of_plan
from portfolio.domain.suggestions import ACTIONS, OBJECTIVES
from portfolio.domain.templates import TEMPLATES
from portfolio.domain.words import N_
from portfolio.services import entries, plans
from portfolio.web.plans import pages
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.plans.forms import PickForm
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import ngettext, say

PICK = N_("Cochez au moins une ligne, ou revenez à votre plan.")
BOTH = ("GET", "POST")


@bp.get("/ideas", permission=KEEP)
def ideas() -> str:
    """Suggestions by theme, and templates; a link fills a form, no more."""
    chosen = [theme for theme in Theme if theme == request.args.get("theme", "")]
    by_theme = [(it, OBJECTIVES.get(it, ()), ACTIONS.get(it, ())) for it in chosen or Theme]
    page = {"by_theme": by_theme, "chosen": chosen}
    asked = ((name, pages.id_in(request.args, name)) for name in ("plan", "objective"))
    place = {name: row for name, row in asked if row}
    return render_template("plans/ideas.html", templates=TEMPLATES.values(), place=place, **page)


@bp.route("/ideas/<name>", methods=BOTH, permission=KEEP)
def sketch(name: str) -> ResponseReturnValue:
    """A template, line by line."""
    found = TEMPLATES.get(name)
    if found is None:
        raise NotFound
    return _pick(_said(found))


@bp.route("/earlier/<uuid:plan_id>/again", methods=BOTH, permission=KEEP)
def again(plan_id: UUID) -> ResponseReturnValue:
    """A former plan, line by line, to begin anew from."""
    named = plans.shelf_of(entries.read_all(work())).named(plan_id)
    if named is None or not named.entry.editions:
        raise NotFound
    former = Plan.of((each.id, each.entry) for each in named.entry.editions[-1].kept)
    return _pick(of_plan(str(plan_id), named.entry.title, former), former=plan_id)


def _pick(found: Sketch, *, former: UUID | None = None) -> ResponseReturnValue:
    """Show a sketch with its boxes; add what is ticked, once the person says so.

    A template is ticked to begin with; of the plan called *former*, the person picks.
    """
    form, place = PickForm(), pages.id_in(request.values, "plan")
    picked = set(form.picked.data or ())
    if not form.validate_on_submit() or not _added(found, picked, place):
        if form.is_submitted() and not form.errors:
            form.form_errors.append(say(PICK))
        page: dict[str, Any] = {"sketch": found, "plan_id": place, "picked": picked}
        page["former"] = former
        ticked = former is None and not form.is_submitted()
        return form_page("plans/sketch.html", form, **page, everything=ticked)
    return see_other("plans.index", plan=place)


def _added(found: Sketch, picked: set[str], plan_id: UUID | None) -> bool:
    outlines = list(found.picked(picked))
    if not outlines:
        return False
    count = plans.begin(work(), outlines, plan_id)
    flash(ngettext("%(num)s ligne ajoutée.", "%(num)s lignes ajoutées.", count), "ok")
    return True


def _said(found: Sketch) -> Sketch:
    """A template in the reader's language: that is what will be written."""
    goals = tuple(
        Outline(say(goal.title), tuple(map(say, goal.actions)), goal.theme) for goal in found.goals
    )
    return Sketch(found.name, say(found.title), say(found.about), goals)

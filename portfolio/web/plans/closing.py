"""A plan agreed to, a plan that ends, the plans there were."""

from typing import Any
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue

from portfolio.domain.closing import agreed
from portfolio.domain.errors import Conflict, NotFound, Refused
from portfolio.domain.plan import Plan
from portfolio.domain.sharing import day_of
from portfolio.domain.sifting import Sieve, sift
from portfolio.domain.words import N_
from portfolio.services import entries, plans
from portfolio.web.plans import pages
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.plans.forms import ClosingForm, closing_form
from portfolio.web.responses import form_page, see_other
from portfolio.web.signin import work
from portfolio.web.templating import say, say_with

OUR_PLAN = N_("Mon plan d’action")
AGREED = N_("C’est noté : ce plan est décidé aujourd’hui.")
CLOSED = N_("Le plan est clos. Son bilan reste lisible ici.")
MOVED = N_("Votre plan a changé depuis que cette page est ouverte. Relisez-la, puis validez.")
NOTHING = N_("Ce plan est déjà clos, ou il est vide.")


@bp.post("/<uuid:plan_id>/agree", permission=KEEP)
def agree(plan_id: UUID) -> ResponseReturnValue:
    """Date what the plan says today, as a version to come back to."""
    try:
        plans.agree(work(), plan_id)
    except Refused as why:
        flash(say_with(why.message, **why.values), "warn")
    else:
        flash(say(AGREED), "ok")
    return see_other("plans.index", plan=plan_id)


@bp.route("/close", methods=["GET", "POST"], permission=KEEP)
def close() -> ResponseReturnValue:
    """Ask for the last word on a plan, then close it."""
    try:
        page = _closing(pages.id_in(request.values, "plan"))
    except NotFound:
        flash(say(NOTHING), "warn")
        return see_other("plans.index")
    form = page["form"]
    if not (form.validate_on_submit() and _closed(form, page)):
        return form_page("plans/close.html", **page)
    flash(say(CLOSED), "ok")
    return see_other("plans.past", plan_id=page["closed"])


def _closing(plan_id: UUID | None) -> dict[str, Any]:
    """The page that closes a plan: its actions, and what it looked like to be closed so."""
    opened = entries.read_all(work())
    shelf = plans.shelf_of(opened)
    plan_id = plan_id or shelf.main
    named = shelf.named(plan_id)
    items = agreed(shelf.within(plan_id))
    if (plan_id and (named is None or named.entry.closed_on)) or not items:
        raise NotFound
    plan, today = Plan.of(items), day_of(work().now)
    title = named.entry.title if named else say(OUR_PLAN)
    form = closing_form(plan.steps, title)
    return {
        "form": form,
        "named": named,
        "plan": plan,
        "plan_id": plan_id,
        "sifted": sift(plan, Sieve(), today, form.page),
        "today": today,
        "seen": plans.seen(opened, plan_id),
    }


def _closed(form: ClosingForm, page: dict[str, Any]) -> bool:
    """Close it as it was seen; what changed meanwhile is shown before anything is written."""
    try:
        page["closed"] = plans.close(
            work(),
            page["plan_id"],
            form.told,
            title=form.title.data or "",
            seen_as=request.form.get("seen", ""),
        )
    except Conflict:
        form.form_errors.append(say(MOVED))
        return False
    return True

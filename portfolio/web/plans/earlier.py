"""A plan as it was closed or agreed to, read whole, a page at a time when it is long."""

from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from flask import render_template, request

from portfolio.domain.entries.action_plan import ActionPlan, Edition
from portfolio.domain.errors import NotFound
from portfolio.domain.plan import Goal, Plan, Step
from portfolio.domain.sifting import Part
from portfolio.services import entries, plans
from portfolio.web.paging import number_in, portions
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.signin import work

Row = tuple[Goal, Step | None]
"""A line of the page: an action, or an objective without any."""


@bp.get("/earlier/<uuid:plan_id>", permission=KEEP)
def past(plan_id: UUID) -> str:
    """For as long as its owner keeps it."""
    shelf = plans.shelf_of(entries.read_all(work()))
    named = shelf.named(plan_id)
    if named is None or not named.entry.editions:
        raise NotFound
    number = request.args.get("edition", len(named.entry.editions), type=int)
    page = _edition(named.entry, number)
    return render_template("plans/past.html", named=named, shelf=shelf, **page)


def _edition(plan: ActionPlan, number: int) -> dict[str, Any]:
    """One version of *plan*, the last by default, and what was said of each action."""
    if not 1 <= number <= len(plan.editions):
        raise NotFound
    edition: Edition = plan.editions[number - 1]
    kept = Plan.of((each.id, each.entry) for each in edition.kept)
    shown = portions(_rows(kept), number_in(request.args), _letters)
    return {
        "edition": edition,
        "number": number,
        "parts": [
            Part(goal, tuple(step for _, step in rows if step))
            for goal, rows in groupby(shown.items, key=itemgetter(0))
        ],
        "shown": shown,
        "words": {each.id: each.word for each in edition.kept if each.word},
        "closing": plan.closed_on is not None and number == len(plan.editions),
    }


def _rows(plan: Plan) -> list[Row]:
    return [(goal, step) for goal in plan.goals for step in goal.steps or (None,)]


def _letters(row: Row) -> int:
    """How much there is to read of a line; what an objective says stands over its first one."""
    goal, step = row
    first = step is None or step is goal.steps[0]
    told = [goal.objective.story] if first and goal.objective else []
    told += [step.action.title, step.action.outcome] if step else []
    return sum(map(len, told))

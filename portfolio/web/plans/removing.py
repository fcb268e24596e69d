"""Removing an objective or a plan: what hangs on it is counted first, and goes or stays."""

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.domain.entries.action import Action
from portfolio.domain.entries.objective import Objective
from portfolio.domain.words import N_
from portfolio.services import entries, plans
from portfolio.web import undoing
from portfolio.web.plans.desk import KEEP, bp
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say_with

GONE = N_("« %(title)s » est dans la corbeille.")


@bp.get("/<uuid:entry_id>/remove", permission=KEEP)
def remove(entry_id: UUID) -> str:
    """Ask, with the number of actions that hang on it."""
    return render_template("plans/remove.html", **_page(entry_id))


@bp.post("/<uuid:entry_id>/remove", permission=KEEP)
def removed(entry_id: UUID) -> ResponseReturnValue:
    """Put it in the trash, with or without them."""
    title = entries.read(work(), entry_id).entry.title
    whole = request.form.get("answer") == "whole"
    plans.remove(work(), entry_id, whole=whole)
    back = url_for("keeping.restore", entry_id=entry_id)
    undoing.offer(say_with(GONE, title=title), back, **({"together": "yes"} if whole else {}))
    return see_other("plans.index")


def _page(entry_id: UUID) -> dict[str, Any]:
    opened = entries.read_all(work())
    hung = plans.hanging(opened, entry_id)
    return {
        "one": next(one for one in opened if one.id == entry_id),
        "actions": sum(isinstance(one.entry, Action) for one in hung),
        "goals": sum(isinstance(one.entry, Objective) for one in hung),
    }

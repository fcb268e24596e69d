"""What the plan's pages are made of."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.errors import NotFound
from portfolio.domain.plan import Plan
from portfolio.domain.sharing import day_of
from portfolio.domain.shelf import Named, Shelf
from portfolio.domain.sifting import sift
from portfolio.services import boxes, contributions, entries, given, journal, plans, profiles
from portfolio.services.boxes import Opened
from portfolio.services.paged import Page
from portfolio.services.work import Work
from portfolio.web import links, takeaway
from portfolio.web.forms import ModelForm, form_for
from portfolio.web.paging import cut, number_in
from portfolio.web.plans import sieves

TABS = 12  # plans in a row of tabs
ASKED = ("title", "theme", "objective", "project", "plan")  # what a link may say of something new


def overview(work: Work, asked: Mapping[str, str]) -> dict[str, Any]:
    """The projects, one of the plans under them, and what structures propose to it."""
    opened = entries.read_all(work)
    shelf, today = plans.shelf_of(opened), day_of(work.now)
    plan_id = _asked_plan(shelf, asked)
    named = shelf.named(plan_id)
    plan = Plan.of(shelf.within(plan_id))
    sieve = sieves.of(asked)
    return {
        "projects": _projects(opened, named.entry.project if named else None),
        "shelf": shelf,
        "tabs_shown": _tabs(shelf, plan_id, asked),
        "named": named,
        "plan": plan,
        "sieve": sieve,
        "sifted": sift(plan, sieve, today, number_in(asked)),
        "choices": sieves.choices(plan, today),
        "late": sum(step.state(today) == "late" for step in plan.steps),
        "awaiting": contributions.awaiting(work),
        "grants": given.mine(work).active,
        "writers": takeaway.plan_writers(),
        "name": profiles.read(work).name,
        "today": today,
        "now": work.now,
    }


def _tabs(shelf: Shelf, plan_id: UUID | None, asked: Mapping[str, str]) -> Page[Named]:
    """Some of the open plans: those asked for, else those around the one that is read."""
    around = next((at for at, each in enumerate(shelf.open) if each.id == plan_id), 0)
    number = number_in(asked, "plans") if "plans" in asked else around // TABS + 1
    return cut(shelf.open, number, TABS)


def id_in(asked: Mapping[str, str], name: str) -> UUID | None:
    """The id that an address asks for; :class:`NotFound` for what cannot be one."""
    text = asked.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


def blank(
    kind: type[Entry], opened: Sequence[Opened], asked: Mapping[str, str]
) -> ModelForm[Entry]:
    """The form of something new, with what the link that led here already says."""
    form = form_for(kind)(data={name: asked.get(name, "") for name in ASKED})
    links.offer(form, opened)
    return form


def of_form(kind: type[Entry], opened: Sequence[Opened]) -> dict[str, Any]:
    """What the page of that form needs besides it: how many things a first name would gather."""
    shelf = plans.shelf_of(opened)
    unnamed = len(shelf.within(None)) if kind is ActionPlan and shelf.main is None else 0
    return {"kind": kind, "gathered": unnamed, "own_words": ASKED[2:]}


def plan_of(entry: Entry, opened: Sequence[Opened]) -> UUID | None:
    """The open plan where *entry* is seen once added, when it is not the usual one."""
    shelf = plans.shelf_of(opened)
    place = shelf.place(entry) if not isinstance(entry, ActionPlan) else None
    return place if place != shelf.main else None


def take_home(work: Work, suffix: str, plan_id: UUID | None) -> Response:
    """The agreed plan as a file, or one of the agreed plans, with its line in the journal."""
    name = profiles.read(work).name
    opened = entries.read_all(work)
    kept = {row for row, _ in plans.shelf_of(opened).within(plan_id)} if plan_id else None
    parts = (Objective, Action)
    items = [
        (one.id, one.entry)
        for one in opened
        if kept is None or one.id in kept or not isinstance(one.entry, parts)
    ]
    file = takeaway.plan_file(suffix, items, takeaway.export(name, name))
    journal.write(work, boxes.portfolio_of(work), "plan.exported", detail=suffix)
    return file


def _asked_plan(shelf: Shelf, asked: Mapping[str, str]) -> UUID | None:
    plan_id = id_in(asked, "plan")
    if plan_id and plan_id not in {each.id for each in shelf.open}:
        raise NotFound
    return plan_id or shelf.main


def _projects(opened: Sequence[Opened], first: UUID | None) -> list[Opened]:
    """Projects: the one that the plan is for, then those that go on."""
    found = [one for one in opened if isinstance(one.entry, Project)]
    return sorted(found, key=lambda one: (one.id != first, _rank(one)))


def _rank(one: Opened) -> int:
    return list(ProjectStatus).index(getattr(one.entry, "status", ProjectStatus.ACTIVE))

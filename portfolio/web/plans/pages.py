"""What the plan's pages are made of."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.errors import NotFound
from portfolio.domain.plan import Plan
from portfolio.domain.sharing import day_of
from portfolio.services import boxes, contributions, entries, given, journal, profiles
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.web import takeaway
from portfolio.web.forms import ModelForm, form_for


def overview(work: Work) -> dict[str, Any]:
    """The projects, the plan under them, and what structures propose to it."""
    opened = entries.read_all(work)
    projects = [one for one in opened if isinstance(one.entry, Project)]
    projects.sort(key=lambda one: one.entry.status is not ProjectStatus.ACTIVE)  # type: ignore[attr-defined]
    return {
        "projects": projects,
        "plan": Plan.of((one.id, one.entry) for one in opened),
        "awaiting": contributions.awaiting(work),
        "grants": given.mine(work).active,
        "writers": takeaway.plan_writers(),
        "name": profiles.read(work).name,
        "today": day_of(work.now),
        "now": work.now,
    }


def blank(
    kind: type[Entry], opened: Sequence[Opened], asked: Mapping[str, str]
) -> ModelForm[Entry]:
    """The form of a new objective or action, its objective chosen already if the link said so."""
    form = form_for(kind)(data={"objective": asked.get("objective", "")})
    for name, target in (("objective", Objective), ("project", Project)):
        named = [(str(one.id), one.entry.title) for one in opened if isinstance(one.entry, target)]
        form.offer(name, named)
    return form


def finish(work: Work, entry_id: UUID) -> str:
    """Mark an action as done today; returns what it was."""
    one = entries.read(work, entry_id)
    if not isinstance(one.entry, Action):
        raise NotFound
    today = day_of(work.now)
    finished = one.entry.changed(
        status=ActionStatus.DONE, done_on=PartialDate(today.year, today.month, today.day)
    )
    entries.change(work, entry_id, finished, rev=one.rev)
    return finished.title


def take_home(work: Work, suffix: str) -> Response:
    """The agreed plan as a file, with its line in the journal."""
    name = profiles.read(work).name
    opened = [(one.id, one.entry) for one in entries.read_all(work)]
    file = takeaway.plan_file(suffix, opened, takeaway.export(name, name))
    journal.write(work, boxes.portfolio_of(work), "plan.exported", detail=suffix)
    return file

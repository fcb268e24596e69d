"""The agreed plan as iCalendar tasks (RFC 5545), one VTODO an action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING
from uuid import UUID

from portfolio.domain.dates import PartialDate
from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.plan import (
    PlanAction,
    PlanObjective,
    PlanSheet,
    amendment,
    comments_of,
    reason_of,
    status_of,
    who_acts,
)
from portfolio.formats.words import Words

if TYPE_CHECKING:
    from icalendar import Component

STATUS = {
    "to-do": "NEEDS-ACTION",
    "agreed": "NEEDS-ACTION",
    "paused": "NEEDS-ACTION",
    "in-progress": "IN-PROCESS",
    "done": "COMPLETED",
    "dropped": "CANCELLED",
}
WHO = N_("Qui : %(name)s")
DUE = N_("Pour : %(due)s")
STATE = N_("État : %(status)s")
AUTHOR = N_("Écrit par : %(name)s")
OUTCOME = N_("Résultat : %(text)s")
REASON = N_("Pourquoi : %(text)s")
HELP = N_("Aide attendue : %(text)s")


@writes(
    "plan-ics",
    subject=PlanSheet,
    label=N_("Tâches pour un agenda (ICS)"),
    media_type="text/calendar; charset=utf-8",
    suffix="ics",
)
def write(sheet: PlanSheet, words: Words) -> bytes:
    """*sheet* as a calendar of tasks, each under the task of its objective.

    DUE is the day itself, meant as included. A month, a year or words are no DUE: they stand in
    X-EPF-DUE-TEXT and in the description. X-EPF-STATUS is the exact status.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//fil-rouge//action plan 1//FR")
    calendar.add("version", "2.0")
    calendar.add("x-epf-person", sheet.person)
    calendar.add("x-epf-exported-by", sheet.exported_by)
    calendar.add("x-epf-exported-at", sheet.exported_at.isoformat("T", "seconds"))
    for objective in sheet.objectives:
        for task in _tasks(sheet, objective, words):
            calendar.add_component(task)
    return bytes(calendar.to_ical())


def _tasks(sheet: PlanSheet, objective: PlanObjective, words: Words) -> Iterator[Component]:
    if objective.id is not None:
        goal = _task(sheet, objective.id, objective.title, objective.status)
        _due(goal, objective.due, "")
        _say(goal, [objective.details, _due_line(objective.due, "", words)])
        if objective.theme:
            goal.add("categories", [objective.theme])
        yield goal
    for action in objective.actions:
        task = _task(sheet, action.id, action.what, action.status)
        _due(task, action.due, action.due_text)
        if objective.id is not None:
            task.add("related-to", str(objective.id), parameters={"RELTYPE": "PARENT"})
        _say(task, _lines(sheet, action, words))
        _details(task, action)
        yield task


def _task(sheet: PlanSheet, uid: UUID, summary: str, status: str) -> Component:
    from icalendar import Todo

    task = Todo()
    task.add("uid", str(uid))
    task.add("dtstamp", sheet.exported_at.astimezone(UTC))
    task.add("class", "PRIVATE")
    task.add("summary", summary)
    task.add("status", STATUS[status])
    task.add("x-epf-status", status)
    if status == "done":
        task.add("percent-complete", 100)
    return task


def _due(task: Component, due: PartialDate | None, text: str) -> None:
    if due is not None and due.precision == "day":
        task.add("due", due.earliest)
    elif due is not None or text:
        task.add("x-epf-due-text", str(due or text))


def _details(task: Component, action: PlanAction) -> None:
    known = (
        ("location", action.place),
        ("contact", action.contact),
        ("x-epf-structure", action.structure),
        ("x-epf-author", action.author),
        ("x-epf-who", action.who),
    )
    for name, value in known:
        if value:
            task.add(name, value)
    if action.start is not None:
        task.add("x-epf-start", str(action.start))
    if action.theme:
        task.add("categories", [action.theme])


def _say(task: Component, lines: list[str]) -> None:
    if text := "\n".join(line for line in lines if line):
        task.add("description", text)


def _lines(sheet: PlanSheet, action: PlanAction, words: Words) -> list[str]:
    author = ", ".join(filter(None, (action.author, action.structure)))
    return [
        action.details,
        words(WHO, name=who_acts(action, sheet, words)),
        _due_line(action.due, action.due_text, words),
        words(STATE, status=status_of(action, words)),
        words(AUTHOR, name=author) if author else "",
        amendment(action, sheet, words),
        words(REASON, text=reason) if (reason := reason_of(action)) else "",
        words(HELP, text=action.help_needed) if action.help_needed else "",
        words(OUTCOME, text=action.outcome) if action.outcome else "",
        *comments_of(action, words),
    ]


def _due_line(due: PartialDate | None, text: str, words: Words) -> str:
    said = ", ".join(filter(None, (words.partial(due) if due else "", text)))
    return words(DUE, due=said) if said else ""

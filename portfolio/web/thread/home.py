"""A citizen's first page: whom it greets, what comes next, who looked, what to try."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import to_user_timezone
from flask_login import current_user

from portfolio.domain import plan
from portfolio.domain.entries.action import Action, Who
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.thread import Order
from portfolio.services import boxes, entries, given, journal, waiting
from portfolio.services.boxes import Opened
from portfolio.services.given import Given
from portfolio.services.work import Work
from portfolio.web import calendar
from portfolio.web.thread import proposing, weaving
from portfolio.web.thread.steps import Step

NEAR = timedelta(days=14)
NEWS = 3  # lines of the journal that wait to be seen


@dataclass(frozen=True, slots=True)
class Soon:
    """One of the next things to do; *who* does it when it is somebody else."""

    title: str
    when: str
    iso: str
    near: bool
    late: bool
    who: str
    url: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The last time somebody read a part of the thread."""

    who: str
    at: datetime


def page(work: Work, order: Order, number: int) -> dict[str, Any]:
    """All that the page shows, from two reads: the entries and the grants."""
    opened, mine = entries.read_all(work), given.mine(work)
    today = local_day(work.now)
    steps = plan.Plan.of((one.id, one.entry) for one in opened)
    woven = weaving.weave(opened, mine, goal(opened, steps), order, work.now)
    items, pages = weaving.page_of(woven, number)
    return {
        "name": greeted(opened),
        "woven": woven,
        "items": items,
        "page": min(max(number, 1), pages),
        "pages": pages,
        "order": order,
        "today": today,
        "latest": max((one.created_at for one in opened), default=work.now),
        "plan": steps,
        "kept": len(opened),
        "soon": list(soon(steps, today)),
        "grants": mine.active,
        "open": len(mine.open),
        "news": journal.news(work, boxes.portfolio_of(work), NEWS),
        "visit": visit(mine.active),
        "idea": proposing.idea(opened, current_user.profile, today),
        "question": proposing.question(opened, current_user.profile, today),
        "waiting": waiting.count(work),
    }


def local_day(moment: datetime) -> date:
    """The day it is where people live."""
    local: datetime = to_user_timezone(moment)
    return local.date()


def greeted(opened: Sequence[Opened]) -> str:
    """The name to greet with: the given one if it was told, else the account's."""
    told = (one.entry.given for one in opened if isinstance(one.entry, Identity))
    return next(filter(None, told), "") or str(current_user.profile.name)


def goal(opened: Sequence[Opened], steps: plan.Plan) -> Step | None:
    """The project that pulls the thread: the active one written about last."""
    projects = ((one.changed_at, one.entry) for one in opened if isinstance(one.entry, Project))
    active = [(at, project) for at, project in projects if project.status is ProjectStatus.ACTIVE]
    if not active:
        return None
    return weaving.goal_of(max(active, key=lambda pair: pair[0])[1], steps)


def soon(steps: plan.Plan, today: date) -> Iterator[Soon]:
    """The next actions that have a date."""
    for step in steps.upcoming():
        due = step.action.due
        if due is not None:
            when, near = calendar.coming(due, today), due.latest - today <= NEAR
            late = step.state(today) == "late"
            page = url_for("plans.index")
            yield Soon(step.action.title, when, str(due), near, late, _doer(step.action), page)


def visit(active: Sequence[Given]) -> Visit | None:
    """The last reading under a grant that still runs."""
    read = [(one.read_at, one) for one in active if one.read_at]
    if not read:
        return None
    at, last = max(read, key=lambda pair: pair[0])
    return Visit(", ".join(filter(None, (last.read_by, last.structure))), at)


def _doer(action: Action) -> str:
    return "" if action.who is Who.ME else action.who_name

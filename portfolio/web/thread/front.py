"""What a citizen's first page says of their entries and grants: worked out once, then recalled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from flask import render_template, url_for
from flask_login import current_user
from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json

from portfolio.domain import plan
from portfolio.domain.accounts import Profile
from portfolio.domain.entries.action import Action, Who
from portfolio.domain.entries.identity import Identity
from portfolio.domain.sharing import day_of
from portfolio.domain.thread import Order
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.given import Given, Mine, Shut
from portfolio.services.work import Work
from portfolio.web import calendar, fragments
from portfolio.web.thread import proposing, weaving
from portfolio.web.thread.proposing import Idea

NEAR = timedelta(days=14)
_SHAPE = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Soon(BaseModel):
    """One of the next things to do; *who* does it when it is somebody else."""

    model_config = _SHAPE

    title: str
    when: str
    iso: str
    near: bool
    late: bool
    who: str
    url: str


class Question(BaseModel):
    """One thing said on a day long ago, that may not be true any more."""

    model_config = _SHAPE

    id: UUID
    title: str
    summary: str
    said: date | datetime


class Front(BaseModel):
    """The first page but for what waits: whom it greets, what comes next, the thread drawn.

    *count* is how many steps are behind today, *latest* when something was added last; *planned*
    tells that there is a project or a plan, *done* of *total* how far its actions are; *shared*,
    that a grant runs; *seen* is who reads what, drawn.
    """

    model_config = _SHAPE

    name: str
    begun: bool
    count: int
    latest: datetime | None
    planned: bool
    done: int
    total: int
    soon: tuple[Soon, ...]
    idea: Idea | None
    question: Question | None
    page: int
    thread: str
    shared: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Visit:
    """The last time somebody read a part of the thread."""

    who: str
    at: datetime


def front(work: Work, shut: Shut, order: Order, number: int) -> Front:
    """The *number*-th page of the actor's thread, under what they gave."""
    profile: Profile = current_user.profile
    told = ("front", order, number, shut.mark, to_json(profile))
    made = fragments.recall(work, told, lambda: to_json(_made(work, shut.open(), order, number)))
    return Front.model_validate_json(made)


def greeted(opened: Sequence[Opened]) -> str:
    """The name to greet with: the given one if it was told, else the account's."""
    told = (one.entry.given for one in opened if isinstance(one.entry, Identity))
    return next(filter(None, told), "") or str(current_user.profile.name)


def _made(work: Work, mine: Mine, order: Order, number: int) -> Front:
    """The same from the entries themselves."""
    opened, today, profile = entries.read_all(work), day_of(work.now), current_user.profile
    steps = plan.Plan.of((one.id, one.entry) for one in opened)
    woven = weaving.weave(opened, mine, weaving.goal(opened, steps), order, work.now)
    items, pages = weaving.page_of(woven, number)
    page = min(max(number, 1), pages)
    drawn = {"woven": woven, "items": items, "page": page, "pages": pages}
    return Front(
        name=greeted(opened),
        begun=woven.begun,
        count=woven.count,
        latest=max((one.created_at for one in opened), default=None),
        planned=bool(steps.goals),
        done=steps.done,
        total=steps.total,
        soon=tuple(_soon(steps, today)),
        idea=proposing.idea(opened, profile, today),
        question=_asked(proposing.question(opened, profile, today)),
        page=page,
        thread=render_template("thread/drawn.html", order=order, today=today, **drawn),
        shared=bool(mine.active),
        seen=render_template("thread/seen.html", mine=mine, visit=_visit(mine.active)),
    )


def _visit(active: Sequence[Given]) -> Visit | None:
    """The last reading under a grant that still runs."""
    read = [(one.read_at, one) for one in active if one.read_at]
    if not read:
        return None
    at, last = max(read, key=lambda pair: pair[0])
    return Visit(", ".join(filter(None, (last.read_by, last.structure))), at)


def _soon(steps: plan.Plan, today: date) -> Iterator[Soon]:
    """The next actions that have a date."""
    page = url_for("plans.index")
    for step in steps.upcoming():
        due = step.action.due
        if due is not None:
            yield Soon(
                title=step.action.title,
                when=calendar.coming(due, today),
                iso=str(due),
                near=due.latest - today <= NEAR,
                late=step.state(today) == "late",
                who=_doer(step.action),
                url=page,
            )


def _doer(action: Action) -> str:
    return "" if action.who is Who.ME else action.who_name


def _asked(one: Opened | None) -> Question | None:
    if one is None:
        return None
    entry, said = one.entry, one.entry.checked_on or one.changed_at
    return Question(id=one.id, title=entry.title, summary=entry.summary, said=said)

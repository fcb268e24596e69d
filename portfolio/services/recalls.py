"""What a reminder was about, for whoever follows its link and signs in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portfolio.domain import reminders
from portfolio.domain.entries.action import Action
from portfolio.domain.reminders import ENDING, Reminder
from portfolio.domain.sharing import day_of
from portfolio.services import entries, given, waiting
from portfolio.services.boxes import Opened
from portfolio.services.work import Work

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Recall:
    """One thing that waits: which type, its name, its day, the id of what it is about.

    *what* is said of the type that holds several: a proposal, a synthesis, a sheet...
    """

    kind: Reminder
    title: str
    day: date
    id: UUID | None
    what: str = ""


def read(work: Work) -> list[Recall]:
    """Everything that waits for the actor today, by type, the soonest day first."""
    opened, today = entries.read_all(work), day_of(work.now)
    found = [
        *_due(opened, today),
        *_ending(work),
        *_waiting(work, today),
        *_resting(opened, today),
    ]
    order = list(Reminder)
    return sorted(found, key=lambda one: (order.index(one.kind), one.day, one.title))


def _due(opened: Sequence[Opened], today: date) -> Iterator[Recall]:
    for one in opened:
        day = reminders.day_of(one.entry, today)
        if day and day <= today and isinstance(one.entry, Action) and one.entry.due:
            yield Recall(Reminder.DUE, one.entry.title, one.entry.due.latest, one.id)


def _ending(work: Work) -> Iterator[Recall]:
    for one in given.mine(work).active:
        if one.days_left <= max(ENDING):
            yield Recall(Reminder.ENDING, one.structure, one.last_day, one.id)


def _waiting(work: Work, today: date) -> Iterator[Recall]:
    came, meeting = waiting.since(work, reminders.LATE + ONE_DAY)
    if meeting:
        yield Recall(Reminder.APPOINTMENT, meeting.structure, meeting.plan.day, meeting.id)
    for one in came:
        kind = Reminder.ACCESS if one.what == waiting.NEWS else Reminder.WAITING
        if one.what != waiting.ANSWERED or today - day_of(one.at) <= reminders.LATE:
            yield Recall(kind, one.who, day_of(one.at), one.id, one.what)


def _resting(opened: Sequence[Opened], today: date) -> Iterator[Recall]:
    last = max((day_of(one.changed_at) for one in opened), default=today)
    if (today - last).days >= reminders.FRESH:
        yield Recall(Reminder.FRESH, "", last, None)

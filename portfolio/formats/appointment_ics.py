"""An appointment for a calendar (RFC 5545): one VEVENT, whose title says nothing of whom or why.

Its identity stays from one version to the next and its number grows, so that a calendar puts the
new hour in the place of the former one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from portfolio.domain.appointments import How, Plan, Stage
from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.words import Words

if TYPE_CHECKING:
    from icalendar import Event

STATUS = {Stage.PROPOSED: "TENTATIVE", Stage.CONFIRMED: "CONFIRMED", Stage.CANCELLED: "CANCELLED"}
TITLE = N_("Rendez-vous")
BRING = N_("À apporter : %(text)s")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One appointment as it stands: *uid* is its name for ever, *sequence* counts its versions."""

    uid: str
    sequence: int
    plan: Plan
    stage: Stage
    written_at: datetime


@writes(
    "appointment-ics",
    subject=Invitation,
    label=N_("Mettre dans mon agenda (ICS)"),
    media_type="text/calendar; charset=utf-8",
    suffix="ics",
)
def write(what: Invitation, words: Words) -> bytes:
    """*what* as a calendar of one event, in universal time: no clock change can move it."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//fil-rouge//appointment 1//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")  # a file that somebody takes, not a message to answer
    calendar.add_component(_event(what, words))
    return bytes(calendar.to_ical())


def _event(what: Invitation, words: Words) -> Event:
    from icalendar import Event

    plan, event = what.plan, Event()
    event.add("uid", what.uid)
    event.add("sequence", what.sequence)
    event.add("dtstamp", what.written_at.astimezone(UTC))
    event.add("dtstart", plan.starts)
    event.add("dtend", plan.ends)
    event.add("summary", words(TITLE))
    event.add("status", STATUS[what.stage])
    event.add("class", "PRIVATE")
    event.add("location", plan.place or words(plan.how.label))
    if plan.how is How.VIDEO:
        event.add("url", plan.link)
    if plan.bring:
        event.add("description", words(BRING, text=plan.bring))
    return event

"""The end of a service: announced long before, told three times, and nothing stops until then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portfolio.domain.sharing import day_of

NOTICE = timedelta(days=60)
"""The shortest time between the announcement and the end."""
MONTH, WEEK = timedelta(days=30), timedelta(days=7)


class Step(StrEnum):
    """The three times that people are told."""

    ANNOUNCED = "announced"
    MONTH = "month"
    WEEK = "week"


class Stage(StrEnum):
    """How far the end is."""

    ANNOUNCED = "announced"
    """Everything works."""
    ENDED = "ended"
    """Everything works, but no account and no share begins any more."""
    STOPPED = "stopped"
    """People come in to read and to take everything home."""
    OVER = "over"
    """Nobody comes in."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """The end of this service: its last day, and what the operator has to say of it.

    *open_until* is the last day on which people may take home what is theirs, once it stopped.
    """

    announced_at: datetime
    ends: date
    message: str = ""
    stopped_at: datetime | None = None
    open_until: date | None = None

    def stage(self, now: datetime) -> Stage:
        """Where things stand."""
        today = day_of(now)
        if self.stopped_at:
            over = self.open_until is not None and today > self.open_until
            return Stage.OVER if over else Stage.STOPPED
        return Stage.ENDED if today > self.ends else Stage.ANNOUNCED

    def step(self, now: datetime) -> Step | None:
        """What people are to be told today; nothing once the last day is over."""
        left = self.ends - day_of(now)
        if left < timedelta():
            return None
        if left <= WEEK:
            return Step.WEEK
        return Step.MONTH if left <= MONTH else Step.ANNOUNCED

    def steps_for(self, since: date) -> Iterator[Step]:
        """The times that concern somebody who is here *since* that day."""
        lasts = {
            Step.ANNOUNCED: self.ends - MONTH,
            Step.MONTH: self.ends - WEEK,
            Step.WEEK: self.ends,
        }
        yield from (step for step, last in lasts.items() if since < last)

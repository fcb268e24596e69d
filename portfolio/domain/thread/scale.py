"""Time along the width of the overview: the past takes 80 % of it, the plan 20 %."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from portfolio.domain.thread.layout import effective_day
from portfolio.domain.thread.pieces import Thread

MARGIN = 14  # px left free at both ends
PAST = 0.8
YEAR = 365.25  # days
STEPS = (1, 2, 5, 10, 20, 50, 100)  # years between two ticks
TICK_ROOM = 48  # px a year and its tick need, printed


class Scale(NamedTuple):
    """Days as ordinals; *width* in px."""

    start: int
    today: int
    end: int
    width: int

    @property
    def pin(self) -> float:
        """Return the x of today."""
        return self.width * PAST

    @property
    def last(self) -> float:
        """Return the x of the end of the thread."""
        return float(self.width - MARGIN)

    def x(self, day: int) -> float:
        """Return the place of a day, in px from the left, never out of the thread."""
        if day <= self.today:
            share = max(0.0, (day - self.start) / (self.today - self.start))
            return MARGIN + share * (self.pin - MARGIN)
        share = min(1.0, (day - self.today) / (self.end - self.today))
        return self.pin + share * (self.last - self.pin)

    def years(self) -> Iterator[tuple[int, float]]:
        """Yield the years to write and their x, never too close together nor cut by the edge."""
        past = (self.pin - MARGIN) / (self.today - self.start)
        plan = (self.last - self.pin) / (self.end - self.today)
        free = float(MARGIN)
        first, last = _year(self.start) + 1, _year(self.end)
        for year in range(first, last + 1):
            day = date(year, 1, 1).toordinal()
            step = _step(past if day <= self.today else plan)
            x = self.x(day)
            if year % step == 0 and free <= x <= self.width - TICK_ROOM:
                yield year, x
                free = x + TICK_ROOM


def _year(day: int) -> int:
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).year


def _step(px_a_day: float) -> int:
    """Return how many years must lie between two ticks."""
    return next((step for step in STEPS if step * YEAR * px_a_day >= TICK_ROOM), STEPS[-1])


def scale(thread: Thread, width: int) -> Scale:
    """Return the scale that holds every date of *thread*, at least a year on each side of today."""
    today = thread.today.toordinal()
    days = [effective_day(knot, thread.today) for knot in thread.knots]
    days += [strand.start.toordinal() for strand in thread.strands]
    days += [strand.until(thread.today).toordinal() for strand in thread.strands]
    if thread.goal and thread.goal.at:
        days.append(thread.goal.at.toordinal())
    days += [today - round(YEAR), today + round(YEAR)]
    return Scale(min(days), today, max(days), width)

"""The thread that a view lets one draw, at the scale of time: nothing but what is shared."""

from collections.abc import Iterable, Iterator
from datetime import date

from markupsafe import Markup

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.sections import Section
from portfolio.domain.thread import Goal, Kind, Knot, Thread, overview

WIDTH = 720  # px
GONE = frozenset({ActionStatus.DROPPED})


def frieze(entries: Iterable[Entry], today: date) -> Markup | None:
    """One svg of the dated *entries*; None when there is no date to draw."""
    entries = list(entries)
    knots = list(_knots(entries))
    if not knots:
        return None
    thread = Thread(today=today, knots=knots, goal=_goal(entries))
    return Markup(overview(thread, width=WIDTH))  # noqa: S704  # its words are escaped where it is drawn


def years(entries: Iterable[Entry]) -> tuple[int, int] | None:
    """The first and last year that are drawn."""
    drawn = [at.year for at in map(_placed, entries) if at]
    return (min(drawn), max(drawn)) if drawn else None


def _knots(entries: Iterable[Entry]) -> Iterator[Knot]:
    for entry in entries:
        at = _placed(entry)
        if at is not None:
            yield Knot(Kind(entry.knot), at.middle)


def _placed(entry: Entry) -> PartialDate | None:
    """Where on the line an entry goes; None for what is not dated or not a knot."""
    if isinstance(entry, Action):
        return None if entry.status in GONE else entry.at
    period = entry.period if entry.section is Section.PATH else None
    return period.anchor if period else None


def _goal(entries: Iterable[Entry]) -> Goal | None:
    active = (
        entry
        for entry in entries
        if isinstance(entry, Project) and entry.status is ProjectStatus.ACTIVE
    )
    project = next(active, None)
    if project is None:
        return None
    return Goal(at=project.target.latest if project.target else None)

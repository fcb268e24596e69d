"""From entries, grants and a plan to the thread that is drawn: knots, strands, goal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext

from portfolio.domain import ordering
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.plan import Plan
from portfolio.domain.sharing import day_of
from portfolio.domain.thread import (
    DrawnRow,
    Goal,
    Kind,
    Knot,
    Layout,
    Order,
    Row,
    Strand,
    Thread,
    draw,
    estimate,
    layout,
)
from portfolio.domain.thread.pieces import KNOTS
from portfolio.services.boxes import Opened
from portfolio.services.given import Given, Mine
from portfolio.web import calendar
from portfolio.web.colours import colour_of
from portfolio.web.templating import ngettext
from portfolio.web.thread import steps
from portfolio.web.thread.steps import Around, Step

PAGE = 60
"""Knots on one page: few lives have more, and a telephone shows that many in a second."""
LINES = 2
"""Lines of tags and links under a step, more or less."""


@dataclass(frozen=True, slots=True)
class Woven:
    """A thread before its words: where each row goes, and what has no date yet.

    *count* is how many steps are behind today. A row finds its words, then its drawing, when it
    is shown, so that a long life costs no more than its page.
    """

    plan: Layout
    count: int
    undated: tuple[Opened, ...]
    around: Around

    @property
    def begun(self) -> bool:
        """Whether there is anything to show: a step, an action or a project."""
        own = (row for row in self.plan.rows if row.kind in {*KNOTS, Kind.GOAL, Kind.GOAL_END})
        return bool(self.undated) or any(True for _ in own)


def weave(
    opened: Sequence[Opened], mine: Mine, goal: Step | None, order: Order, now: datetime
) -> Woven:
    """Tie what has a date on the thread, in *order*."""
    today = day_of(now)
    ties = ordering.tied((one.id, one.entry) for one in opened)
    tied = frozenset(name for group in ties for name in group)
    placed = list(_placed(_in_order(opened, order)))
    around = Around(today, steps.linked_skills(opened), _seen_by(opened, mine), tied)
    knots = [Knot(Kind(one.entry.knot), place.middle, one) for one, place in placed]
    there = {one.id for one, _ in placed}
    undated = tuple(one for one in opened if _is_step(one) and one.id not in there)
    end = Goal(goal, height=estimate(goal.title, goal.text, extras=1) + 30) if goal else None
    plan = layout(Thread(today, knots, list(_strands(mine)), end, order))
    count = sum(knot.kind is not Kind.ACTION for knot in knots)
    return Woven(plan, count + len(undated), undated, around)


def _in_order(opened: Sequence[Opened], order: Order) -> Sequence[Opened]:
    """As their owner put those of one date, the other way round when the oldest come first."""
    if order is Order.RECENT:
        return opened
    return sorted(opened, key=lambda one: -one.entry.rank)


def page_of(woven: Woven, number: int) -> tuple[list[DrawnRow], int]:
    """The rows of one page in words, and how many pages there are.

    Rows join wherever they are cut.
    """
    starts = [0]
    knots = 0
    for place, row in enumerate(woven.plan.rows):
        if row.kind in KNOTS:
            knots += 1
            if knots > PAGE * len(starts):
                starts.append(place)
    number = min(max(number, 1), len(starts))
    ends = [*starts[1:], len(woven.plan.rows)]
    shown = range(starts[number - 1], ends[number - 1])
    told = [(at, worded(woven, woven.plan.rows[at])) for at in shown]
    return [DrawnRow(row, draw(woven.plan, at, row)) for at, row in told], len(starts)


def worded(woven: Woven, row: Row) -> Row:
    """A row with the words of what is tied there."""
    if not isinstance(row.data, Opened):
        return row
    step = steps.of(row.data, woven.around)
    return row.saying(step, estimate(step.title, step.text, extras=LINES))


def goal(opened: Sequence[Opened], steps: Plan) -> Step | None:
    """The project that pulls the thread: the active one written about last."""
    projects = ((one.changed_at, one.entry) for one in opened if isinstance(one.entry, Project))
    active = [(at, project) for at, project in projects if project.status is ProjectStatus.ACTIVE]
    if not active:
        return None
    return _goal_of(max(active, key=lambda pair: pair[0])[1], steps)


def _goal_of(project: Project, steps: Plan) -> Step:
    """The needle, and how far its plan is."""
    far = ngettext(
        "Votre projet. %(num)s action faite sur %(total)s.",
        "Votre projet. %(num)s actions faites sur %(total)s.",
        steps.done,
        total=steps.total,
    )
    return Step(
        title=project.title,
        when=calendar.capital(calendar.partial(project.target)),
        text=far if steps.total else str(gettext("Votre projet.")),
        link=(str(gettext("Voir mon projet")), url_for("plans.index")),
    )


def _is_step(one: Opened) -> bool:
    return one.entry.knot != "none" and not isinstance(one.entry, Action)


def _placed(opened: Iterable[Opened]) -> Iterator[tuple[Opened, PartialDate]]:
    """What is tied on the thread, and where."""
    for one in opened:
        place = _place(one) if one.entry.knot != "none" else None
        if place is not None:
            yield one, place


def _place(one: Opened) -> PartialDate | None:
    entry = one.entry
    if isinstance(entry, Action):
        if entry.status is ActionStatus.DROPPED:
            return None
        return entry.at
    period = entry.period
    return period.anchor if period else None


def _seen_by(opened: Sequence[Opened], mine: Mine) -> dict[UUID, str]:
    """Under each entry, the structures that can read it today."""
    seen: dict[UUID, list[str]] = {}
    for given in (one for one in mine.open if one.structure):
        for one in opened:
            names = seen.setdefault(one.id, [])
            if given.terms.cover(one.id, one.entry) and given.structure not in names:
                names.append(given.structure)
    return {entry_id: ", ".join(names) for entry_id, names in seen.items()}


def _strands(mine: Mine) -> Iterator[Strand]:
    """One strand per structure, from its first grant to the end of its last."""
    by_structure: dict[UUID, list[Given]] = {}
    for given in (*mine.active, *mine.ended):
        if given.structure_id:
            by_structure.setdefault(given.structure_id, []).append(given)
    for structure_id, grants in by_structure.items():
        yield _strand(structure_id, grants)


def _strand(structure_id: UUID, grants: Sequence[Given]) -> Strand:
    start = min(day_of(given.starts_at) for given in grants)
    running = [given.last_day for given in grants if given.active]
    planned = max(running, default=None)
    ends = [day_of(given.ended_at) for given in grants if given.ended_at]
    end = None if running else max(ends, default=start)
    name, colour = grants[0].structure, colour_of(structure_id)
    words = {"span": _span(start, end, planned)}
    return Strand(str(structure_id), colour, name, start, end, planned, words)


def _span(start: date, end: date | None, planned: date | None) -> str:
    values = {"start": calendar.day(start), "end": calendar.day(end or planned or start)}
    if end is None:
        return str(gettext("voit une partie de votre fil, du %(start)s au %(end)s", **values))
    return str(gettext("a vu une partie de votre fil, du %(start)s au %(end)s", **values))

"""A plan through a sieve: the actions somebody asks for, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

from portfolio.domain.plan import Goal, Plan, Step

PAGE = 50
"""Actions on one page: a plan rarely has more, and a telephone shows that many in a second."""
OVER = frozenset({"done", "dropped"})
AHEAD = "ahead"  # whatever is not over


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is asked for: a state as marks show it or :data:`AHEAD`, a theme, who acts."""

    state: str = ""
    theme: str = ""
    who: str = ""

    def __bool__(self) -> bool:
        return bool(self.state or self.theme or self.who)

    def lets(self, step: Step, goal: Goal, today: date) -> bool:
        """Whether an action passes; without a theme of its own it has its objective's."""
        theme = step.action.theme or (goal.objective.theme if goal.objective else None)
        asked = ((self.theme, theme or ""), (self.who, step.action.who))
        state = step.state(today)
        stands = state not in OVER if self.state == AHEAD else self.state in {"", state}
        return stands and all(wanted in {"", found} for wanted, found in asked)


@dataclass(frozen=True, slots=True)
class Part:
    """An objective, and those of its actions that are shown; its progress is the whole one's."""

    goal: Goal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Sifted:
    """One page of what passed: *found* actions on *pages* pages, this is number *page*."""

    parts: tuple[Part, ...]
    found: int
    page: int
    pages: int


def sift(plan: Plan, sieve: Sieve, today: date, number: int = 1) -> Sifted:
    """The page *number* of what *sieve* lets through; objectives left empty by it are not shown."""
    passed = list(_passed(plan, sieve, today))
    found = sum(len(part.steps) for part in passed)
    pages = max(1, ceil(sum(map(_room, passed)) / PAGE))
    page = min(max(number, 1), pages)
    return Sifted(tuple(_page(passed, page)), found, page, pages)


def _room(part: Part) -> int:
    """The lines that it takes: an objective without actions is one."""
    return len(part.steps) or 1


def _passed(plan: Plan, sieve: Sieve, today: date) -> Iterator[Part]:
    for goal in plan.goals:
        steps = tuple(step for step in goal.steps if sieve.lets(step, goal, today))
        if steps or not sieve:
            yield Part(goal, steps)


def _page(parts: list[Part], page: int) -> Iterator[Part]:
    """The parts of a page, cut where the page is."""
    first, last, place = (page - 1) * PAGE, page * PAGE, 0
    for part in parts:
        inside = part.steps[max(0, first - place) : max(0, last - place)]
        if inside or (not part.steps and first <= place < last):
            yield Part(part.goal, inside)
        place += _room(part)

"""The plan as a reader sees it: objectives with their actions, what is done, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.objective import Objective
from portfolio.domain.shelf import current

OVER = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})
UNCOUNTED = frozenset({ActionStatus.PROPOSED, ActionStatus.DROPPED})
RESTING = frozenset({"idea", "paused"})  # no date is missed meanwhile
FAR = date.max


@dataclass(frozen=True, slots=True)
class Step:
    """An action with its stable id."""

    id: UUID
    action: Action

    def state(self, today: date) -> str:
        """Where it stands, as marks show it: idea, todo, doing, paused, done, dropped or late."""
        shown = {
            ActionStatus.PROPOSED: "idea",
            ActionStatus.IN_PROGRESS: "doing",
            ActionStatus.PAUSED: "paused",
            ActionStatus.DONE: "done",
            ActionStatus.DROPPED: "dropped",
        }.get(self.action.status)
        due = self.action.due
        late = due is not None and due.latest < today and self.action.status not in OVER
        return "late" if late and shown not in RESTING else shown or "todo"

    @property
    def day(self) -> date:
        """The last day it can be due; far away when it has none."""
        return self.action.due.latest if self.action.due else FAR


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective and its actions by due date; the last one gathers actions without any."""

    id: UUID | None
    objective: Objective | None
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many of its actions are done."""
        return sum(step.action.status is ActionStatus.DONE for step in self.steps)

    @property
    def total(self) -> int:
        """How many count: neither those given up nor those the person has not agreed to."""
        return sum(step.action.status not in UNCOUNTED for step in self.steps)


@dataclass(frozen=True, slots=True)
class Plan:
    """Every objective, in the order given, and every action under one of them."""

    goals: tuple[Goal, ...]

    @classmethod
    def of(cls, items: Iterable[tuple[UUID, Entry]]) -> Self:
        """Draw what is in progress from entries with their ids; others are left aside."""
        found = current(items)
        steps = [Step(row, entry) for row, entry in found if isinstance(entry, Action)]
        steps.sort(key=lambda step: step.day)
        objectives = [(row, entry) for row, entry in found if isinstance(entry, Objective)]
        known = {row for row, _ in objectives}
        goals = [
            Goal(row, each, tuple(s for s in steps if s.action.objective == row))
            for row, each in objectives
        ]
        if loose := tuple(s for s in steps if s.action.objective not in known):
            goals.append(Goal(None, None, loose))
        return cls(tuple(goals))

    @property
    def steps(self) -> Sequence[Step]:
        """Every action, as it is read."""
        return [step for goal in self.goals for step in goal.steps]

    @property
    def done(self) -> int:
        """How many actions are done."""
        return sum(goal.done for goal in self.goals)

    @property
    def total(self) -> int:
        """How many actions count."""
        return sum(goal.total for goal in self.goals)

    @property
    def agreed(self) -> Sequence[Step]:
        """The actions the person agreed to, whatever became of them; never a proposal."""
        return [step for step in self.steps if step.action.status is not ActionStatus.PROPOSED]

    def upcoming(self, most: int = 3) -> list[Step]:
        """The next agreed actions to do that have a date, soonest first."""
        ahead = [step for step in self.agreed if step.action.due and step.action.status not in OVER]
        return sorted(ahead, key=lambda step: step.day)[:most]

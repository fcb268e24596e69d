"""Several plans side by side: which one each objective and each action belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.action_plan import ActionPlan, PlanStatus
from portfolio.domain.entries.objective import Objective

Item = tuple[UUID, Entry]


@dataclass(frozen=True, slots=True)
class Named:
    """A plan's own entry, with its id."""

    id: UUID
    entry: ActionPlan


@dataclass(frozen=True)
class Shelf:
    """The plans of a portfolio, and its objectives and actions, in the order they were given.

    An action goes where it says, else where its objective goes, unless that plan was closed
    meanwhile. Whatever names no plan that exists belongs to :attr:`main`: the first plan in
    progress, or one that has no name yet.
    """

    plans: tuple[Named, ...]
    items: tuple[Item, ...]

    @classmethod
    def of(cls, items: Iterable[Item]) -> Self:
        """Put *items* in order; what is neither a plan nor a part of one is left aside."""
        found = list(items)
        plans = (Named(row, entry) for row, entry in found if isinstance(entry, ActionPlan))
        parts = (each for each in found if isinstance(each[1], (Objective, Action)))
        return cls(tuple(plans), tuple(parts))

    @property
    def open(self) -> list[Named]:
        """The plans in progress and the drafts."""
        return [each for each in self.plans if each.entry.status is not PlanStatus.CLOSED]

    @property
    def closed(self) -> list[Named]:
        """Earlier plans, the last one closed first."""
        ended = [each for each in self.plans if each.entry.closed_on]
        return sorted(ended, key=lambda each: str(each.entry.closed_on), reverse=True)

    @cached_property
    def main(self) -> UUID | None:
        """Where what names no plan goes; None is the plan without a name."""
        current = (each.id for each in self.plans if each.entry.status is PlanStatus.CURRENT)
        return next(current, None)

    def named(self, plan_id: UUID | None) -> Named | None:
        """The plan of that id, if there is one."""
        return next((each for each in self.plans if each.id == plan_id), None)

    def place(self, entry: Entry) -> UUID | None:
        """The plan that an objective or an action belongs to."""
        wanted = getattr(entry, "plan", None)
        if wanted not in self._known and isinstance(entry, Action):
            wanted = self._homes.get(entry.objective) if entry.objective else None
        return wanted if wanted in self._known else self.main

    def within(self, plan_id: UUID | None) -> Sequence[Item]:
        """The objectives and actions of one plan."""
        return [each for each in self.items if self.place(each[1]) == plan_id]

    @property
    def agreed(self) -> Sequence[Item]:
        """What is in a plan in progress: neither a draft nor closed."""
        apart = {each.id for each in self.plans if each.entry.status is not PlanStatus.CURRENT}
        return [each for each in self.items if self.place(each[1]) not in apart]

    @cached_property
    def over(self) -> frozenset[UUID]:
        """Closed plans and what was in them: nothing more is added there."""
        ended = frozenset(each.id for each in self.closed)
        return ended | {row for row, entry in self.items if self.place(entry) in ended}

    @cached_property
    def _known(self) -> frozenset[UUID | None]:
        return frozenset(each.id for each in self.plans)

    @cached_property
    def _homes(self) -> dict[UUID, UUID | None]:
        goals = ((row, entry) for row, entry in self.items if isinstance(entry, Objective))
        open_ = {each.id for each in self.open}
        return {row: entry.plan for row, entry in goals if entry.plan in open_}


def current(items: Iterable[Item]) -> list[Item]:
    """*items* without the objectives and actions of drafts and of closed plans."""
    found = list(items)
    shelf = Shelf.of(found)
    if not shelf.plans:
        return found
    kept = {row for row, _ in shelf.agreed}
    parts = {row for row, _ in shelf.items}
    return [each for each in found if each[0] not in parts or each[0] in kept]

"""Closing a plan: what was done, what was not, what goes on, in the person's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.action_plan import ActionPlan, Edition, Kept
from portfolio.domain.entries.objective import Objective, ObjectiveStatus
from portfolio.domain.shelf import Item

OVER = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})
ENDED = frozenset({ObjectiveStatus.DONE, ObjectiveStatus.DROPPED})


@dataclass(frozen=True, slots=True)
class Closing:
    """What the person says when they close a plan.

    *words* are about one action each; *carried* are the actions that go on in the next plan.
    *reason* is written on those that do not, where the person gave no word.
    """

    reason: str
    text: str = ""
    words: Mapping[UUID, str] = field(default_factory=dict)
    carried: frozenset[UUID] = frozenset()


def agreed(items: Sequence[Item]) -> list[Item]:
    """*items* without the actions that are only proposed."""
    return [
        (row, entry)
        for row, entry in items
        if not (isinstance(entry, Action) and entry.status is ActionStatus.PROPOSED)
    ]


def edition(items: Sequence[Item], on: date, words: Mapping[UUID, str] | None = None) -> Edition:
    """*items* word for word, as they are on a day."""
    said = words or {}
    kept = tuple(Kept.of(row, entry, said.get(row, "")) for row, entry in agreed(items))
    return Edition(on=on, kept=kept)


def closed(plan: ActionPlan, items: Sequence[Item], closing: Closing, on: date) -> ActionPlan:
    """*plan* with its review, its figures, and everything that was in it."""
    stands = [entry.status for _, entry in agreed(items) if isinstance(entry, Action)]
    last = edition(items, on, closing.words)
    return plan.changed(
        draft=False,
        closed_on=on,
        closing=closing.text,
        done=stands.count(ActionStatus.DONE),
        dropped=stands.count(ActionStatus.DROPPED),
        undone=sum(status not in OVER for status in stands),
        editions=(*plan.editions, last),
    )


def settled(plan_id: UUID, items: Sequence[Item], closing: Closing) -> Iterator[Item]:
    """What changes among *items*: what goes on leaves the plan, the rest stays in it for good."""
    actions = [(row, entry) for row, entry in items if isinstance(entry, Action)]
    going = {entry.objective for row, entry in actions if row in closing.carried}
    for row, entry in items:
        if isinstance(entry, Action) and row not in closing.carried:
            yield row, _left(entry, closing.words.get(row) or closing.reason, plan_id)
        elif isinstance(entry, Objective) and row not in going:
            own = [action.status for _, action in actions if action.objective == row]
            yield row, _ended(entry, own, closing.reason, plan_id)
        elif getattr(entry, "plan", None) is not None:
            yield row, entry.changed(plan=None)


def _left(action: Action, reason: str, plan_id: UUID) -> Entry:
    if action.status in OVER:
        return action.changed(plan=plan_id)
    return action.changed(plan=plan_id, status=ActionStatus.DROPPED, dropped_reason=reason)


def _ended(goal: Objective, own: Sequence[ActionStatus], reason: str, plan_id: UUID) -> Objective:
    if goal.status in ENDED:
        return goal.changed(plan=plan_id)
    if own and all(status is ActionStatus.DONE for status in own):
        return goal.changed(plan=plan_id, status=ObjectiveStatus.DONE)
    return goal.changed(plan=plan_id, status=ObjectiveStatus.DROPPED, dropped_reason=reason)

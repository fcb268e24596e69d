"""The plan inside a record: objectives, what is still to be done, what is behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.action_plan import ActionPlan
from portfolio.domain.entries.objective import Objective

ENDED = frozenset({ActionStatus.DONE, ActionStatus.DROPPED})
ASIDE = frozenset({ActionStatus.PROPOSED, ActionStatus.DROPPED})
STATES = {
    ActionStatus.PROPOSED: "idea",
    ActionStatus.AGREED: "todo",
    ActionStatus.IN_PROGRESS: "doing",
    ActionStatus.DONE: "done",
    ActionStatus.DROPPED: "dropped",
}


@dataclass(frozen=True)
class Plan:
    """The plan of *person* among *entries*, as it stands on *today*."""

    person: str
    entries: Sequence[Entry]
    today: date

    @cached_property
    def named(self) -> list[ActionPlan]:
        """The plans that have a name, those that go on first."""
        plans = (entry for entry in self.entries if isinstance(entry, ActionPlan))
        return sorted(plans, key=lambda plan: str(plan.closed_on or ""))

    @cached_property
    def objectives(self) -> list[Objective]:
        """The steps of the plan."""
        return [entry for entry in self.entries if isinstance(entry, Objective)]

    @cached_property
    def actions(self) -> list[Action]:
        """Every action, the soonest first; the undated last."""
        actions = [entry for entry in self.entries if isinstance(entry, Action)]
        return sorted(actions, key=lambda one: one.due.latest if one.due else date.max)

    @property
    def ahead(self) -> list[Action]:
        """What is still to be done, or to be agreed to."""
        return [action for action in self.actions if action.status not in ENDED]

    @property
    def behind(self) -> list[Action]:
        """What is done, or was left aside."""
        return [action for action in self.actions if action.status in ENDED]

    @property
    def done(self) -> int:
        """How many actions are done."""
        return sum(action.status is ActionStatus.DONE for action in self.actions)

    @property
    def agreed(self) -> int:
        """How many actions were agreed to: neither only proposed nor left aside."""
        return sum(action.status not in ASIDE for action in self.actions)

    @property
    def next(self) -> Action | None:
        """The next dated thing to do, from today on."""
        dated = (one for one in self.coming if one.due and one.due.latest >= self.today)
        return next(dated, None)

    @property
    def coming(self) -> list[Action]:
        """What was agreed to and is still to be done, the soonest first."""
        return [action for action in self.ahead if action.status not in ASIDE]

    def state(self, action: Action) -> str:
        """How ``status()`` shows where an action stands; empty when it has no such mark."""
        late = action.due is not None and action.due.latest < self.today
        if late and action.status is ActionStatus.AGREED:
            return "late"
        return STATES.get(action.status, "")

    def doer(self, action: Action) -> str:
        """Who acts, by the best name that is known."""
        if action.who is Who.ME:
            return action.who_name or self.person
        source = action.provenance
        if action.who is Who.COUNSELLOR:
            unknown = gettext("Une conseillère ou un conseiller")
            return action.who_name or source.person or unknown
        return action.who_name or source.structure or gettext("Une structure")

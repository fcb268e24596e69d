"""A plan in outline, to begin from: a template of ours, or a former plan."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from portfolio.domain.entries.objective import Theme
from portfolio.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Outline:
    """An objective and its actions, by their titles alone."""

    title: str
    actions: tuple[str, ...] = ()
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What may be begun: a name, what it is for, objectives in order."""

    name: str
    title: str
    about: str
    goals: tuple[Outline, ...]

    def picked(self, marks: Collection[str]) -> Iterator[Outline]:
        """The part that *marks* name: ``0`` an objective, ``0-2`` one of its actions.

        An action brings its objective along.
        """
        for place, goal in enumerate(self.goals):
            actions = tuple(
                title for rank, title in enumerate(goal.actions) if f"{place}-{rank}" in marks
            )
            if actions or str(place) in marks:
                yield Outline(goal.title, actions, goal.theme)


def of_plan(name: str, title: str, plan: Plan) -> Sketch:
    """The outline of a plan that was; what had no objective comes under the plan's own name."""
    goals = (
        Outline(
            goal.objective.title if goal.objective else title,
            tuple(step.action.title for step in goal.steps),
            goal.objective.theme if goal.objective else None,
        )
        for goal in plan.goals
    )
    return Sketch(name, title, "", tuple(goals))

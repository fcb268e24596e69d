"""Closing a plan: what is counted, what is kept word for word, what goes on."""

from datetime import date
from uuid import UUID

from portfolio.domain.closing import Closing, closed, settled
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.objective import Objective, ObjectiveStatus, Theme
from portfolio.domain.plan import Plan
from portfolio.domain.sketch import of_plan
from portfolio.domain.suggestions import ACTIONS, OBJECTIVES
from portfolio.domain.templates import TEMPLATES
from tests.factories import a_plan, an_action, an_objective

TODAY = date(2027, 3, 12)
PLAN, DONE, OPEN, FORMER = (UUID(int=number) for number in range(1, 5))
FINISHED, WAITING, GOING, DROPPED, IDEA = (UUID(int=number) for number in range(11, 16))
ITEMS: list[tuple[UUID, Entry]] = [
    (DONE, an_objective(title="Fini")),
    (OPEN, an_objective(title="Ouvert", plan=FORMER)),
    (FINISHED, an_action(title="faite", objective=DONE, status="done", outcome="Bien.")),
    (WAITING, an_action(title="en attente", objective=OPEN)),
    (GOING, an_action(title="continue", objective=OPEN, plan=FORMER)),
    (DROPPED, an_action(title="laissée", status="dropped", dropped_reason="Trop loin")),
    (IDEA, an_action(title="proposée", status="proposed")),
]
TOLD = Closing("Plan clos.", "J’ai avancé.", {WAITING: "Pas le temps"}, frozenset({GOING}))


def test_E_07_the_review_counts_and_keeps_the_person_s_words() -> None:  # noqa: N802  # a case's name
    """Acceptance E-07: done, not done, dropped, with the citizen's word, dated and kept."""
    plan = closed(a_plan(draft=True), ITEMS, TOLD, TODAY)

    assert (plan.done, plan.undone, plan.dropped) == (1, 2, 1)
    assert (plan.closing, plan.closed_on, plan.draft) == ("J’ai avancé.", TODAY, False)
    [last] = plan.editions
    kept = {each.id: each for each in last.kept}
    assert set(kept) == {row for row, _ in ITEMS if row != IDEA}
    assert kept[WAITING].word == "Pas le temps"
    assert kept[FINISHED].entry == dict(ITEMS)[FINISHED]


def test_what_goes_on_leaves_with_its_objective_and_the_rest_stays_for_good() -> None:
    after = dict(settled(PLAN, ITEMS, TOLD))

    assert after[GOING].plan is None and after[OPEN].plan is None  # type: ignore[attr-defined]  # parts of a plan
    left = after[WAITING]
    assert isinstance(left, Action)
    assert (left.status, left.dropped_reason, left.plan) == (
        ActionStatus.DROPPED,
        "Pas le temps",
        PLAN,
    )
    done = after[DONE]
    assert isinstance(done, Objective)
    assert (done.status, done.plan) == (ObjectiveStatus.DONE, PLAN)
    assert after[IDEA].dropped_reason == "Plan clos."  # type: ignore[attr-defined]  # an action


def test_an_objective_that_was_not_reached_is_left_with_its_plan() -> None:
    after = dict(settled(PLAN, ITEMS, Closing("Plan clos.")))

    goal = after[OPEN]
    assert isinstance(goal, Objective)
    assert (goal.status, goal.dropped_reason) == (ObjectiveStatus.DROPPED, "Plan clos.")


def test_a_sketch_gives_what_is_picked_and_an_action_brings_its_objective() -> None:
    sketch = TEMPLATES["vae"]

    picked = list(sketch.picked({"0-1", "2", "9-9", "nonsense"}))

    assert [(goal.title, len(goal.actions)) for goal in picked] == [
        (sketch.goals[0].title, 1),
        (sketch.goals[2].title, 0),
    ]
    assert not list(sketch.picked(()))


def test_a_former_plan_is_a_sketch_like_another() -> None:
    sketch = of_plan(
        "former", "Le mien", Plan.of([(OPEN, an_objective(title="Ouvert")), *ITEMS[3:6]])
    )

    assert [(goal.title, goal.actions) for goal in sketch.goals] == [
        ("Ouvert", ("en attente", "continue")),
        ("Le mien", ("laissée",)),
    ]


def test_ideas_cover_every_theme_and_templates_are_several() -> None:
    assert set(OBJECTIVES) == set(ACTIONS) == set(Theme)
    ideas = [idea for found in (*OBJECTIVES.values(), *ACTIONS.values()) for idea in found]
    assert 40 <= len(ideas) == len(set(ideas)) <= 70
    assert len(TEMPLATES) >= 5
    assert all(goal.actions for sketch in TEMPLATES.values() for goal in sketch.goals)

"""What a plan counts, and in which order."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import ActionStatus
from portfolio.domain.plan import Plan
from tests.factories import a_job, an_action, an_objective

TODAY = date(2026, 11, 20)
ONE, OTHER = UUID(int=1), UUID(int=2)
PLAN: list[tuple[UUID, Entry]] = [
    (ONE, an_objective(title="Un")),
    (UUID(int=10), an_action(title="sans date", objective=ONE, due=None)),
    (UUID(int=11), an_action(title="en 2027", objective=ONE, due="2027")),
    (UUID(int=12), an_action(title="en mars", objective=ONE, due="2027-03")),
    (UUID(int=13), an_action(title="faite", objective=ONE, due="2026-09", status="done")),
    (OTHER, an_objective(title="Autre")),
    (UUID(int=14), an_action(title="proposée", objective=OTHER, due="2026-12", status="proposed")),
    (
        UUID(int=15),
        an_action(title="abandonnée", objective=OTHER, status="dropped", dropped_reason="non"),
    ),
    (UUID(int=16), an_action(title="en retard", objective=UUID(int=99), due="2026-10")),
    (UUID(int=17), an_action(title="seule", due="2026-12-01", status="in-progress")),
    (UUID(int=18), a_job()),
]


def titles(steps: Any) -> list[str]:
    """What each step is called."""
    return [step.action.title for step in steps]


def test_actions_stand_under_their_objective_the_soonest_first() -> None:
    plan = Plan.of(PLAN)

    assert [goal.id for goal in plan.goals] == [ONE, OTHER, None]
    assert titles(plan.goals[0].steps) == ["faite", "en mars", "en 2027", "sans date"]
    assert titles(plan.goals[2].steps) == ["en retard", "seule"]
    assert len(plan.steps) == 8


def test_what_is_only_proposed_is_neither_agreed_nor_counted() -> None:
    plan = Plan.of(PLAN)

    assert "proposée" not in titles(plan.agreed)
    assert "abandonnée" in titles(plan.agreed)
    assert (plan.done, plan.total) == (1, 6)
    assert (plan.goals[1].done, plan.goals[1].total) == (0, 0)


def test_the_next_three_are_agreed_dated_and_still_to_do() -> None:
    assert titles(Plan.of(PLAN).upcoming()) == ["en retard", "seule", "en mars"]
    assert titles(Plan.of(PLAN).upcoming(1)) == ["en retard"]


@pytest.mark.parametrize(
    ("status", "due", "state"),
    [
        ("proposed", "2026-10", "idea"),
        ("agreed", "2027", "todo"),
        ("agreed", None, "todo"),
        ("agreed", "2026", "todo"),
        ("agreed", "2026-11-20", "todo"),
        ("agreed", "2026-11-19", "late"),
        ("paused", "2027", "paused"),
        ("paused", "2026-10", "paused"),
        ("in-progress", "2027", "doing"),
        ("in-progress", "2026-10", "late"),
        ("done", "2026-10", "done"),
    ],
)
def test_a_step_says_where_it_stands(status: str, due: str | None, state: str) -> None:
    (step,) = Plan.of([(ONE, an_action(status=status, due=due))]).steps

    assert step.state(TODAY) == state


def test_every_status_can_be_shown() -> None:
    for status in ActionStatus:
        (step,) = Plan.of([(ONE, an_action(status=status, dropped_reason="non"))]).steps
        assert step.state(TODAY) in {"idea", "todo", "doing", "paused", "done", "dropped"}


def test_no_plan_is_an_empty_plan() -> None:
    plan = Plan.of([])

    assert plan.goals == () and plan.upcoming() == [] and plan.total == 0


@pytest.mark.parametrize(
    ("status", "at"), [("agreed", "2027-03"), ("done", "2026-12"), ("paused", "2027-03")]
)
def test_a_day_told_for_what_is_not_done_moves_nothing_yet(status: str, at: str) -> None:
    action = an_action(status=status, due="2027-03", done_on="2026-12")

    assert str(action.at) == at

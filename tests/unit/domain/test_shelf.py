"""Several plans side by side, and what belongs to each."""

from collections.abc import Iterable
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.plan import Plan
from portfolio.domain.shelf import Shelf, current
from tests.factories import a_job, a_plan, an_action, an_objective

FORMER, NOW, DRAFT, GONE = (UUID(int=number) for number in range(1, 5))
IN_FORMER, LOOSE, IN_DRAFT = (UUID(int=number) for number in range(11, 14))
ITEMS: list[tuple[UUID, Entry]] = [
    (FORMER, a_plan(title="Ancien", closed_on="2026-01-31")),
    (NOW, a_plan(title="Celui-ci")),
    (DRAFT, a_plan(title="Plus tard", draft=True)),
    (IN_FORMER, an_objective(title="Fini", plan=FORMER)),
    (LOOSE, an_objective(title="Sans plan")),
    (IN_DRAFT, an_objective(title="Rêvé", plan=DRAFT)),
    (UUID(int=21), an_action(title="finie", objective=IN_FORMER, plan=FORMER, status="done")),
    (UUID(int=22), an_action(title="courante", objective=LOOSE)),
    (UUID(int=23), an_action(title="seule")),
    (UUID(int=24), an_action(title="d’un plan disparu", plan=GONE)),
    (UUID(int=25), an_action(title="rêvée", objective=IN_DRAFT)),
    (UUID(int=26), an_action(title="laissée derrière", objective=LOOSE, plan=FORMER)),
    (UUID(int=31), a_job()),
]


def titles(items: Iterable[tuple[UUID, Entry]]) -> list[str]:
    """What each is called."""
    return [entry.title for _, entry in items]


def test_what_names_no_plan_that_exists_is_in_the_one_in_progress() -> None:
    shelf = Shelf.of(ITEMS)

    assert shelf.main == NOW
    assert titles(shelf.within(NOW)) == ["Sans plan", "courante", "seule", "d’un plan disparu"]
    assert titles(shelf.within(DRAFT)) == ["Rêvé", "rêvée"]
    assert titles(shelf.within(FORMER)) == ["Fini", "finie", "laissée derrière"]


def test_open_plans_and_earlier_ones_are_told_apart() -> None:
    shelf = Shelf.of([*ITEMS, (UUID(int=5), a_plan(title="Avant", closed_on="2025-06-01"))])

    assert [each.entry.title for each in shelf.open] == ["Celui-ci", "Plus tard"]
    assert [each.entry.title for each in shelf.closed] == ["Ancien", "Avant"]


def test_a_closed_plan_and_what_was_in_it_are_over() -> None:
    over = Shelf.of(ITEMS).over

    assert over == {FORMER, IN_FORMER, UUID(int=21), UUID(int=26)}
    assert not Shelf.of(ITEMS[3:]).over


def test_what_was_accepted_once_its_plan_was_closed_is_in_the_one_in_progress() -> None:
    late = UUID(int=40), an_action(title="acceptée ensuite", objective=IN_FORMER)

    assert "acceptée ensuite" in titles(Shelf.of([*ITEMS, late]).within(NOW))


def test_what_is_drafted_or_closed_is_not_current() -> None:
    kept = titles(current(ITEMS))

    assert "courante" in kept and "Agente de service" in kept
    assert not {"Fini", "finie", "Rêvé", "rêvée", "laissée derrière"} & set(kept)
    assert [goal.objective and goal.objective.title for goal in Plan.of(ITEMS).goals] == [
        "Sans plan",
        None,
    ]


def test_without_any_plan_everything_is_current() -> None:
    alone = [pair for pair in ITEMS if pair[0] not in {FORMER, NOW, DRAFT}]

    assert current(alone) == alone
    assert Shelf.of(alone).main is None
    assert len(Shelf.of(alone).within(None)) == len(alone) - 1

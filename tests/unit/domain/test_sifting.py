"""A plan through a sieve, a page at a time; its progress stays the whole one's."""

from datetime import date
from uuid import UUID

import pytest

from portfolio.domain.entries import Entry
from portfolio.domain.plan import Plan
from portfolio.domain.sifting import PAGE, Sieve, Sifted, sift
from tests.factories import an_action, an_objective

TODAY = date(2026, 11, 20)
LEARN, EMPTY = UUID(int=1), UUID(int=2)
ITEMS: list[tuple[UUID, Entry]] = [
    (LEARN, an_objective(title="Me former", theme="se-former")),
    (EMPTY, an_objective(title="Vide")),
    (UUID(int=11), an_action(title="faite", objective=LEARN, status="done", due="2026-01")),
    (UUID(int=12), an_action(title="en retard", objective=LEARN, due="2026-10", who="counsellor")),
    (UUID(int=13), an_action(title="bus", objective=LEARN, due="2027", theme="mobilite")),
    (UUID(int=14), an_action(title="seule", due="2028", status="paused")),
]
PLAN = Plan.of(ITEMS)


def titles(found: Sifted) -> list[str]:
    """What is shown, in order."""
    return [step.action.title for part in found.parts for step in part.steps]


@pytest.mark.parametrize(
    ("sieve", "kept"),
    [
        (Sieve(), ["faite", "en retard", "bus", "seule"]),
        (Sieve(state="ahead"), ["en retard", "bus", "seule"]),
        (Sieve(state="late"), ["en retard"]),
        (Sieve(state="paused"), ["seule"]),
        (Sieve(theme="se-former"), ["faite", "en retard"]),
        (Sieve(theme="mobilite"), ["bus"]),
        (Sieve(who="counsellor"), ["en retard"]),
        (Sieve(state="done", who="counsellor"), []),
    ],
)
def test_only_what_is_asked_for_is_shown(sieve: Sieve, kept: list[str]) -> None:
    found = sift(PLAN, sieve, TODAY)

    assert titles(found) == kept
    assert found.found == len(kept)


def test_an_objective_left_empty_is_shown_when_nothing_is_asked_for() -> None:
    def names(sieve: Sieve) -> list[str]:
        parts = sift(PLAN, sieve, TODAY).parts
        return [part.goal.objective.title if part.goal.objective else "" for part in parts]

    assert names(Sieve()) == ["Me former", "Vide", ""]
    assert names(Sieve(theme="mobilite")) == ["Me former"]


def test_two_hundred_actions_take_four_pages_and_none_is_lost() -> None:
    many: list[tuple[UUID, Entry]] = [
        (UUID(int=100 + number), an_action(title=f"n° {number}", objective=LEARN, due=None))
        for number in range(4 * PAGE - 5)  # the empty objective takes a line of its own
    ]
    plan = Plan.of([*ITEMS, *many])
    pages = [sift(plan, Sieve(), TODAY, number) for number in range(1, 5)]

    assert [len(titles(page)) for page in pages] == [PAGE, PAGE, PAGE, PAGE - 1]
    assert len({title for page in pages for title in titles(page)}) == 4 * PAGE - 1
    assert {page.pages for page in pages} == {4}
    assert pages[0].parts[0].goal.total == pages[3].parts[0].goal.total
    empties = [part for page in pages for part in page.parts if not part.steps]
    assert [part.goal.id for part in empties] == [EMPTY]


@pytest.mark.parametrize("number", [-3, 0, 99])
def test_a_page_that_is_not_there_is_the_nearest(number: int) -> None:
    assert titles(sift(PLAN, Sieve(), TODAY, number)) == titles(sift(PLAN, Sieve(), TODAY))


def test_an_empty_plan_has_one_empty_page() -> None:
    found = sift(Plan.of([]), Sieve(), TODAY)

    assert (found.parts, found.found, found.page, found.pages) == ((), 0, 1, 1)

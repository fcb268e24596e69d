"""Leads side by side: the best weighed first, none on top of another."""

from uuid import UUID

from portfolio.domain.weighing import MARGIN, NEAR, SIDE, STEP, weigh
from tests.factories import a_job, a_lead

ITEMS = [
    (UUID(int=1), a_lead(title="Peser plus tard")),
    (UUID(int=2), a_lead(title="Rêve", desirable=5, feasible=1)),
    (UUID(int=3), a_lead(title="Raison", desirable=3, feasible=5)),
    (UUID(int=4), a_lead(title="Même place", desirable=3, feasible=5)),
    (UUID(int=5), a_lead(title="Écartée", stage="left", left_reason="Trop loin", desirable=5)),
    (UUID(int=6), a_lead(title="Choisie", stage="chosen", desirable=1, feasible=1)),
    (UUID(int=7), a_job()),
]


def test_the_chosen_comes_first_then_what_weighs_most_and_what_is_left_apart() -> None:
    balance = weigh(ITEMS)

    assert [each.lead.title for each in balance.kept] == [
        "Choisie",
        "Raison",
        "Même place",
        "Rêve",
        "Peser plus tard",
    ]
    assert [each.lead.title for each in balance.left] == ["Écartée"]
    assert [each.number for each in (*balance.kept, *balance.left)] == [1, 2, 3, 4, 5, 6]


def test_only_what_was_weighed_twice_is_drawn_and_never_on_top_of_another() -> None:
    spots = {spot.number: (spot.x, spot.y) for spot in weigh(ITEMS).spots}

    assert set(spots) == {1, 2, 3, 4}
    assert spots[3] == (spots[2][0] + NEAR, spots[2][1])
    assert spots[4] == (MARGIN + STEP // 2, STEP // 2)
    assert len(set(spots.values())) == len(spots)
    assert max(y for _, y in spots.values()) < SIDE * STEP


def test_several_may_weigh_most_and_nothing_weighed_is_none() -> None:
    assert [each.lead.title for each in weigh(ITEMS).first] == ["Raison", "Même place"]
    assert weigh(ITEMS[:1]).first == ()

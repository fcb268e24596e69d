"""One small step at a time, and a count that never goes down."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.nextstep import LADDER, next_step, taken
from tests import factories as make

ONE = UUID(int=1)
LIFE: list[Entry] = [
    make.a_job(story="J’ai servi 62 repas."),
    make.a_skill(linked=[ONE]),
    make.a_language(),
    make.an_interest(),
    make.a_project(),
    make.an_action(),
    make.an_identity(),
]


def kept(entries: list[Entry]) -> list[tuple[UUID, Entry]]:
    """*entries* with ids, the first of which is ONE."""
    return [(UUID(int=number), entry) for number, entry in enumerate(entries, 1)]


def test_an_empty_portfolio_is_offered_its_first_step() -> None:
    step = next_step([])

    assert step and step.action == "Ajoutez une première étape"
    assert (step.kind, step.entry_id) == ("", None)


def test_a_step_without_a_story_is_the_one_to_tell() -> None:
    step = next_step(kept([make.a_job()]))

    assert step and step.action == "Racontez une étape" and step.entry_id == ONE


def test_a_skill_without_a_step_is_the_one_to_link() -> None:
    step = next_step([(uuid4(), LIFE[0]), (ONE, make.a_skill())])

    assert step and step.entry_id == ONE


def test_the_ladder_is_climbed_to_its_end() -> None:
    proposed = [next_step(kept(LIFE[:count])) for count in range(len(LIFE) + 1)]

    assert [step.kind if step else None for step in proposed] == [
        "",
        "skill",
        "language",
        "interest",
        "project",
        "action",
        "identity",
        None,
    ]
    assert taken(LIFE) == (len(LADDER), len(LADDER))


def test_b11_a_step_put_aside_gives_way_to_the_next_one() -> None:
    """Acceptance B-11: what was answered "not now" is not proposed again."""
    first = next_step([])
    assert first
    second = next_step([], {first.name})
    assert second and second.name != first.name
    assert next_step([], {rung.step.name for rung in LADDER}) is None


def test_a_licence_is_not_a_story_to_tell() -> None:
    step = next_step(kept([make.an_entry("licence")]))

    assert step and step.entry_id is None


def test_steps_are_told_apart() -> None:
    assert len({rung.step.name for rung in LADDER}) == len(LADDER)


def test_a_kind_to_add_exists() -> None:
    assert {rung.step.kind for rung in LADDER} <= {*KINDS, ""}


@given(st.lists(st.sampled_from([*LIFE, *(make.an_entry(kind) for kind in KINDS)]), max_size=8))
def test_b11_adding_something_never_lowers_the_count(entries: list[Entry]) -> None:
    """Acceptance B-11: the completion figure never falls when something is added."""
    counts = [taken(entries[:count])[0] for count in range(len(entries) + 1)]

    assert counts == sorted(counts)
    assert (next_step(kept(entries)) is None) == (counts[-1] == len(LADDER))

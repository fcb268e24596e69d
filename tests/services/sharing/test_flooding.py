"""Nobody is buried under proposals, and a button pressed twice proposes once."""

from uuid import UUID

import pytest

from portfolio.domain.contributions import ProposedAction, Synthesis
from portfolio.domain.errors import Refused
from portfolio.services import boxes, contributions, journal
from portfolio.services.contributions import MOST_PENDING
from portfolio.services.work import Work
from tests.services.people import (
    a_member,
    a_proposal,
    a_synthesis,
    gives,
    later,
)


@pytest.fixture
def grant_id(citizen: Work, counsellor: Work) -> UUID:
    return gives(citizen, counsellor)


def proposed(citizen: Work) -> int:
    """How many lines of the person's journal say that something was proposed."""
    lines = journal.read(citizen, boxes.portfolio_of(citizen))
    return sum(line.act == "contribution.proposed" for line in lines)


def test_no_more_wait_for_one_person_than_they_can_answer(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    colleague = a_member(counsellor)
    ids = [
        contributions.propose(counsellor, grant_id, a_proposal(what=f"Action {number}"))
        for number in range(MOST_PENDING)
    ]

    for somebody in (counsellor, colleague):
        with pytest.raises(Refused) as refusal:
            contributions.propose(somebody, grant_id, a_synthesis())
        assert refusal.value.values == {"most": MOST_PENDING}
    assert len(contributions.awaiting(citizen)) == MOST_PENDING

    contributions.decline(citizen, ids[0])
    contributions.propose(counsellor, grant_id, a_synthesis())
    assert len(contributions.awaiting(citizen)) == MOST_PENDING


def test_each_grant_has_room_of_its_own(citizen: Work, counsellor: Work, grant_id: UUID) -> None:
    for number in range(MOST_PENDING):
        contributions.propose(counsellor, grant_id, a_proposal(what=f"Action {number}"))

    contributions.propose(counsellor, gives(citizen, counsellor), a_proposal())
    assert len(contributions.awaiting(citizen)) == MOST_PENDING + 1


@pytest.mark.parametrize("what", [a_proposal(place="Golbey"), a_synthesis(decided="Écrire")])
def test_a_button_pressed_twice_proposes_once(
    citizen: Work, counsellor: Work, grant_id: UUID, what: ProposedAction | Synthesis
) -> None:
    first = contributions.propose(counsellor, grant_id, what)
    again = contributions.propose(later(counsellor, seconds=20), grant_id, what)

    assert again == first
    assert [one.id for one in contributions.awaiting(citizen)] == [first]
    assert proposed(citizen) == 1


def test_the_same_words_later_or_from_a_colleague_or_changed_are_another_proposal(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    contributions.propose(counsellor, grant_id, a_proposal())
    contributions.propose(counsellor, grant_id, a_proposal(place="Golbey"))
    contributions.propose(a_member(counsellor), grant_id, a_proposal())
    contributions.propose(later(counsellor, seconds=61), grant_id, a_proposal())

    assert len(contributions.awaiting(citizen)) == 4


def test_what_was_answered_may_be_proposed_again_at_once(
    citizen: Work, counsellor: Work, grant_id: UUID
) -> None:
    contributions.decline(citizen, contributions.propose(counsellor, grant_id, a_proposal()))
    contributions.propose(counsellor, grant_id, a_proposal())

    assert len(contributions.awaiting(citizen)) == 1

"""What is done inside an experience: told bit by bit, kept, shared, joined, within bounds."""

from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.activity import MOST, Autonomy, Experience
from portfolio.domain.merging import merged
from portfolio.domain.sections import Section
from tests import factories as make

LIVED = [name for name, model in KINDS.items() if issubclass(model, Experience)]


def test_all_that_was_lived_holds_activities_and_what_was_obtained_none() -> None:
    path = {name for name, model in KINDS.items() if model.section is Section.PATH}

    assert set(LIVED) == path - {"certificate", "licence"}


@pytest.mark.parametrize("kind", LIVED)
def test_an_activity_comes_back_with_its_entry(kind: str) -> None:
    told = make.an_activity(tools=["Un chariot"], autonomy="alone", difficulty="L’heure\n\n🧶 عربي")

    entry = make.an_entry(kind, activities=[told])

    assert Entry.from_bytes(entry.to_bytes()) == entry
    assert entry.shared() == entry
    assert told.autonomy is Autonomy.ALONE


def test_an_activity_needs_its_first_answer_and_no_other() -> None:
    assert make.an_activity().result == ""
    with pytest.raises(ValidationError):
        make.an_activity(what=" ")


@pytest.mark.parametrize(
    ("question", "typed", "most"),
    [("what", "a" * 201, 200), ("result", "a" * 10_000, 5000), ("difficulty", "é" * 5001, 5000)],
)
def test_too_much_is_refused_with_its_measure(question: str, typed: str, most: int) -> None:
    with pytest.raises(ValidationError) as refused:
        make.an_activity(**{question: typed})

    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == ("string_too_long", {"max_length": most})


def test_an_experience_holds_so_many_activities_and_no_more() -> None:
    many = [make.an_activity(id=UUID(int=rank)) for rank in range(MOST)]

    assert len(make.a_job(activities=many).activities) == MOST
    with pytest.raises(ValidationError, match="too_long"):
        make.a_job(activities=[*many, make.an_activity()])


def test_what_was_answered_to_proposals_is_for_its_owner_alone() -> None:
    job = make.a_job(weighed=["Préparer les plateaux"])

    assert "weighed" in dict(job) and job.shared().weighed == ()


def test_a_second_telling_adds_its_activities_and_no_decision_of_its_owner() -> None:
    one, other = make.an_activity(), make.an_activity(id=uuid4(), what="Je range")
    first = make.a_job(activities=[one], rank=2)

    both = merged(first, make.a_job(activities=[one, other], rank=5, weighed=["Ranger"]))

    assert both.entry == first.changed(activities=[one, other])
    assert both.filled == ("activities",)
    assert both.kept == ()

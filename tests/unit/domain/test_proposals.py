"""What is proposed comes back from its box as it went in, and becomes an entry when agreed to."""

from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from portfolio.domain import contributions
from portfolio.domain.contributions import (
    AnyContribution,
    ProposedAction,
    ProposedObservation,
    Synthesis,
)
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.interview import Channel, Level
from portfolio.domain.entries.interview import Synthesis as Kept
from portfolio.domain.entries.skill import Seen

TOLD = Provenance.proposed("CIDFF des Vosges", "Hélène Grandjean", date(2026, 11, 20), "id")
ACTION = ProposedAction(
    what="Appeler l’Afpa",
    objective=UUID(int=1),
    who=Who.STRUCTURE,
    who_name="Afpa",
    due=PartialDate(2026, 12),
    due_text="avant Noël",
    place="Golbey",
    note="Demander Thomas",
)
PAGE = Synthesis(
    said="Nous avons relu la demande.",
    decided="L’envoyer",
    met_on=date(2026, 11, 20),
    channel=Channel.IN_PERSON,
    level=Level.SUPPORT,
)


SEEN = ProposedObservation(
    skill=UUID(int=2), about="Rassurer", text="A calmé une famille.", level=Seen.ALONE
)


@pytest.mark.parametrize("what", [ACTION, PAGE, SEEN])
def test_a_contribution_comes_back_as_it_went(what: AnyContribution) -> None:
    assert contributions.from_bytes(contributions.to_bytes(what)) == what


@pytest.mark.parametrize(
    "data", [b"{}", b'{"kind":"note","said":"x"}', b'{"kind":"action"}', b"[]", b"\xff"]
)
def test_anything_else_is_not_one(data: bytes) -> None:
    with pytest.raises(ValidationError):
        contributions.from_bytes(data)


@pytest.mark.parametrize("day", ["9999-12-31", "1899-12-31", "0001-01-01"])
def test_an_interview_is_of_a_day_that_its_entry_can_say(day: str) -> None:
    with pytest.raises(ValidationError, match="entre 1900 et 2100"):
        Synthesis.model_validate({"said": "x", "met_on": day})


def test_an_agreed_action_keeps_every_word_of_it() -> None:
    assert ACTION.entry(TOLD, date(2026, 11, 21)) == Action(
        title="Appeler l’Afpa",
        story="Demander Thomas",
        objective=UUID(int=1),
        who=Who.STRUCTURE,
        who_name="Afpa",
        due=PartialDate(2026, 12),
        due_text="avant Noël",
        place="Golbey",
        status=ActionStatus.AGREED,
        agreed_on=date(2026, 11, 21),
        provenance=TOLD,
    )


def test_a_synthesis_is_kept_private_on_the_day_of_the_interview() -> None:
    kept = PAGE.entry(TOLD, date(2026, 11, 25))

    assert isinstance(kept, Kept)
    assert (kept.story, kept.decided) == ("Nous avons relu la demande.", "L’envoyer")
    assert (kept.channel, kept.level) == (Channel.IN_PERSON, Level.SUPPORT)
    assert kept.period is not None and kept.period.end == PartialDate(2026, 11, 20)
    assert (kept.private, kept.knot, kept.summary) == (True, "none", "CIDFF des Vosges")
    assert Entry.from_bytes(kept.to_bytes()) == kept


def test_a_synthesis_without_a_day_has_no_period() -> None:
    assert Kept(title="Entretien").period is None


def test_a_very_long_structure_name_still_makes_a_title() -> None:
    long = Provenance.proposed("S" * 200, "Hélène")

    assert len(PAGE.entry(long, date(2026, 11, 25)).title) == 200

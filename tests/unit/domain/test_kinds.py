"""What is particular to one kind or another."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action_plan import PlanStatus
from portfolio.domain.entries.classes import Classable, Classified
from portfolio.domain.entries.job import Contract
from portfolio.domain.entries.lead import Phase
from portfolio.domain.entries.skill import Mastery, Skill
from tests import factories as make


def blamed(refused: pytest.ExceptionInfo[ValidationError]) -> Any:
    """The field that the only complaint is about."""
    (error,) = refused.value.errors()
    return error["ctx"]["field"]


def test_an_ongoing_job_has_no_end() -> None:
    job = make.a_job(when={"start": "2019-03", "ongoing": True})

    assert job.period == Period(start=PartialDate(2019, 3), ongoing=True)


def test_a_job_says_with_whom_and_where() -> None:
    assert make.a_job().summary == "Les Mirabelliers, Golbey"
    assert make.a_job(employer="").summary == "Golbey"
    assert make.a_training().summary == "Afpa de Golbey"
    assert make.volunteering().summary == "Secours populaire"
    assert make.a_moment(town="Nancy").summary == "Nancy"
    assert make.a_certificate().summary == "Afpa de Golbey"
    assert make.a_placement().summary == "Atelier du Val, Gérardmer"
    assert make.a_service().summary == "Médiathèque"
    assert make.a_venture().summary == "Organisatrice"
    assert make.caring(town="Nancy").summary == "Nancy"
    assert make.a_licence(categories="B, BE").summary == "B, BE"
    assert make.a_licence(title="Permis B", categories="B").summary == ""
    assert make.a_mobility().summary == "20 km, Épinal"
    assert make.an_identity().summary == "Épinal"
    assert make.an_identity(headline="Soudeuse").summary == "Soudeuse"
    assert make.a_project(occupation="Aide-soignante").summary == "Aide-soignante"
    assert make.an_action(who_name="Marc", place="Nancy").summary == "Marc, Nancy"
    assert make.a_skill(situations=[{"context": "Au garage"}]).summary == "Au garage"


@pytest.mark.parametrize(
    ("entry", "knot"),
    [
        (make.a_job(), "event"),
        (make.volunteering(), "event"),
        (make.a_training(), "event"),
        (make.a_training(outcome="certified"), "bead"),
        (make.a_certificate(), "bead"),
        (make.a_moment(), "small"),
        (make.a_moment(nature="caring"), "small"),
        (make.a_moment(nature="transition"), "loop"),
        (make.a_moment(nature="inactive"), "loop"),
        (make.a_placement(), "event"),
        (make.a_service(), "event"),
        (make.a_venture(), "event"),
        (make.caring(), "small"),
        (make.a_licence(), "bead"),
        (make.a_mobility(), "none"),
        (make.an_action(), "action"),
        (make.an_action(status="done"), "event"),
        (make.a_skill(), "none"),
        (make.a_project(), "none"),
    ],
)
def test_each_is_tied_in_its_own_way(entry: Any, knot: str) -> None:
    assert entry.knot == knot


def test_a_certificate_is_dated_by_the_day_it_was_obtained() -> None:
    issued = PartialDate(2017, 5)

    assert make.a_certificate().period == Period(start=issued, end=issued)
    assert make.a_certificate(issued=None).period is None
    assert make.a_licence().period == Period(start=PartialDate(1999, 6), end=PartialDate(1999, 6))
    assert make.a_licence(issued=None).period is None
    assert make.a_certificate(expires="2017").expires == PartialDate(2017)


def test_a_certificate_does_not_expire_before_it_is_obtained() -> None:
    with pytest.raises(ValidationError) as refused:
        make.a_certificate(expires="2016")

    assert blamed(refused) == "expires"
    with pytest.raises(ValidationError) as refused:
        make.a_licence(expires="1998")
    assert blamed(refused) == "expires"


def test_a_skill_is_linked_to_several_steps() -> None:
    one, other = uuid4(), uuid4()

    skill = make.a_skill(linked=[one, str(other)])

    assert skill.linked == (one, other)
    assert skill.changed(linked=[other]).linked == (other,)


def test_levels_and_choices_are_read_from_what_a_form_sends() -> None:
    assert make.a_skill(level="3").level is Mastery.ALONE
    assert make.a_skill(level="3").level.label == "Je fais sans aide"  # type: ignore[union-attr]  # just given
    assert make.a_job(contract="fixed-term").contract is Contract.FIXED_TERM
    with pytest.raises(ValidationError):
        make.a_skill(level="5")


@pytest.mark.parametrize("make_one", [make.an_action, make.an_objective, make.a_project])
def test_what_is_dropped_says_why(make_one: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        make_one(status="dropped")

    assert blamed(refused) == "dropped_reason"
    assert make_one(status="dropped", dropped_reason="Plus de bus").dropped_reason == "Plus de bus"


def test_an_action_is_not_due_before_it_starts() -> None:
    with pytest.raises(ValidationError) as refused:
        make.an_action(start="2027-02", due="2027-01-15")

    assert blamed(refused) == "due"
    assert make.an_action(start="2027", due="2027-01-15").period


def test_an_action_may_be_due_in_words() -> None:
    action = make.an_action(due=None, due_text="à la rentrée")

    assert action.period is None
    assert action.due_text == "à la rentrée"


def test_a_synthesis_says_when_and_with_whom() -> None:
    synthesis = make.a_synthesis()

    assert synthesis.period == Period(end=PartialDate(2026, 11, 19))
    assert make.a_synthesis(met_on=None).period is None


def test_a_lead_that_is_left_says_why_and_has_no_phase_any_more() -> None:
    with pytest.raises(ValidationError) as refused:
        make.a_lead(stage="left")

    assert blamed(refused) == "left_reason"
    assert make.a_lead(stage="left", left_reason="Trop loin").phase is None
    assert make.a_lead().phase is Phase.EXPLORING


def test_a_plan_is_a_draft_then_in_progress_then_closed() -> None:
    assert make.a_plan(draft=True).status is PlanStatus.DRAFT
    assert make.a_plan().status is PlanStatus.CURRENT
    assert make.a_plan(draft=True, closed_on="2027-01-02").status is PlanStatus.CLOSED


def test_a_comment_is_dated_and_nothing_to_say_adds_none() -> None:
    said = make.an_action().commented("J’ai appelé.", date(2027, 1, 2))

    assert [(one.on, one.text) for one in said.comments] == [(date(2027, 1, 2), "J’ai appelé.")]
    assert said.commented("  ", date(2027, 1, 3)) is said


def test_a_skill_written_by_the_first_release_keeps_its_situations_and_its_code() -> None:
    former = (
        b'skill/1\n{"title":"Souder","story":"","private":false,"level":3,"again":"yes","linked":[],'
        b'"contexts":["Au garage","Chez moi"],"keywords":["TIG"],"framework":"rome","code":"H2913",'
        b'"provenance":{"how":"declared"},"extra":{}}'
    )
    skill = Entry.from_bytes(former)

    assert isinstance(skill, Skill)
    assert [one.context for one in skill.situations] == ["Au garage", "Chez moi"]
    assert skill.classified == (Classified(framework="rome", code="H2913", label="H2913"),)
    assert (skill.level, skill.keywords) == (Mastery.ALONE, ("TIG",))
    assert Entry.from_bytes(skill.to_bytes()) == skill


def test_what_suggestions_were_refused_is_its_owner_s_alone() -> None:
    skill = make.a_skill(nothing_fits="Souder")

    assert not skill.wants_suggestions
    assert skill.changed(title="Souder l’acier").wants_suggestions
    assert skill.shared().nothing_fits == ""


@pytest.mark.parametrize("kind", ["job", "placement"])
def test_what_was_lived_and_had_a_code_is_classified_under_it(kind: str) -> None:
    former = b'%b/1\n{"title":"Soudeur","code":"H2913","framework":"rome"}' % kind.encode()
    bare = b'%b/1\n{"title":"Soudeur","code":""}' % kind.encode()

    one, other = Entry.from_bytes(former), Entry.from_bytes(bare)
    assert isinstance(one, Classable) and isinstance(other, Classable)
    assert one.classified == (Classified(framework="rome", code="H2913", label="H2913"),)
    assert other.classified == ()

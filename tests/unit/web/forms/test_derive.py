"""Every kind of entry has its form, and a form gives back an entry of its kind or says why not."""

from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.job import Contract
from portfolio.domain.entries.skill import Mastery
from portfolio.web.forms import ModelForm, form_for
from tests import factories as make
from tests.unit.web.forms.desk import control, drawn, refused, sent, value


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_with_a_label_for_each_question(kind: str) -> None:
    form = form_for(KINDS[kind])(None)
    page = drawn(form)

    for field in form:
        assert field.label.text, field.name
        assert page.select(f"[name^='{field.name}']"), field.name
    assert not page.select("[style], [onclick], script")


@pytest.mark.parametrize("kind", KINDS)
def test_no_question_takes_the_place_of_a_part_of_the_form(kind: str) -> None:
    own = set(form_for(KINDS[kind])(None)._fields) - {"csrf_token"}

    assert not {name for name in own if hasattr(ModelForm, name)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_enough(kind: str) -> None:
    given = make.an_entry(kind, private=False)  # a box that is not ticked says no
    assert value(sent(kind, title="Une chose")) == given


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_needed(kind: str) -> None:
    assert refused(sent(kind, title=" ")) == {
        "title": ["Cette réponse est nécessaire pour continuer."]
    }
    assert form_for(KINDS[kind])(None)["title"].flags.required


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_shown_and_sent_back_is_unchanged(kind: str) -> None:
    entry = full(kind)

    assert value(sent(kind, entry, **shown(drawn(form_for(KINDS[kind]).of(entry))))) == entry


def full(kind: str) -> Entry:
    """An entry of *kind* with something from each of its factories' defaults."""
    made: dict[str, Entry] = {
        entry.kind: entry
        for entry in (
            make.an_identity(links=["exemple.fr", "https://exemple.org"], email="a@exemple.fr"),
            make.a_job(
                contract="permanent", team_size=12, tasks=["Servir", "Ranger"], private=True
            ),
            make.a_training(level=3, outcome="certified"),
            make.a_certificate(expires="2027-05-12", distinction=True),
            make.volunteering(),
            make.a_moment(),
            make.a_language(assessed_on="2026-05"),
            make.a_skill(again="maybe", linked=[UUID(int=1)], extra={"level": "expert"}),
            make.an_interest(card="avoid"),
            make.a_project(story="Un.\n\nDeux."),
            make.an_objective(project=UUID(int=1), theme="se-former"),
            make.an_action(status="dropped", dropped_reason="Plus de bus", objective=UUID(int=1)),
            make.a_synthesis(channel="phone"),
        )
    }
    return made.get(kind) or make.an_entry(kind)


def shown(page: BeautifulSoup) -> dict[str, Any]:
    """What the browser would send of *page*, untouched."""
    answers: dict[str, Any] = {}
    for each in page.select("input, textarea, select"):
        name = str(each["name"])
        if each.name == "select":
            answers[name] = next((o["value"] for o in each.select("option[selected]")), "")
        elif each.name == "textarea":
            answers[name] = each.text.removeprefix("\r\n").replace("\n", "\r\n")
        elif each.get("type") not in {"radio", "checkbox"} or each.has_attr("checked"):
            answers[name] = each["value"]
    return answers


def test_dates_are_asked_with_a_hint_and_shown_as_people_type_them() -> None:
    form = form_for(KINDS["job"]).of(make.a_job(when={"start": "2014-03-12", "end": "2019"}))
    page = drawn(form)

    assert form["when_start"].label.text == "Début"
    assert "05/1998" in form["when_start"].description
    assert control(page, "when_start")["value"] == "12/03/2014"
    assert control(page, "when_end")["value"] == "2019"
    assert control(page, "when_ongoing")["type"] == "checkbox"


def test_dates_are_read_as_people_type_them() -> None:
    job = value(sent("job", title="Serveuse", when_start="mars 2019", when_ongoing="y"))

    assert job.when.start == PartialDate(2019, 3)
    assert job.when.ongoing and job.when.end is None


def test_few_choices_are_radios_and_many_a_list() -> None:
    page = drawn(form_for(KINDS["job"])(None))

    assert {each["type"] for each in page.select("[name=working_time]")} == {"radio"}
    assert control(page, "contract").name == "select"
    assert len(page.select("[name=contract] option")) == sum(each.offered for each in Contract) + 1


def test_a_choice_that_may_be_left_open_can_be_left_open_again() -> None:
    skill = make.a_skill(level=3)

    assert value(sent("skill", skill, title="Souder", level="4")).level is Mastery.TEACHING
    assert value(sent("skill", skill, title="Souder", level="")).level is None


def test_texts_are_asked_each_in_its_way() -> None:
    page = drawn(form_for(KINDS["identity"])(None))

    assert control(page, "story").name == "textarea"
    assert control(page, "links").name == "textarea"
    assert control(page, "email")["type"] == "email"
    assert control(page, "phone")["type"] == "tel"
    assert control(page, "website")["type"] == "url"
    assert control(page, "given")["autocomplete"] == "given-name"


def test_a_browser_gives_dates_back_to_who_goes_back() -> None:
    """What is under ``autocomplete="off"`` is forgotten: the rest would be saved once more."""
    page = drawn(form_for(KINDS["job"])(None))

    assert "autocomplete" not in control(page, "when_start").attrs


def test_essential_questions_come_before_details_and_privacy_last() -> None:
    form = form_for(KINDS["job"])(None)
    names = [field.name for field in form if field.name != "csrf_token"]

    assert names[:2] == ["title", "employer"]
    assert names[-1] == "private"
    assert names.index("story") < min(map(names.index, form.later))
    assert "leaving_reason" in form.later

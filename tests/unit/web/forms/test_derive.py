"""Every kind of entry has its form, and a form gives back an entry of its kind or says why not."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import MultiDict

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import DECLARED, KINDS, Entry, Provenance
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.job import Contract
from portfolio.domain.entries.skill import Mastery
from portfolio.domain.errors import Refused
from portfolio.web.forms import Form, ModelForm, form_for
from tests import factories as make
from tests.unit.web.forms.desk import control, drawn, filled, make_app

HOSTILE = "<script>\0\u202e\ud800\"'🧶 مساعدة"


@pytest.fixture(scope="module")
def app() -> Flask:
    return make_app()


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def sent(kind: str, former: Entry | None = None, /, **answers: Any) -> ModelForm[Any]:
    """The form of *kind* as it comes back with *answers*, on the page of *former* if any."""
    form = form_for(KINDS[kind])(MultiDict(filled(**answers)), obj=former)
    form.is_submitted = lambda: True
    return form


def value(form: ModelForm[Any]) -> Any:
    """What *form* makes of what was sent."""
    assert form.validate(), (form.errors, form.form_errors)
    return form.value


def refused(form: ModelForm[Any]) -> dict[str, list[str]]:
    """The sentences beside the fields of a form that is not accepted."""
    assert not form.validate()
    assert not form.form_errors
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_with_a_label_for_each_question(kind: str) -> None:
    form = form_for(KINDS[kind])(None)
    page = drawn(form)

    for field in form:
        assert field.label.text, field.name
        assert page.select(f"[name='{field.name}']"), field.name
    assert not page.select("[style], [onclick], script")


@pytest.mark.parametrize("kind", KINDS)
def test_no_question_takes_the_place_of_a_part_of_the_form(kind: str) -> None:
    own = set(form_for(KINDS[kind])(None)._fields) - {"csrf_token"}

    assert not {name for name in own if hasattr(ModelForm, name)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_enough(kind: str) -> None:
    assert value(sent(kind, title="Une chose")) == make.an_entry(kind)


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
    assert len(page.select("[name=contract] option")) == len(Contract) + 1


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


def test_essential_questions_come_before_details_and_privacy_last() -> None:
    form = form_for(KINDS["job"])(None)
    names = [field.name for field in form if field.name != "csrf_token"]

    assert names[:2] == ["title", "employer"]
    assert names[-1] == "private"
    assert names.index("story") < min(map(names.index, form.later))
    assert "leaving_reason" in form.later


def test_lines_become_a_list() -> None:
    job = value(sent("job", title="Serveuse", tasks="Servir\r\n\r\n  Ranger \r\n"))

    assert job.tasks == ("Servir", "Ranger")


def test_several_mistakes_are_each_beside_their_field_and_what_was_typed_is_kept() -> None:
    form = sent(
        "job",
        title="a" * 10_000,
        when_start="2014-19-39",
        contract="zz",
        team_size="douze",
        url="javascript:alert(1)",
        tasks="Servir\n" + "a" * 1001,
        story="Mon récit",
    )

    assert refused(form) == {
        "title": ["C’est un peu long\u00a0: 200 signes au plus."],
        "when_start": ["Cette date n’existe pas. Vérifiez le jour et le mois."],
        "contract": ["Choisissez une des réponses proposées."],
        "team_size": ["Écrivez un nombre entier, en chiffres."],
        "url": ["Cette adresse de site ne semble pas complète. Exemple\u00a0: https://exemple.fr"],
        "tasks": ["Ligne 2\u00a0: C’est un peu long\u00a0: 1000 signes au plus."],
    }
    page = drawn(form)
    assert control(page, "when_start")["value"] == "2014-19-39"
    assert control(page, "team_size")["value"] == "douze"
    assert control(page, "url")["value"] == "javascript:alert(1)"
    assert control(page, "story").text.strip() == "Mon récit"
    assert "a" * 1001 in control(page, "tasks").text


@pytest.mark.parametrize(
    ("size", "word"), [("0", "au moins 1"), ("100001", "au plus 100000"), ("9" * 5000, "entier")]
)
def test_a_number_has_its_bounds(size: str, word: str) -> None:
    (sentence,) = refused(sent("job", title="Serveuse", team_size=size))["team_size"]

    assert word in sentence


def test_an_end_before_the_start_is_said_beside_the_end_in_words() -> None:
    (sentence,) = refused(sent("job", title="x", when_start="03/2019", when_end="2018"))["when_end"]

    assert sentence.startswith("La fin (2018) arrive avant le début (mars 2019).")


def test_an_end_of_what_is_ongoing_is_said_beside_the_end() -> None:
    assert "when_end" in refused(sent("job", title="x", when_end="2018", when_ongoing="y"))


def test_rules_between_fields_speak_beside_one_of_them() -> None:
    assert "expires" in refused(sent("certificate", title="x", issued="2017", expires="2016"))
    assert "due" in refused(sent("action", title="x", start="2027", due="2026"))
    assert "dropped_reason" in refused(sent("action", title="x", status="dropped"))
    assert "dropped_reason" in refused(sent("objective", title="x", status="dropped"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hostile_is_refused_or_cleaned(kind: str) -> None:
    form = form_for(KINDS[kind])(None)
    texts = [f.name for f in form if f.type in {"StringField", "TextAreaField", "Lines"}]

    back = sent(kind, **dict.fromkeys(texts, HOSTILE))

    if back.validate():
        assert b"\xe2\x80\xae" not in back.value.to_bytes()
    page = drawn(back)
    assert not page.select("script")


@pytest.mark.parametrize("kind", KINDS)
def test_no_form_writes_what_no_form_asks(kind: str) -> None:
    hidden = [name for name, info in KINDS[kind].model_fields.items() if asked(info).never]
    forged = dict.fromkeys(hidden, "CANARY")
    forged |= {"provenance-how": "proposed", "provenance_how": "proposed", "extra[a]": "CANARY"}

    entry = value(sent(kind, title="Une chose", **forged))

    assert entry.provenance == DECLARED
    assert b"CANARY" not in entry.to_bytes()


def test_what_no_form_asks_stays_when_the_rest_changes() -> None:
    came = Provenance.imported("jsonresume", "work[2]")
    job = make.a_job(provenance=came, extra={"raw": 1}, code="K1302")

    changed = value(sent("job", job, title="Aide", provenance="x", extra="x", code="x"))

    assert (changed.provenance, changed.extra, changed.code) == (came, {"raw": 1}, "K1302")
    assert changed.title == "Aide"


def test_what_a_page_does_not_ask_stays_and_what_it_empties_goes() -> None:
    job = make.a_job(story="Mon récit", contract="permanent", tasks=["Servir"])

    changed = value(sent("job", job, title="Aide", employer="", tasks=""))

    assert (changed.employer, changed.tasks) == ("", ())
    assert (changed.story, changed.when, changed.contract) == (job.story, job.when, job.contract)


def test_a_form_of_some_questions_leaves_the_others_alone() -> None:
    some = form_for(KINDS["action"], "title", "due")
    action = make.an_action(private=True, story="Demander Mme Roth")

    form = some(MultiDict(filled(title="Rappeler", due="2027-02")), obj=action)

    assert [field.name for field in form] == ["title", "due", "csrf_token"]
    assert value(form) == action.changed(title="Rappeler", due="2027-02")
    assert some is form_for(KINDS["action"], "title", "due")


def test_links_are_chosen_among_what_is_offered_and_the_others_stay() -> None:
    job, training, other = uuid4(), uuid4(), uuid4()
    skill = make.a_skill(linked=[job, other])

    form = sent("skill", skill, title="Souder", linked=str(training))
    form.offer("linked", [(job, "Soudeuse"), (training, "CAP")])

    page = drawn(form)
    assert [box["value"] for box in page.select("[name=linked]")] == [str(job), str(training)]
    assert value(form).linked == (other, training)


def test_a_link_that_was_not_offered_is_not_made() -> None:
    form = sent("skill", title="Souder", linked=str(uuid4()))
    form.offer("linked", [(uuid4(), "Soudeuse")])

    assert value(form).linked == ()


def test_a_question_nothing_can_answer_is_not_asked_and_its_answer_stays() -> None:
    skill = make.a_skill(linked=[uuid4()])
    form = sent("skill", skill, title="Souder")
    form.offer("linked", [])
    form.offer("nothing_of_that_name", [])

    assert "linked" not in [field.name for field in form]
    assert value(form) == skill


def test_an_objective_is_chosen_among_what_is_offered_or_not_at_all() -> None:
    mine = uuid4()

    def form(chosen: str) -> ModelForm[Any]:
        back = sent("action", title="Appeler", objective=chosen)
        back.offer("objective", [(mine, "Financer ma formation")])
        return back

    assert value(form(str(mine))).objective == mine
    assert value(form("")).objective is None
    assert refused(form(str(uuid4()))) == {"objective": ["Choisissez une des réponses proposées."]}
    options = [option.text for option in drawn(form("")).select("[name=objective] option")]
    assert options == ["Aucun pour l’instant", "Financer ma formation"]


def test_an_answer_can_be_chosen_beforehand() -> None:
    mine = uuid4()
    form = form_for(KINDS["action"])(None, data={"objective": str(mine)})
    form.offer("objective", [(mine, "Financer ma formation")])

    assert drawn(form).select(f"option[selected][value='{mine}']")


def test_a_forged_form_is_refused() -> None:
    form = form_for(KINDS["job"])(MultiDict({"title": "Serveuse"}))

    assert not form.validate()
    assert "csrf_token" in form.errors


def test_a_refusal_of_a_service_stands_beside_its_field_or_above() -> None:
    form = form_for(KINDS["job"])(None)

    form.refuse(Refused("Encore %(left)s essais.", "title", left=2))
    form.refuse(Refused("Encore %(left)s essais.", "title", left=2))
    form.refuse(Refused("Pas maintenant."))
    form.refuse(Refused("Ailleurs.", "unknown"))

    assert form["title"].errors == ["Encore 2 essais."]
    assert form.form_errors == ["Pas maintenant.", "Ailleurs."]


def test_a_complaint_about_what_is_not_asked_stands_above() -> None:
    form = sent("job", make.a_job().model_copy(update={"code": "a" * 300}), title="Aide")

    assert not form.validate()
    assert form.form_errors == ["C’est un peu long\u00a0: 200 signes au plus."]


def test_every_form_is_protected() -> None:
    assert issubclass(ModelForm, Form)
    assert "csrf_token" in form_for(KINDS["job"])(None)

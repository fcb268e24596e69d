"""What is sent back: an entry of the kind, or a sentence beside what is to be changed."""

from typing import Any
from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict

from portfolio.domain.entries import DECLARED, KINDS, Provenance
from portfolio.domain.entries.asking import asked
from portfolio.domain.errors import Refused
from portfolio.web.forms import Form, ModelForm, form_for
from tests import factories as make
from tests.unit.web.forms.desk import control, drawn, filled, refused, sent, value

HOSTILE = "<script>\0\u202e\ud800\"'🧶 مساعدة"


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
    ("size", "word"),
    [("0", "au moins 1"), ("100001", "au plus 100\u202f000"), ("9" * 5000, "entier")],
)
def test_a_number_has_its_bounds(size: str, word: str) -> None:
    (sentence,) = refused(sent("job", title="Serveuse", team_size=size))["team_size"]

    assert word in sentence


def test_an_end_before_the_start_is_said_beside_the_end_in_words() -> None:
    (sentence,) = refused(sent("job", title="x", when_start="03/2019", when_end="2018"))["when_end"]

    assert sentence.startswith("La fin (2018) arrive avant le début (mars 2019).")


def test_an_end_of_what_is_ongoing_is_said_beside_the_end() -> None:
    assert "when_end" in refused(sent("job", title="x", when_end="2018", when_ongoing="y"))


@pytest.mark.parametrize("title", ["x", ""])
def test_each_mistake_of_a_span_is_told_at_once(title: str) -> None:
    told = refused(sent("job", title=title, when_start="hier", when_end="2018", when_ongoing="y"))

    assert told["when_start"][0].startswith("Écrivez une année, un mois ou un jour")
    assert told["when_end"][0].endswith("mais pas les deux.") and len(told["when_end"]) == 1
    assert ("title" in told) == (not title)


def test_a_span_that_is_wrong_as_a_whole_is_told_once() -> None:
    told = refused(sent("job", title="", when_start="2019", when_end="2018"))

    assert set(told) == {"title", "when_end"} and len(told["when_end"]) == 1


def test_an_end_that_cannot_be_read_is_not_held_against_what_is_ongoing() -> None:
    told = refused(sent("job", title="x", when_start="2x", when_end="hier", when_ongoing="y"))

    assert set(told) == {"when_start", "when_end"} and len(told["when_end"]) == 1


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
    named = {"framework": "rome", "code": "K1302", "label": "Aide à domicile"}
    job = make.a_job(provenance=came, extra={"raw": 1}, classified=[named])

    changed = value(sent("job", job, title="Aide", provenance="x", extra="x", classified="x"))

    assert (changed.provenance, changed.extra) == (came, {"raw": 1})
    assert [each.code for each in changed.classified] == ["K1302"]
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


def test_an_action_of_no_objective_is_not_asked_which() -> None:
    action = make.an_action(objective=uuid4())
    form = sent("action", action, title=action.title, due="15/01/2027")
    form.offer("objective", [])

    assert "objective" not in [field.name for field in form]
    assert value(form) == action


def test_a_detail_to_be_seen_again_is_not_left_folded() -> None:
    form = sent("job", title="Serveuse", url="pas un site")

    assert not sent("job", title="Serveuse").opened_later
    assert "url" in refused(form)
    assert form.opened_later


def test_details_that_were_answered_stay_in_sight_when_something_else_is_refused() -> None:
    form = sent("action", title="Appeler", start="2030", due="28/02/2027", remind="never")

    assert "due" in refused(form)
    assert form.opened_later
    assert not sent("action", title="Appeler", start="", remind="never").opened_later


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
    job = make.a_job().model_copy(update={"nothing_fits": "a" * 300})
    form = sent("job", job, title="Aide")

    assert not form.validate()
    assert form.form_errors == ["C’est un peu long\u00a0: 200 signes au plus."]


def test_every_form_is_protected() -> None:
    assert issubclass(ModelForm, Form)
    assert "csrf_token" in form_for(KINDS["job"])(None)

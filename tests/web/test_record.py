"""The record: everything that is shared, in order, and nothing else."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from flask import Flask, render_template_string
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portfolio.domain import consents
from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import KINDS, Entry, Provenance
from portfolio.domain.entries.action import Action, ActionStatus, Who
from portfolio.domain.entries.action_plan import Kept
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.entries.evidence import Evidence, FileId
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.project import Project
from portfolio.domain.entries.skill import Mastery, Observation, Skill
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose, Right, Terms
from portfolio.domain.showing import View
from portfolio.domain.shown import Candidate
from portfolio.web.records import FEW, Record
from tests.page import Page

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
TODAY = date(2026, 11, 20)
OTHER = uuid4()


def a_view(*entries: Entry, **changes: Any) -> View:
    """A view of *entries*, each with an id, and of a skill that others may point to."""
    given: dict[str, Any] = {
        "sections": tuple(Section),
        "purpose": Purpose.GUIDANCE,
        "rights": tuple(Right),
        "ends": date(2027, 5, 20),
        "text_version": consents.CURRENT,
    }
    known = [(OTHER, Skill(title="Celle qu’on désigne")), *((uuid4(), one) for one in entries)]
    candidates = [Candidate.of(one_id, one, NOW) for one_id, one in known]
    return View.compose("Sandrine", Terms(**given | changes), candidates, NOW)


def rendered(app: Flask, view: View) -> Page:
    """The record, as both pages hold it."""
    template = '{% from "components/record.html" import record %}{{ record(record_of(view)) }}'
    with app.test_request_context("/", base_url="https://localhost"):
        return Page(render_template_string(template, view=view))


def answer(name: str, info: FieldInfo) -> Any:
    """Something to find again in the page, of the field's own type; None when there is none."""
    kinds = [kind for kind in get_args(info.annotation) if kind is not type(None)]
    kind = kinds[0] if kinds else info.annotation
    if info.annotation is Period:
        return Period(start=PartialDate(1981, 2), end=PartialDate(1983, 4))
    if str(info.annotation).startswith("tuple"):
        return several(name, kind)
    if isinstance(kind, type) and issubclass(kind, (Enum, BaseModel)):
        return list(kind)[-1] if issubclass(kind, Enum) else several(name, kind)[0]
    made: dict[Any, Any] = {
        UUID: OTHER,
        PartialDate: PartialDate(1984, 6, 7),
        date: date(1985, 8, 9),
        int: 432,
    }
    return made.get(kind, True if kind is bool else f"Canari {name}")


def several(name: str, kind: Any) -> tuple[Any, ...]:
    """Links, parts with an answer to each of their questions, or texts."""
    if kind in {UUID, FileId}:
        return (OTHER,)
    if kind is Kept:
        return (Kept.of(OTHER, Job(title=f"Canari {name}")),)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        asks = {part: of for part, of in kind.model_fields.items() if of.is_required() or of.title}
        return (kind.model_validate({part: answer(f"{name} {part}", asks[part]) for part in asks}),)
    return texts(name)


def texts(name: str) -> tuple[str, ...]:
    """Two lines, or two addresses."""
    if name == "links":
        return ("https://exemple.fr/un", "https://exemple.fr/deux")
    return (f"Canari {name} un", f"Canari {name} deux")


SPECIAL = {
    "email": "canari@exemple.fr",
    "phone": "06 39 98 00 88",
    "url": "https://exemple.fr/canari",
    "website": "https://exemple.fr/site",
}
APART = {"private", "extra", "provenance"}


def full(model: type[Entry]) -> dict[str, Any]:
    """An answer to every question of *model*."""
    fields = model.model_fields.items()
    return {
        name: SPECIAL.get(name) or answer(name, info) for name, info in fields if name not in APART
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_of_every_kind_is_on_the_page(app: Flask, kind: str) -> None:
    model = KINDS[kind]
    answers = full(model)
    page = rendered(app, a_view(model.model_validate(answers | {"private": False})))
    said = page.said.replace("\xa0", " ").replace("\u202f", " ").casefold()
    reserved = {name for name, info in model.model_fields.items() if asked(info).reserved}
    for name, given in answers.items():
        lines = given if isinstance(given, tuple) else (given,)
        for line in said_by(lines):
            if isinstance(line, str) and not isinstance(line, Enum):
                assert (line.casefold() in said) is (name not in reserved), name
    if set(answers) & {"objective", "project", "linked"}:
        assert said.count("celle qu’on désigne") > 1
    assert "1984" in said or not any(isinstance(one, PartialDate) for one in answers.values())
    assert "1983" in said or not any(isinstance(one, Period) for one in answers.values())


def said_by(lines: tuple[Any, ...]) -> list[Any]:
    """The lines themselves, and what their parts say but for codes, which are for machines."""
    parts = [line for line in lines if isinstance(line, BaseModel)]
    return [*lines, *(text for part in parts for name, text in part if name != "code")]


def test_what_a_person_wrote_is_never_markup(app: Flask) -> None:
    page = rendered(app, a_view(Job(title="<b>gras</b>", story="<script>alert(1)</script>")))
    assert "<b>gras</b>" in page.said
    assert not page.select("#record b, #record script")


def test_an_address_that_is_none_is_not_a_link(app: Flask) -> None:
    page = rendered(app, a_view(Job(title="Un poste", tasks=("javascript:alert(1)",))))
    assert not page.select("#record a")


def test_what_goes_on_comes_first_then_the_latest_then_the_undated() -> None:
    jobs = [
        Job(title="sans date"),
        Job(title="ancien", when=Period(start=PartialDate(1998), end=PartialDate(1999))),
        Job(title="actuel", when=Period(start=PartialDate(1990), ongoing=True)),
        Job(title="récent", when=Period(end=PartialDate(2020, 5))),
    ]
    path = Record(a_view(*jobs), TODAY).path
    assert [one.title for one in path] == ["actuel", "récent", "ancien", "sans date"]


def test_the_brief_names_project_progress_next_date_and_strong_points(app: Flask) -> None:
    page = rendered(
        app,
        a_view(
            Project(title="Devenir soignante", target=PartialDate(2028)),
            Action(title="Passée", due=PartialDate(2020, 1, 1)),
            Action(title="Proposée", due=PartialDate(2098, 1, 1), status=ActionStatus.PROPOSED),
            Action(title="Prochaine", due=PartialDate(2099, 1, 2)),
            Action(title="Finie", status=ActionStatus.DONE),
            Skill(title="Expliquer", level=Mastery.TEACHING),
            Skill(title="Débuter", level=Mastery.DISCOVERING),
        ),
    )
    brief = page.text_of("#record-brief")
    for words in ("Devenir soignante, 2028", "1 action faite sur 3", "2 janvier 2099", "Expliquer"):
        assert words in brief.replace("\xa0", " ")
    assert "Débuter" not in brief
    assert page.texts("#record-brief .fil-status") == ["En retard"]


def test_the_strengths_are_those_that_rest_on_most_and_say_on_what(app: Flask) -> None:
    seen = Observation(id=uuid4(), text="Je l’ai vue faire.")
    denied = seen.model_copy(update={"dispute": Dispute(text="Non.", on=TODAY)})
    shown = Skill(title="Souder")
    view = a_view(
        Skill(title="Enseigner", level=Mastery.TEACHING),
        Skill(title="Accueillir", observed=(seen,)),
        Skill(title="Contesté", observed=(denied,)),
        Skill(title="Ranger", linked=(OTHER,)),
        shown,
    )
    souder = next(one.id for one in view.entries if one.entry == shown)
    paper = Evidence(title="Attestation", linked=(souder,))
    candidates = [Candidate.of(one.id, one.entry, NOW) for one in view.entries]
    whole = View.compose(
        "Sandrine", view.terms, [*candidates, Candidate.of(uuid4(), paper, NOW)], NOW
    )
    with app.test_request_context("/", base_url="https://localhost"):
        found = [(one.skill.title, one.why) for one in Record(whole, TODAY).glance.strengths]
    assert found == [
        ("Accueillir", "vue par 1 personne"),
        ("Souder", "1 document"),
        ("Ranger", "1 étape"),
        ("Enseigner", "selon la personne"),
    ]
    assert Record(whole, TODAY).glance.disputed == 1


def test_a_long_part_shows_its_first_rows_and_the_others_at_a_press(app: Flask) -> None:
    jobs = [Job(title=f"Poste {n}", when=Period(start=PartialDate(1980 + n))) for n in range(20)]
    page = rendered(app, a_view(*jobs))
    shown = page.texts("#record-path > .fil-holder tbody strong")
    assert shown == [f"Poste {n}" for n in range(19, 19 - FEW, -1)]
    assert page.text_of("#record-path .fil-fold summary") == "Voir les 12 étapes d’avant"
    assert len(page.select("#record-path .fil-fold tbody tr")) == 20 - FEW


def test_with_a_question_nothing_but_its_answers_is_there(app: Flask) -> None:
    view = a_view(
        Job(title="Un poste", story="J’ai passé le permis cariste."),
        Skill(title="Conduire"),
        Action(title="Passer le permis B"),
        Action(title="Téléphoner"),
    )
    with app.test_request_context("/", base_url="https://localhost"):
        found = Record(view, TODAY, terms=("perm",))
        assert {one.title for one in found.entries} == {"Un poste", "Passer le permis B"}
        assert [one.title for one in found.plan.actions] == ["Passer le permis B"]
        assert [place for place, _, _ in found.contents] == ["record-path", "record-plan"]


def test_the_brief_says_nothing_of_a_section_that_is_not_shared(app: Flask) -> None:
    page = rendered(app, a_view(Action(title="Une action"), sections=(Section.SKILLS,)))
    assert page.texts("#record h2") == ["En bref", "Compétences et langues"]
    assert page.texts("#record-brief dt") == ["Personne", "Sa demande"]


def test_an_empty_section_says_so(app: Flask) -> None:
    page = rendered(app, a_view(sections=(Section.PATH, Section.PLAN)))
    assert page.texts("#record .fil-quiet") == ["Rien n’est écrit ici pour le moment."] * 2


def test_the_frieze_is_drawn_from_what_is_shared_and_only_with_the_right() -> None:
    job = Job(title="Un poste", when=Period(end=PartialDate(1998)))
    secret = Job(title="Caché", private=True, when=Period(end=PartialDate(1971)))
    drawn = Record(a_view(job, secret), TODAY)
    assert drawn.years == (1998, 1998)
    assert drawn.frieze is not None
    assert "1971" not in drawn.frieze
    assert Record(a_view(job, rights=(Right.READ,)), TODAY).frieze is None
    assert Record(a_view(Job(title="Sans date")), TODAY).frieze is None


def test_an_action_says_whose_it_is_and_where_it_stands(app: Flask) -> None:
    source = Provenance.proposed("CIDFF", "Hélène")
    record = Record(a_view(), TODAY)
    plan = record.plan
    cases = (
        (Action(title="a"), "Sandrine", "todo"),
        (Action(title="a", who=Who.COUNSELLOR, provenance=source), "Hélène", "todo"),
        (Action(title="a", who=Who.STRUCTURE, provenance=source), "CIDFF", "todo"),
        (Action(title="a", who=Who.STRUCTURE, who_name="Afpa"), "Afpa", "todo"),
        (Action(title="a", due=PartialDate(2020)), "Sandrine", "late"),
        (Action(title="a", status=ActionStatus.PAUSED), "Sandrine", ""),
    )
    with app.test_request_context("/", base_url="https://localhost"):
        for action, doer, state in cases:
            assert (plan.doer(action), plan.state(action)) == (doer, state)
        assert plan.doer(Action(title="a", who=Who.COUNSELLOR)) != ""


def test_the_contents_name_each_part_with_its_count(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://localhost"):
        parts = Record(a_view(Objective(title="Un but"), Action(title="a")), TODAY).contents
    assert ("record-plan", "Plan d’action", 1) in parts
    assert [anchor for anchor, _, _ in parts] == [f"record-{part}" for part in Section]

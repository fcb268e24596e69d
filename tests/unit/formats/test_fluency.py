"""A level is what somebody wrote as a level; the rest is a suggestion, or nothing."""

import json
from typing import Any

import pytest

from portfolio.domain.entries.language import DIMENSIONS
from portfolio.formats import jsonresume
from portfolio.formats.jsonresume.fluency import read_fluency


def read(said: str) -> tuple[dict[str, Any], list[str]]:
    content = {"languages": [{"language": "Anglais", "fluency": said}]}
    reading = jsonresume.read(json.dumps(content).encode())
    fields = reading.drafts[0].entry.model_dump(exclude_defaults=True)
    return fields, [str(remark) for remark in reading.report]


@pytest.mark.parametrize("said", ["B2", "b2", "B2 (CECRL)", "niveau B2"])
def test_one_code_is_a_level_for_every_dimension(said: str) -> None:
    fields, remarks = read(said)
    assert {name: fields[name] for name in DIMENSIONS} == dict.fromkeys(DIMENSIONS, "B2")
    assert remarks == [f"« {said} » a été pris pour toutes les activités : vérifiez."]


def test_codes_by_activity_stay_by_activity() -> None:
    fields, _ = read("C1 (oral), B2 (écrit)")
    assert {name: str(fields[name]) for name in DIMENSIONS} == {
        "listening": "C1",
        "reading": "B2",
        "spoken_interaction": "C1",
        "spoken_production": "C1",
        "writing": "B2",
    }
    assert read_fluency("reading: B1").levels == {"reading": "B1"}


@pytest.mark.parametrize(
    "said", ["B1/B2", "B1-B2", "between A2 and B1", "C1 oral, B2", "A1 oral, A2 oral"]
)
def test_codes_that_disagree_are_no_level(said: str) -> None:
    fields, remarks = read(said)
    assert not fields.keys() & set(DIMENSIONS)
    assert remarks == [f"« {said} » n’est pas un niveau du cadre européen : choisissez le vôtre."]


@pytest.mark.parametrize(
    ("said", "suggested"),
    [
        ("Courant", "C1"),
        ("Fluent", "C1"),
        ("Intermédiaire", "B1"),
        ("Limited working proficiency", "B1"),
        ("Professional working proficiency", "B2"),
        ("Full professional proficiency", "C1"),
        ("Elementary proficiency", "A1 / A2"),
        ("Native or bilingual proficiency", "C2"),
        ("Fortgeschritten", "C1"),
        ("Notions", "A1 / A2"),
    ],
)
def test_words_are_a_suggestion_and_never_a_level(said: str, suggested: str) -> None:
    fields, remarks = read(said)
    assert not fields.keys() & {*DIMENSIONS, "mother_tongue"}
    (remark,) = remarks
    assert remark.startswith(f"« {said} » n’est pas un niveau du cadre européen.")
    assert remark.endswith(f"Ce pourrait être {suggested} : à vous de choisir.")
    assert fields["extra"] == {"jsonresume": {"fluency": said}}


@pytest.mark.parametrize(
    "said", ["Native speaker", "native", "Langue maternelle", "Muttersprachler", "母語"]
)
def test_a_mother_tongue_is_one_and_has_no_level(said: str) -> None:
    fields, remarks = read(said)
    assert fields["mother_tongue"]
    assert not fields.keys() & set(DIMENSIONS)
    assert "langue maternelle" in remarks[0]


@pytest.mark.parametrize("said", ["Reading", "ok", "10 ans", "XB2X", "AB1", "🙂"])
def test_the_rest_is_left_to_the_person(said: str) -> None:
    fields, remarks = read(said)
    assert fields.keys() == {"title", "provenance", "extra"}
    assert remarks == [f"« {said} » n’est pas un niveau du cadre européen : choisissez le vôtre."]

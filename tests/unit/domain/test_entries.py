"""Every kind: what goes into a box comes out of it, hostile or not."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from portfolio.domain.entries import AS_TOLD, DECLARED, KINDS, Entry, Provenance
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.asking import asked
from portfolio.domain.entries.language import Basis, Cefr, Dimension, Language
from portfolio.domain.errors import UnknownName
from portfolio.domain.sections import Section
from tests.factories import (
    a_job,
    a_language,
    a_service,
    a_skill,
    a_training,
    an_action,
    an_entry,
    volunteering,
)
from tests.unit.domain import defaults
from tests.unit.domain.anything import entries

UNSEEN = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
KNOTS = {"event", "bead", "small", "loop", "action", "none"}
LANGUAGE_1 = (  # as the first version wrote it; kept for ever
    b'language/1\n{"title":"Allemand","story":"","private":false,'
    b'"provenance":{"how":"declared","source":"","source_id":"","structure":"","person":"",'
    b'"on":null},"extra":{},"mother_tongue":false,"oral":"B1","written":"",'
    b'"basis":"self","assessed_on":"2016","certificate":""}'
)


LANGUAGE_2 = LANGUAGE_1.replace(b"language/1", b"language/2").replace(
    b'"oral":"B1","written":""', b'"listening":"B1","writing":null'
)


ACTION_1 = (  # remarks were one text then
    b'action/1\n{"title":"Appeler l\xe2\x80\x99Afpa","status":"agreed","due":"2027-01",'
    b'"objective":null,"who":"me","comments":"Demander Marc.","agreed_on":"2026-11-20"}'
)


def strings(value: Any) -> list[str]:
    """Every text inside *value*."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in strings(each)]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_what_is_sealed_comes_back(kind: str, data: st.DataObject) -> None:
    entry = data.draw(entries(KINDS[kind]))

    payload = entry.to_bytes()

    assert Entry.from_bytes(payload) == entry
    assert payload.startswith(f"{kind}/{entry.version}\n{{".encode())
    written = json.loads(payload.partition(b"\n")[2])
    extra = written.pop("extra", {})
    assert extra == entry.extra
    assert not [text for text in strings(written) if UNSEEN.search(text)]
    assert type(entry).model_validate(written | {"extra": extra}) == entry
    assert type(entry).model_validate_json(entry.model_dump_json()) == entry


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_not_answered_is_not_written_and_stays_what_it_was(kind: str) -> None:
    entry = an_entry(kind)
    begun = defaults.now()[f"{kind}/{entry.version}"]

    assert defaults.recorded().get(f"{kind}/{entry.version}") == begun, (
        "raise the version for a default that changed; record what is new: see defaults.py here"
    )
    written = json.loads(entry.to_bytes().partition(b"\n")[2])
    assert "title" in written
    assert not [
        name for name in begun[""].keys() & written.keys() if begun[""][name] == written[name]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_what_begins_empty_is_made_anew_and_is_nothing_else(kind: str) -> None:
    """A factory is in no record of defaults: an empty one alone cannot change."""
    fields = KINDS[kind].model_fields.values()

    assert {info.default_factory for info in fields if info.default_factory} <= {dict}


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_enough(kind: str) -> None:
    entry = an_entry(kind)

    assert Entry.from_bytes(entry.to_bytes()) == entry
    assert entry.provenance == DECLARED
    assert entry.private is (kind == "situation"), "private by default: a situation check alone"
    assert entry.period is None
    assert entry.summary == ""
    assert entry.knot in KNOTS
    assert isinstance(entry.section, Section)
    assert entry.label and entry.plural


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", ["", " \n\t", "\0", "\u202e", "\u200b\u200d", "\ud800"])
def test_a_title_that_does_not_show_is_none(kind: str, title: str) -> None:
    with pytest.raises(ValidationError) as refused:
        an_entry(kind, title=title)

    assert [error["type"] for error in refused.value.errors()] == ["string_too_short"]


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_characters_are_no_title(kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        an_entry(kind, title="a" * 10_000)

    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == ("string_too_long", {"max_length": 200})


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_nobody_declared_is_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        an_entry(kind, gender="F")


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_repeats_what_was_written(kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        an_entry(kind, title="CANARY" * 100)

    assert "CANARY" not in str(refused.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_has_words_and_every_other_field_a_default(kind: str) -> None:
    for name, info in KINDS[kind].model_fields.items():
        assert name == "title" or not info.is_required(), name
        assert asked(info).never or info.title, name


def test_nothing_asks_what_is_nobodys_business() -> None:
    names = {name for model in KINDS.values() for name in model.model_fields}

    assert not names & {"gender", "nationality", "birth_date", "religion", "health", "photo"}


def test_an_entry_cannot_be_altered_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        a_skill().title = "Autre"  # type: ignore[misc]  # that is the point


def test_a_change_obeys_the_same_rules() -> None:
    assert a_skill().changed(title=" Souder à l’arc ").title == "Souder à l’arc"
    with pytest.raises(ValidationError):
        a_skill().changed(title="")


def test_bytes_that_could_not_be_read_back_are_not_given() -> None:
    broken = a_job().model_copy(update={"when": "hier"})

    with pytest.raises(ValidationError), pytest.warns(UserWarning, match="Pydantic serializer"):
        broken.to_bytes()


@pytest.mark.parametrize("made", [a_job, a_service, a_training, volunteering])
def test_a_reader_of_a_share_is_not_told_why_it_ended(made: Callable[..., Entry]) -> None:
    told = made(leaving_reason="CANARY", extra={"raw": "CANARY"}, story="Chez eux")

    shared = told.shared()

    assert b"CANARY" not in shared.to_bytes()
    assert shared == made(story="Chez eux")


def test_kinds_come_in_the_order_in_which_a_life_is_told() -> None:
    path = [name for name, kind in KINDS.items() if kind.section is Section.PATH]

    assert path[:3] == ["job", "placement", "training"]
    assert set(AS_TOLD) <= set(KINDS)


def test_what_an_import_kept_is_bounded() -> None:
    deep: Any = 1
    for _ in range(6):
        deep = {"a": deep}
    assert a_job(extra=deep).extra == deep
    for extra in (
        {"a": deep},
        {"a": [[[[[[1]]]]]]},
        {"a": "x" * 16_400},
        {"a": float("nan")},
        {"a": "\ud800"},
        {"a": object()},
        {1: "a"},
    ):
        with pytest.raises(ValidationError):
            a_job(extra=extra)


def test_ten_thousand_levels_are_refused_not_fallen_into() -> None:
    deep: Any = 1
    for _ in range(10_000):
        deep = [deep]

    with pytest.raises(ValidationError):
        a_job(extra={"a": deep})


def test_what_was_written_by_an_older_release_is_brought_up_to_date() -> None:
    assert Entry.from_bytes(LANGUAGE_1) == Language(
        title="Allemand",
        listening=Cefr.B1,
        spoken_interaction=Cefr.B1,
        spoken_production=Cefr.B1,
        basis="self",
        assessed_on="2016",
    )


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        b"saga/1\n{}",
        b"job/99\n{}",
        b"job/0\n{}",
        b"language/0\n{}",
        b"job/x\n{}",
        b"\xff/1\n",
    ],
)
def test_what_nobody_taught_us_to_read_is_said_so(payload: bytes) -> None:
    with pytest.raises(UnknownName):
        Entry.from_bytes(payload)


def test_a_rule_tightened_later_does_not_hide_what_was_written() -> None:
    written = a_job().to_bytes().replace(b"Agente de service", b"a" * 300)
    backwards = written.replace(b'"end":"2019"', b'"end":"1999"')
    dropped = an_action().to_bytes().replace(b'"agreed"', b'"dropped"')

    assert Entry.from_bytes(backwards).title == "a" * 300
    assert Entry.from_bytes(dropped).kind == "action"


def test_somebody_elses_json_is_cleaned_like_any_answer() -> None:
    skill = type(a_skill()).model_validate_json('{"title": " Sou\\u202eder\\u0000 "}')

    assert skill.title == "Souder"
    with pytest.raises(ValidationError):
        type(a_skill()).model_validate_json(json.dumps({"title": "a" * 201}))


def test_a_fact_says_where_it_comes_from() -> None:
    imported = Provenance.imported("jsonresume", "work[2]")
    proposed = Provenance.proposed("CIDFF des Vosges", "Hélène Grandjean", by="c1")

    assert (imported.how, imported.source, imported.source_id) == (
        "imported",
        "jsonresume",
        "work[2]",
    )
    assert (proposed.how, proposed.person, proposed.source_id) == (
        "proposed",
        "Hélène Grandjean",
        "c1",
    )


def test_a_language_says_its_levels_once_each() -> None:
    language = a_language(writing="A2")

    assert language.summary == "A2, B1"
    assert list(language.levels) == ["listening", "spoken_interaction", "writing"]


def test_a_language_of_the_second_version_has_one_basis_for_all() -> None:
    language = Entry.from_bytes(LANGUAGE_2)
    assert isinstance(language, Language)
    assert language.assessments == ()
    assert language.assessed(Dimension.LISTENING).basis is Basis.SELF


def test_remarks_of_the_first_version_are_one_comment_without_a_day() -> None:
    action = Entry.from_bytes(ACTION_1)

    assert isinstance(action, Action)
    assert [(one.on, one.text) for one in action.comments] == [(None, "Demander Marc.")]
    assert Entry.from_bytes(action.to_bytes()) == action
    assert Entry.from_bytes(ACTION_1.replace(b"Demander Marc.", b"")).comments == ()  # type: ignore[attr-defined]  # an action


def test_an_action_of_a_version_never_written_is_refused() -> None:
    with pytest.raises(UnknownName):
        Entry.from_bytes(ACTION_1.replace(b"action/1", b"action/0"))

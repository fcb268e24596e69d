"""A whole portfolio goes out and comes back the same, field by field."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries import KINDS, Entry, Provenance
from portfolio.domain.errors import Refused
from portfolio.domain.files import FileFacts
from portfolio.domain.handouts import Booklet, Cv
from portfolio.formats import portfolio_json
from portfolio.formats.base import writers_of
from portfolio.formats.portfolio_json import Kept, KeptHandout, PortfolioSheet
from portfolio.formats.words import FRENCH

AT = datetime(2026, 11, 20, 10, 2, tzinfo=UTC)
SPECIAL: dict[str, dict[str, Any]] = {
    "job": {
        "when": Period(start=PartialDate(1998, 5), ongoing=True),
        "tasks": ("Régler\u00a0: oui", "=1+1"),
        "contract": "permanent",
        "private": True,
        "extra": {"jsonresume": {"a": [1, None, {"b": "é"}]}},
    },
    "language": {"reading": "B2", "assessed_on": PartialDate(2020), "basis": "test"},
    "skill": {
        "level": 3,
        "linked": (UUID(int=1),),
        "keywords": ("a", "b"),
        "situations": ({"context": "Au garage", "result": "Il roule"},),
        "classified": ({"framework": "esco", "code": "s1", "label": "réparer", "version": "1.2"},),
        "groups": ("bricolage",),
        "nothing_fits": "Titre",
    },
    "action": {
        "objective": UUID(int=2),
        "due": PartialDate(2027, 3),
        "agreed_on": date(2026, 9, 5),
        "provenance": Provenance.proposed("CIDFF", "Hélène", date(2026, 9, 3)),
    },
    "certificate": {"issued": PartialDate(2020, 2, 29), "level": 3},
    "identity": {"email": "awa@exemple.fr", "links": ("https://exemple.fr",)},
}


CAP = FileFacts(id=UUID(int=9), name="cap.pdf", media_type="application/pdf", size=7, sha256="ab")


HANDED_OUT = (
    KeptHandout(UUID(int=20), Cv(name="CV vente", left_out=(UUID(int=1),)), AT),
    KeptHandout(UUID(int=21), Booklet(diploma="Aide-soignante", experiences=(UUID(int=1),)), AT),
)


def a_sheet(*entries: Entry) -> PortfolioSheet:
    kept = (Kept(UUID(int=number), entry, AT, AT) for number, entry in enumerate(entries, 1))
    return PortfolioSheet("Fil rouge", AT, tuple(kept), (CAP,), HANDED_OUT)


EVERY_KIND = a_sheet(
    *(
        model.model_validate(
            {"title": f"Titre « {name} »", "story": "Deux\nlignes 👍🏽", **SPECIAL.get(name, {})}
        )
        for name, model in KINDS.items()
    )
)


def test_every_kind_comes_back_as_it_was() -> None:
    assert portfolio_json.read(portfolio_json.write(EVERY_KIND, FRENCH)) == EVERY_KIND


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    written = portfolio_json.write(EVERY_KIND, FRENCH)
    assert portfolio_json.write(portfolio_json.read(written), FRENCH) == written


def test_the_file_obeys_its_schema() -> None:
    schema = portfolio_json.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "/api/v1/schemas/portfolio"
    told = json.loads(portfolio_json.write(EVERY_KIND, FRENCH))
    jsonschema.validate(told, schema)
    assert {entry["kind"] for entry in told["entries"]} == set(KINDS)


@pytest.mark.parametrize(
    "change", [{"kind": "poem"}, {"version": 99}, {"data": {}}, {"new": 1}, {"id": "x"}]
)
def test_a_file_changed_by_hand_is_refused_by_schema_and_reader(change: dict[str, Any]) -> None:
    told = json.loads(portfolio_json.write(EVERY_KIND, FRENCH))
    told["entries"][0] |= change
    validator = jsonschema.Draft202012Validator(
        portfolio_json.schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert list(validator.iter_errors(told))
    with pytest.raises(Refused):
        portfolio_json.read(json.dumps(told).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"basics": {}}', b"[" * 5000])
def test_anything_else_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused):
        portfolio_json.read(content)


def test_an_entry_of_a_former_version_is_brought_up_to_date() -> None:
    told = json.loads(portfolio_json.write(a_sheet(KINDS["language"](title="Arabe")), FRENCH))
    told["entries"][0] |= {"version": 1, "data": {"title": "Arabe", "oral": "B1", "written": "A2"}}
    (kept,) = portfolio_json.read(json.dumps(told).encode()).entries
    assert kept.entry.summary == "A2, B1"


def test_what_came_from_outside_is_cleaned() -> None:
    told = json.loads(portfolio_json.write(a_sheet(KINDS["job"](title="x")), FRENCH))
    told["entries"][0]["data"] |= {"title": " a\u202eb ", "url": ""}
    (kept,) = portfolio_json.read(json.dumps(told).encode()).entries
    assert kept.entry.title == "ab"
    told["entries"][0]["data"]["url"] = "javascript:alert(1)"
    with pytest.raises(Refused):
        portfolio_json.read(json.dumps(told).encode())


def test_a_handout_of_a_kind_to_come_is_refused_by_schema_and_reader() -> None:
    told = json.loads(portfolio_json.write(a_sheet(), FRENCH))
    told["handouts"][0]["kind"] = "poster"
    assert list(jsonschema.Draft202012Validator(portfolio_json.schema()).iter_errors(told))
    with pytest.raises(Refused):
        portfolio_json.read(json.dumps(told).encode())


def test_the_file_says_what_it_does_not_carry() -> None:
    told = json.loads(portfolio_json.write(a_sheet(), FRENCH))
    assert {"trash", "versions", "file-contents"} <= set(told["without"])


def test_an_empty_portfolio_goes_out_too() -> None:
    empty = a_sheet()
    assert portfolio_json.read(portfolio_json.write(empty, FRENCH)) == empty
    assert [writer.name for writer in writers_of(PortfolioSheet)] == ["portfolio-json"]

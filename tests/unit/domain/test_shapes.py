"""Texts as they come in, and what is left of them."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from portfolio.domain.entries.shapes import (
    Email,
    Line,
    Lines,
    Points,
    Prose,
    Url,
    Urls,
    clean_line,
    clean_prose,
)
from tests.unit.domain.anything import words


def read(shape: Any, value: object) -> object:
    return TypeAdapter(shape).validate_python(value)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Agente   de\tservice\n", "Agente de service"),
        ("a\0b\x1bc", "abc"),
        ("moi\u202egnas\u202c", "moignas"),
        ("\u2066caché\u2069 \u200fici\u200e", "caché ici"),
        ("\ufeffBOM", "BOM"),
        ("demi \ud83d paire", "demi paire"),
        ("e\u0301te\u0301", "été"),
        ("👩🏽\u200d🔧 🧶", "👩🏽\u200d🔧 🧶"),
        ("مساعدة منزلية", "مساعدة منزلية"),
        ("un\u2028deux\x85trois", "un deux trois"),
        ("espace\u00a0fine\u202f!", "espace fine !"),
        ("\u200b", ""),
    ],
)
def test_a_line_keeps_what_can_be_read(written: str, kept: str) -> None:
    assert read(Line, written) == kept


def test_prose_keeps_its_paragraphs() -> None:
    assert (
        read(Prose, " Un.\r\nDeux.\r\rTrois.\x0bQuatre.\u2029\n ")
        == "Un.\nDeux.\n\nTrois.\nQuatre."
    )


@given(words)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (clean_line, clean_prose):
        assert clean(clean(text)) == clean(text)
    assert "\n" not in clean_line(text)


def test_a_line_of_two_hundred_is_the_longest() -> None:
    assert read(Line, "é" * 200)
    assert read(Line, " " * 500 + "é") == "é"
    with pytest.raises(ValidationError):
        read(Line, "é" * 201)


def test_prose_of_twenty_thousand_is_the_longest() -> None:
    assert read(Prose, "é" * 20_000)
    with pytest.raises(ValidationError):
        read(Prose, "é" * 20_001)


@pytest.mark.parametrize("value", [None, 3, b"octets", ["a"]])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        read(Line, value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("exemple.fr", "https://exemple.fr"),
        (" www.exemple.fr/a ", "https://www.exemple.fr/a"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("HTTPS://Exemple.fr/É?q=1#x", "HTTPS://Exemple.fr/É?q=1#x"),
        ("https://exemple.fr:8443/", "https://exemple.fr:8443/"),
    ],
)
def test_an_address_of_a_site_is_completed(typed: str, kept: str) -> None:
    assert read(Url, typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://exemple.fr",
        "file:///etc/passwd",
        "//exemple.fr",
        "/relatif",
        "https://",
        "https://localhost",
        "https://.",
        "https://banque.fr@mechant.fr",
        "https://a:b@exemple.fr",
        "https://exemple.fr:99999/",
        "https://[::1",
        "https://exemple.fr/<b>",
        "https://exemple.fr/a b",
        "https://exemple.fr/" + "a" * 2000,
        "pas un site",
    ],
)
def test_what_leads_nowhere_safe_is_no_site(typed: str) -> None:
    with pytest.raises(ValidationError):
        read(Url, typed)


def test_an_e_mail_address_is_normalised_or_refused() -> None:
    assert read(Email, " Awa@EXEMPLE.fr ") == "Awa@exemple.fr"
    assert read(Email, "") == ""
    for typed in (
        "awa",
        "awa@",
        "@exemple.fr",
        "a b@exemple.fr",
        "a@b@c.fr",
        "awa@exemple.fr\nBcc: x",
    ):
        with pytest.raises(ValidationError):
            read(Email, typed)


def test_a_list_holds_what_says_something() -> None:
    assert read(Points, ["", " Servir ", "\u202e", "Ranger"]) == ("Servir", "Ranger")


def test_lists_are_bounded() -> None:
    assert read(Lines, ["a"] * 100) == ("a",) * 100
    for shape, much in ((Lines, 101), (Points, 101), (Urls, 21)):
        with pytest.raises(ValidationError):
            read(shape, ["exemple.fr"] * much)


def test_the_published_schema_says_how_long() -> None:
    assert TypeAdapter(Line).json_schema() == {"type": "string", "minLength": 0, "maxLength": 200}

"""French is written where it is shown; English is complete."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale

from portfolio.web.templating import ngettext

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "portfolio" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACES = re.compile(r"%\((\w+)\)[sd]")
LONE_PERCENT = re.compile(r"(?<!%)%(?!%|\(\w+\)[sd])")
NOT_TYPED_SO = re.compile(r"""['"«»!]|  | [:;?]""")
"""Straight quotes, French ones, an exclamation mark, a space where English has none."""


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every sentence marked in the code and the templates."""
    found = tmp_path_factory.mktemp("messages") / "messages.pot"
    options = ["-F", "pyproject.toml", "-k", "say", "-k", "N_", "-o", str(found)]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "extract", *options, "."],
        cwd=ROOT,
        check=True,
    )
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def several(said: object) -> list[str]:
    """One sentence, or its singular and its plural."""
    return [str(one) for one in said] if isinstance(said, (tuple, list)) else [str(said or "")]


def written(catalog: Catalog) -> list[Message]:
    """Its sentences, without its header."""
    return [message for message in catalog if message.id]


def test_every_sentence_has_its_english(sentences: Catalog, english: Catalog) -> None:
    assert not [
        message.id
        for message in written(sentences)
        if not ((there := english.get(message.id)) and all(several(there.string)))
    ]


def test_nothing_is_translated_that_is_no_longer_said(sentences: Catalog, english: Catalog) -> None:
    assert not [message.id for message in written(english) if message.id not in sentences]
    assert not english.obsolete


def test_no_translation_is_a_guess(english: Catalog) -> None:
    assert not [message.id for message in english if message.fuzzy]


def test_a_translation_keeps_the_places_to_fill(english: Catalog) -> None:
    for message in written(english):
        forms, said = several(message.id), several(message.string)
        assert len(forms) == len(said), message.id
        for french, text in zip(forms, said, strict=True):
            assert set(PLACES.findall(text)) == set(PLACES.findall(french)), text


def test_a_sentence_with_places_shows_a_percent_sign_by_doubling_it(
    sentences: Catalog, english: Catalog
) -> None:
    both = [*written(sentences), *written(english)]
    said = [text for message in both for text in (*several(message.id), *several(message.string))]
    assert not [text for text in said if LONE_PERCENT.search(text)]


def test_english_is_typed_as_english_is(english: Catalog) -> None:
    said = [text for message in written(english) for text in several(message.string)]
    assert not [text for text in said if NOT_TYPED_SO.search(text)]


def test_the_catalogue_compiles(english: Catalog) -> None:
    assert not english.fuzzy, "Without its header the catalogue is passed over in silence."
    assert not [why for _, whys in english.check() for why in whys]


@pytest.mark.parametrize(("count", "said"), [(0, "0 ligne"), (1, "1 ligne"), (2, "2 lignes")])
def test_french_has_no_plural_under_two(app: Flask, count: int, said: str) -> None:
    with app.test_request_context(), force_locale("fr"):
        assert ngettext("%(num)s ligne", "%(num)s lignes", count) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines")])
def test_english_has_a_plural_for_all_but_one(app: Flask, count: int, said: str) -> None:
    with app.test_request_context(), force_locale("en"):
        assert ngettext("%(num)s ligne", "%(num)s lignes", count) == said

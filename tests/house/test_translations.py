"""French is written where it is shown; English is complete."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "portfolio" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACES = re.compile(r"%\((\w+)\)[sd]")


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every sentence marked in the code and the templates."""
    found = tmp_path_factory.mktemp("messages") / "messages.pot"
    extract = [
        "extract",
        "-q",
        "-F",
        "pyproject.toml",
        "-k",
        "say",
        "-k",
        "N_",
        "-o",
        str(found),
        ".",
    ]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", *extract], cwd=ROOT, check=True
    )
    with found.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def texts(message: Message) -> list[str]:
    string = message.string
    return list(string) if isinstance(string, (tuple, list)) else [string]


def test_every_sentence_has_its_english(sentences: Catalog, english: Catalog) -> None:
    missing = [
        str(message.id)
        for message in sentences
        if message.id and not ((there := english.get(message.id)) and all(texts(there)))
    ]
    assert not missing


def test_nothing_is_translated_that_is_no_longer_said(sentences: Catalog, english: Catalog) -> None:
    assert not [
        str(message.id) for message in english if message.id and message.id not in sentences
    ]


def test_no_translation_is_a_guess(english: Catalog) -> None:
    assert not [str(message.id) for message in english if message.fuzzy and message.id]


def test_a_translation_keeps_the_places_to_fill(english: Catalog) -> None:
    for message in english:
        one = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        last = message.id[-1] if isinstance(message.id, (tuple, list)) else message.id
        wanted = set(PLACES.findall(one)) | set(PLACES.findall(last))
        for text in texts(message) if message.id else []:
            assert set(PLACES.findall(text)) <= wanted, text

"""Initials are explained: in one file, in both languages, whenever a sentence of ours has some."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from portfolio.domain import acronyms

ENGLISH = Path(__file__).parents[2] / "portfolio/translations/en/LC_MESSAGES/messages.po"
INITIALS = re.compile(r"\b[A-Z]{2,}\b")
PLAIN = {"AA", "CEDEX", "HTML", "TOEIC", "UTF"}
"""A level, a word of postal addresses, what only a test's sample or an error report says."""


def test_every_acronym_of_ours_is_in_the_glossary() -> None:
    with ENGLISH.open("rb") as file:
        sentences = [str(each.id) for each in read_po(file) if each.id]
    said = {initials for each in sentences for initials in INITIALS.findall(each)}
    assert said - PLAIN <= set(acronyms.known())


def test_the_glossary_is_in_order_and_complete() -> None:
    known = acronyms.known()
    assert list(known) == sorted(known, key=str.casefold)
    assert len(known) >= 60
    assert all(
        each.name and each.fr.endswith(".") and each.en.endswith(".") for each in known.values()
    )


def test_a_line_of_the_glossary_is_one_line() -> None:
    told = [each.told(language) for each in acronyms.known().values() for language in ("fr", "en")]
    assert max(map(len, told)) <= 110
    assert not [each for each in told if re.search(r"['\"!]", each)]

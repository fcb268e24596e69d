"""Words as frameworks are searched by: accents, capitals and plurals aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.frameworks import (
    LONGEST_WORD,
    MOST_WORDS,
    forms,
    indexed,
    sought,
    things,
    whole,
)


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("engins", "engin"),
        ("travaux", "travail"),
        ("chevaux", "cheval"),
        ("tableaux", "tableau"),
        ("cas", "cas"),
        ("web", "web"),
    ],
)
def test_a_plural_is_found_by_its_singular(plural: str, single: str) -> None:
    assert single in forms(plural)


def test_silent_words_do_not_narrow_a_search_unless_there_is_nothing_else() -> None:
    assert sought("M’occuper d’enfants") == ("occuper", "enfants")
    assert sought("de la") == ("de", "la")


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'\"", "\0", "!?…"])
def test_what_has_no_word_seeks_nothing(text: str) -> None:
    assert sought(text) == ()


@given(st.text(max_size=300))
def test_whatever_is_typed_is_few_short_words(text: str) -> None:
    words = sought(text)
    assert len(words) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD and "\0" not in word for word in words)


@given(st.text(max_size=60))
def test_every_word_of_a_label_finds_it(label: str) -> None:
    assert all(forms(word) & indexed([label]) for word in sought(label))


def test_what_a_label_says_is_counted_once_in_both_genders_and_without_its_asides() -> None:
    assert things("Agent / Agente de service hospitalier (ASH)") == [
        ["agent", "agente"],
        ["service"],
        ["hospitalier"],
    ]


def test_a_short_name_is_known_whole_whatever_its_little_words_and_plurals() -> None:
    assert whole("Femmes de ménage") == whole("femme du ménage") == "=femme menage"
    assert whole("superviseuse de plombières et de chauffagistes industriels") == ""

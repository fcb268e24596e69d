"""Words as frameworks are searched by: accents, capitals and plurals aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.frameworks import LONGEST_WORD, MOST_WORDS, forms, indexed, sought, stem


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


def test_a_family_of_words_has_one_stem() -> None:
    family = {stem("souder"), stem("soude")}
    assert family == {"soud"}
    assert "soudeuse".startswith(stem("souder"))

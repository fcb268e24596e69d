"""Markdown on paper: what it marks is read, its marks are not; plain words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.markup import before_marks
from portfolio.domain.unmarking import unmarked


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Un **mot** fort, un _autre_, `trois`", "Un mot fort, un autre, trois"),
        ("1. Appeler\n2. Écrire **vite**\n\nFin", "1. Appeler\n2. Écrire vite\n\nFin"),
        ("- pain\n- lait\n  - entier\n\nOk", "- pain\n- lait\n  - entier\n\nOk"),
        ("> cité\n\nligne\nautre", "cité\n\nligne\nautre"),
        ("[ici](https://exemple.fr)", "ici (https://exemple.fr)"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("5 < 6 & 2 * 3 = 6", "5 < 6 & 2 * 3 = 6"),
        ("Deux lignes\net  des blancs", "Deux lignes\net  des blancs"),
    ],
)
def test_marks_are_taken_away_and_words_stay(written: str, read: str) -> None:
    assert unmarked(written) == read


@given(st.text(st.sampled_from("ab *_`[]()<>-1. \n#>"), max_size=60))
def test_anything_at_all_is_read(text: str) -> None:
    assert isinstance(unmarked(text), str)


@pytest.mark.parametrize(
    ("written", "begins"),
    [
        ("Des mots, une ligne\net 12 km.", "Des mots, une ligne\net 12 km."),
        ("Un **mot** fort", "Un "),
        ("Avant\n- pain", "Avant\n"),
        ("1. Appeler", ""),
        ("", ""),
    ],
)
def test_what_stands_before_the_first_mark_is_words_alone(written: str, begins: str) -> None:
    assert before_marks(written) == begins


@given(st.text(st.sampled_from("ab *_`[]()<>-1. \n#>"), max_size=60))
def test_marks_change_nothing_of_what_stands_before_them(text: str) -> None:
    first = "".join(before_marks(text).split())
    assert "".join(unmarked(text).split()).startswith(first)

"""Which words are of one family."""

import pytest

from portfolio.domain.families import family


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("souder", "soudure"),
        ("soudeuse", "souder"),
        ("jardiner", "jardinage"),
        ("vendre", "vendeuse"),
        ("peindre", "peintures"),
        ("operatrice", "operateurs"),
        ("mecanique", "mecanicien"),
        ("agente", "agents"),
        ("polissage", "polissages"),
    ],
)
def test_one_root_before_two_endings_is_a_family(word: str, other: str) -> None:
    assert other in family(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("patience", "patient"),
        ("excel", "exces"),
        ("interim", "interprete"),
        ("menage", "menaces"),
        ("lis", "lire"),
        ("souder", "soude"),
    ],
)
def test_a_beginning_in_common_is_none(word: str, other: str) -> None:
    assert other not in family(word)


def test_everybody_is_of_their_own() -> None:
    assert all(word in family(word) for word in ("", "or", "soudure", "xyz"))

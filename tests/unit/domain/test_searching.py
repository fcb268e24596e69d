"""Words are found as people look for them: without accents, in the plural, half typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.searching import LONGEST, excerpt, holds_all, marked, terms_of


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("boulang", "Aide en boulangerie"),
        ("epinal", "Mairie d’Épinal"),
        ("ÉPINAL", "epinal"),
        ("travaux", "Travail de nuit"),
        ("travail", "Petits travaux"),
        ("cuisines", "La cuisine du collège"),
        ("bateau", "Deux bateaux"),
        ("oeuvre", "Main-d’œuvre"),
        ("dev info", "Développeur informatique"),
        ("1998", "mars 1998"),
        ("مطبخ", "مطبخ كبير"),
        ("مطبخ", "مَطْبَخ كبير"),
        ("кухн", "Работа на кухне"),
        ("йога", "ЙОГА"),
        ("שלום", "שָׁלוֹם"),
        ("🌿", "Jardin 🌿 partagé"),
        ("👍", "Bravo👍🏽"),
        ("👍🏽", "Bravo 👍"),
        ("❤️", "❤"),
        ("👩", "👩‍🌾 aux champs"),
        ("👩‍🌾", "👩🏽‍🌾"),
        ("🇫🇷", "Né en 🇨🇭, vit en 🇫🇷"),
        ("🌿 🍅", "🍅 et 🌿"),
        ("🌿 jardin", "Jardin 🌿 partagé"),
        ("C++", "Java, C++ et Python"),
        ("c#", "C#, F#"),
        ("c++", "C++11"),
        ("C", "C++"),
        (".NET", "Développeuse .NET"),
        ("asp.net", "ASP.NET Core"),
        ("bac+3", "Bac +3"),
        ("bac", "bac+2"),
        ("€", "1 500 €"),
    ],
)
def test_what_is_looked_for_is_found(question: str, text: str) -> None:
    assert holds_all([text], terms_of(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("bois", "boire"),
        ("chat", "achat"),
        ("vae", "va"),
        ("C++", "Caisse, langage C et C#"),
        ("🌿", "Jardin 🍅"),
        ("🇫🇷", "🇨🇭"),
        ("🌿 🍅", "🌿"),
    ],
)
def test_what_is_not_there_is_not_found(question: str, text: str) -> None:
    assert not holds_all([text], terms_of(question))


def test_each_word_may_be_in_another_answer() -> None:
    assert holds_all(["Serveuse", "Gérardmer"], terms_of("gerardmer serveuse"))
    assert not holds_all(["Serveuse", "Gérardmer"], terms_of("gerardmer plongeuse"))


def test_the_words_found_are_marked_as_they_were_written() -> None:
    assert marked("Les Élèves d’Épinal", terms_of("eleve")) == [
        ("Les ", False),
        ("Élèves", True),
        (" d’Épinal", False),
    ]


def test_a_sign_is_marked_whole() -> None:
    assert marked("Aux champs 👩🏽‍🌾, c’est 👍🏽.", terms_of("👩")) == [
        ("Aux champs ", False),
        ("👩🏽‍🌾", True),
        (", c’est 👍🏽.", False),
    ]
    assert marked("مَطْبَخ كبير", terms_of("مطبخ")) == [("مَطْبَخ", True), (" كبير", False)]


def test_an_excerpt_shows_what_stands_around_in_whole_words() -> None:
    text = "Avant. " * 40 + "J’ai soudé des cadres. " + "Après. " * 40
    parts = excerpt(text, terms_of("soudé"))

    assert ("soudé", True) in parts
    assert parts[0] == parts[-1] == ("…", False)
    assert set("".join(part for part, _ in parts).replace("…", "").split()) <= set(text.split())


@given(st.text(max_size=300), st.text(max_size=120))
def test_marking_changes_no_character(text: str, question: str) -> None:
    assert "".join(part for part, _ in marked(text, terms_of(question))) == text


@given(st.text(max_size=2 * LONGEST))
def test_a_question_of_any_kind_is_bounded(question: str) -> None:
    assert len(terms_of(question)) <= 8

"""French spacing: what is tied together, what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from portfolio.web.typography import NARROW, NO_BREAK, french, french_prose


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Quoi ? Oui ! Non ;", "Quoi_? Oui_! Non_;"),
        ("« Mes partages »", "«_Mes partages_»"),
        ("Erreur : la date", "Erreur~: la date"),
        ("à 14 h 05, dans 3 mois", "à 14~h~05, dans 3~mois"),
        ("10 Mo au plus, 50 % lus", "10~Mo au plus, 50~% lus"),
        ("12 500 personnes, 1 234 567,89 €", "12_500 personnes, 1_234_567,89~€"),
        ("le 12 mars 2027, le 1er mai", "le 12~mars 2027, le 1er~mai"),
        ("au 03 53 01 00 00", "au 03~53~01~00~00"),
        ("au +33 6 39 98 00 88", "au +33~6~39~98~00~88"),
        ("Mme Thiébaut, 4 sur 9", "Mme~Thiébaut, 4~sur~9"),
        ("Encore %(days)s jours, %(n)d %%", "Encore %(days)s~jours, %(n)d~%%"),
    ],
)
def test_what_belongs_together_is_not_parted_at_the_end_of_a_line(written: str, shown: str) -> None:
    assert french(written) == shown.replace("_", NARROW).replace("~", NO_BREAK)


@pytest.mark.parametrize(
    "written",
    ["https://exemple.fr/page?a=b;c", "12:30", "en 2014 200 personnes", "%(who)s %(what)s", ""],
)
def test_nothing_is_added_where_a_space_means_something_else(written: str) -> None:
    assert french(written) == written


@given(st.text(alphabet=" \u00a0\u202f?!;:«»0123456789hMmo%<>abc(s)"))
def test_twice_is_once(written: str) -> None:
    once = french_prose(written)

    assert french_prose(once) == once


@given(st.text())
def test_only_spaces_change(written: str) -> None:
    def without(text: str) -> str:
        return text.replace(NO_BREAK, " ").replace(NARROW, " ").replace(" ", "")

    assert without(french_prose(written)) == without(written)


def test_tags_attributes_and_code_are_left_alone() -> None:
    page = Markup('<a title="a ? b > c">Oui ?</a> <!-- a ; b --><code>x ? y</code> <b>1</b> !')

    assert french(page) == Markup(
        '<a title="a ? b > c">Oui\u202f?</a> <!-- a ; b --><code>x ? y</code> <b>1</b>\u202f!'
    )


def test_markup_and_plain_text_keep_their_own_answers() -> None:
    assert isinstance(french(Markup("Quoi ?")), Markup)
    assert not isinstance(french("Quoi ?"), Markup)

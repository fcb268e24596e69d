"""Offices, and how the directory compares words."""

import pytest

from portfolio.domain.structures import Card, Office, folded


@pytest.mark.parametrize(
    ("office", "reads", "keeps_keys", "manages_names"),
    [
        (Office.REFERENT, True, True, True),
        (Office.COUNSELLOR, True, False, False),
        (Office.ACCOUNT_MANAGER, False, False, True),
    ],
)
def test_managing_names_is_not_holding_keys(
    office: Office, reads: bool, keeps_keys: bool, manages_names: bool
) -> None:
    assert (office.reads, office.keeps_keys, office.manages_names) == (
        reads,
        keeps_keys,
        manages_names,
    )
    assert office.label


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Mission locale d’Épinal", "mission locale d epinal"),
        ("  ŒUVRE — Saint-Dié ", "oeuvre saint die"),
        ("100 % _", "100"),
        ("", ""),
    ],
)
def test_words_are_compared_without_accents_capitals_or_signs(typed: str, compared: str) -> None:
    assert folded(typed) == compared


def test_a_card_is_found_by_name_town_network_and_postcode() -> None:
    card = Card(name="CIO", town="Épinal", network="Éducation nationale", postcode="88000")

    assert card.words == "cio epinal education nationale 88000"

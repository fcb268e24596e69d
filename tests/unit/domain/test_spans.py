"""Two dates written as one are told apart; one date never is."""

import pytest

from portfolio.domain.spans import two_in


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2015-2018", "2015", "2018"),
        ("2015 – 2018", "2015", "2018"),  # a dash that keyboards write
        ("2015/2018", "2015", "2018"),
        ("2015-18", "2015", "2018"),
        ("de 2015 à 2018", "2015", "2018"),
        ("De mars 2015 jusqu’à juin 2018", "03/2015", "06/2018"),
        ("05/2015-06/2018", "05/2015", "06/2018"),
        ("1er mai 2015 au 3 mai 2015", "01/05/2015", "03/05/2015"),
        ("from March 2015 to 2018", "03/2015", "2018"),
    ],
)
def test_two_dates_are_told_apart(typed: str, first: str, last: str) -> None:
    found = two_in(typed)

    assert found is not None and [each.typed for each in found] == [first, last]


@pytest.mark.parametrize(
    "typed",
    ["", "2015", "2015-05", "12/05/1998", "mai 1998", "hier", "2015-", "-2018", "à" * 10_000],
)
def test_one_date_or_none_is_not_two(typed: str) -> None:
    assert two_in(typed) is None

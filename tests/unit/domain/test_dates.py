"""Dates as exact as they were told, and no more."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from portfolio.domain.dates import (
    IMPOSSIBLE,
    OUT_OF_RANGE,
    SHORT_YEAR,
    UNREADABLE,
    PartialDate,
    Period,
    precedes,
)
from tests.unit.domain.anything import partial_dates

DATE = TypeAdapter(PartialDate)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1998", "1998"),
        (" 1998 ", "1998"),
        ("1998-05", "1998-05"),
        ("05/1998", "1998-05"),
        ("5/1998", "1998-05"),
        ("mai 1998", "1998-05"),
        ("Mai 1998", "1998-05"),
        ("FÉVRIER 1998", "1998-02"),
        ("févr. 1998", "1998-02"),
        ("août 1998", "1998-08"),
        ("May 1998", "1998-05"),
        ("12/05/1998", "1998-05-12"),
        ("12.05.1998", "1998-05-12"),
        ("12,05,1998", "1998-05-12"),
        ("12-05-1998", "1998-05-12"),
        ("12 / 05 / 1998", "1998-05-12"),
        ("1998-05-12", "1998-05-12"),
        ("1998/5/2", "1998-05-02"),
        ("12 mai 1998", "1998-05-12"),
        ("1er mai 1998", "1998-05-01"),
        ("1er\u00a0mai\u202f1998", "1998-05-01"),
        ("１９９８", "1998"),
        ("١٩٩٨", "1998"),
        ("29/02/2024", "2024-02-29"),
    ],
)
def test_what_people_type_is_read(typed: str, iso: str) -> None:
    assert str(PartialDate.parse(typed)) == iso


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2014-19-39", IMPOSSIBLE),
        ("31/02/2014", IMPOSSIBLE),
        ("29/02/2023", IMPOSSIBLE),
        ("13/2014", IMPOSSIBLE),
        ("00/2014", IMPOSSIBLE),
        ("00/05/2014", IMPOSSIBLE),
        ("98", SHORT_YEAR),
        ("05/98", SHORT_YEAR),
        ("12/05/98", SHORT_YEAR),
        ("mai 98", SHORT_YEAR),
        ("1899", OUT_OF_RANGE),
        ("05/2101", OUT_OF_RANGE),
        ("0000", OUT_OF_RANGE),
        ("", UNREADABLE),
        ("hier", UNREADABLE),
        ("brumaire 1998", UNREADABLE),
        ("1998 ou 1999", UNREADABLE),
        ("1998-05-12T00:00:00Z", UNREADABLE),
        ("1" * 10_000, UNREADABLE),
        ("\0", UNREADABLE),
        ("\ud800", UNREADABLE),
    ],
)
def test_what_is_no_date_is_explained(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        PartialDate.parse(typed)

    assert str(refused.value) == sentence


@given(partial_dates)
def test_a_date_is_never_more_exact_than_it_was_told(one: PartialDate) -> None:
    for form in (str(one), one.typed):
        again = PartialDate.parse(form)
        assert again == one
        assert again.precision == one.precision == ("year", "month", "day")[len(one.parts) - 1]


@given(partial_dates, partial_dates, partial_dates)
def test_dates_are_in_one_order_only(
    one: PartialDate, two: PartialDate, three: PartialDate
) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    for lower, upper in pairwise(sorted([one, two, three])):
        assert lower <= upper
    assert sorted([one, two, three]) == sorted([three, two, one])
    assert sorted([one, two], key=str) == sorted([one, two])


@given(partial_dates)
def test_a_date_lies_between_the_days_it_may_be(one: PartialDate) -> None:
    assert one.earliest <= one.middle <= one.latest
    assert (one.earliest == one.latest) == (one.precision == "day")


def test_a_year_sorts_before_what_it_contains() -> None:
    told = ["1998-05-12", "1999", "1998-05", "1998", "1997-12-31", "1998-06"]

    assert [str(one) for one in sorted(map(PartialDate.parse, told))] == [
        "1997-12-31",
        "1998",
        "1998-05",
        "1998-05-12",
        "1998-06",
        "1999",
    ]


def test_a_date_is_only_compared_with_its_like() -> None:
    with pytest.raises(TypeError):
        _ = PartialDate(1998) < "1998"


def test_a_day_without_its_month_is_no_date() -> None:
    with pytest.raises(ValueError, match="n’existe pas"):
        PartialDate(1998, None, 12)


@given(partial_dates)
def test_a_date_survives_json(one: PartialDate) -> None:
    assert DATE.validate_json(DATE.dump_json(one)) == one


@pytest.mark.parametrize("value", [date(1998, 5, 12), datetime(1998, 5, 12, 10, 2)])  # noqa: DTZ001  # only its day counts
def test_a_day_of_python_is_taken(value: date) -> None:
    assert DATE.validate_python(value) == PartialDate(1998, 5, 12)


@pytest.mark.parametrize("bad", ['"05/1998"', '"1998-5"', '"2014-19-39"', "1998", "null"])
def test_json_is_held_to_the_iso_forms(bad: str) -> None:
    with pytest.raises(ValidationError):
        DATE.validate_json(bad)


def test_what_is_neither_text_nor_day_is_refused() -> None:
    with pytest.raises(ValidationError, match="année"):
        DATE.validate_python(19.98)


def test_the_published_schema_says_what_a_date_looks_like() -> None:
    for mode in ("validation", "serialization"):
        assert DATE.json_schema(mode=mode)["pattern"].startswith("^[0-9]{4}")


@pytest.mark.parametrize(
    ("start", "end"),
    [("1998", "1998-03"), ("1998-03", "1998"), ("1998", "1998"), ("1998-05-12", "1998-05")],
)
def test_what_may_be_in_order_is_let_through(start: str, end: str) -> None:
    assert Period.model_validate({"start": start, "end": end})


def test_an_end_before_the_start_is_refused_beside_the_end() -> None:
    with pytest.raises(ValidationError) as refused:
        Period.model_validate({"start": "03/2019", "end": "2018"})

    (error,) = refused.value.errors()
    assert error["ctx"]["field"] == "end"
    assert error["msg"] % {name: str(value) for name, value in error["ctx"].items()} == (
        "La fin (2018) arrive avant le début (2019-03). "
        "Corrigez l’une des deux dates, ou cochez « C’est toujours en cours »."
    )


def test_what_is_ongoing_has_no_end() -> None:
    assert Period.model_validate({"start": "2019", "ongoing": True}).end is None
    with pytest.raises(ValidationError, match="pas les deux"):
        Period.model_validate({"start": "2019", "end": "2020", "ongoing": True})


def test_a_period_without_anything_is_nothing() -> None:
    assert not Period()
    assert Period(ongoing=True) and Period.model_validate({"end": "1998"})


def test_a_period_is_placed_at_its_end_once_it_is_over() -> None:
    start, end = PartialDate(1998), PartialDate(2004)

    assert Period(start=start, end=end).anchor == end
    assert Period(start=start, ongoing=True).anchor == start
    assert Period().anchor is None


@given(partial_dates, partial_dates)
def test_nothing_precedes_both_ways(one: PartialDate, other: PartialDate) -> None:
    assert not (precedes(one, other) and precedes(other, one))
    if precedes(one, other):
        assert one.latest < other.earliest

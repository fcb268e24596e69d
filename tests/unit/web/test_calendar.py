"""Dates are written in the reader's words, never more exact than they were given."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from portfolio.domain.dates import PartialDate, Period
from portfolio.web import calendar


@pytest.fixture(params=["fr", "en"])
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    app = Flask("calendar")
    Babel(app, default_timezone="Europe/Paris")
    with app.test_request_context(), force_locale(request.param):
        yield request.param


WRITTEN = {
    "1998": {"fr": "1998", "en": "1998"},
    "1998-05": {"fr": "mai 1998", "en": "May 1998"},
    "1998-05-12": {"fr": "12 mai 1998", "en": "12 May 1998"},
    "1998-05-01": {"fr": "1er mai 1998", "en": "1 May 1998"},
}


@pytest.mark.parametrize("iso", WRITTEN)
def test_B_01_a_date_keeps_its_precision(locale: str, iso: str) -> None:  # noqa: N802  # a case
    assert calendar.partial(PartialDate.parse(iso)) == WRITTEN[iso][locale]


def test_no_date_is_no_words(locale: str) -> None:
    assert calendar.partial(None) == calendar.period(None) == calendar.period(Period()) == ""


def test_a_day_is_the_one_it_was_where_people_live(locale: str) -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert calendar.day(late) == calendar.day(date(2026, 11, 21))


def test_B_02_what_goes_on_has_no_end(locale: str) -> None:  # noqa: N802  # a case's name
    ongoing = calendar.period(Period(start=PartialDate(2019, 3), ongoing=True))
    assert "2019" in ongoing and "–" not in ongoing


def test_a_period_of_one_date_is_said_once(locale: str) -> None:
    assert calendar.period(Period(start=PartialDate(2016), end=PartialDate(2016))) == "2016"
    assert calendar.period(Period(start=PartialDate(2004), end=PartialDate(2016))) == "2004 – 2016"

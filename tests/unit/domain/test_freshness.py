"""What ages is asked about, oldest first, one at a time; the past is left in peace."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.project import ProjectStatus
from portfolio.domain.freshness import HALF, YEAR, Said, fresh_for, name_of, to_ask
from tests import factories as make

TODAY = date(2026, 11, 26)
ONE, TWO = UUID(int=1), UUID(int=2)
NOW = Job.model_validate({"title": "Vendeuse", "when": {"start": "2019", "ongoing": True}})
OVER = Job.model_validate({"title": "Vendeuse", "when": {"start": "2004", "end": "2016"}})


def said(entry: Entry, age: timedelta, entry_id: UUID = ONE) -> Said:
    return Said(entry_id, entry, TODAY - age)


@pytest.mark.parametrize(
    ("entry", "period"),
    [
        (NOW, YEAR),
        (make.a_skill(), 2 * YEAR),
        (make.a_language(), 2 * YEAR),
        (make.an_interest(), 2 * YEAR),
        (make.an_identity(), YEAR),
        (make.an_entry("mobility"), YEAR),
        (make.a_project(), HALF),
    ],
)
def test_what_ages_is_asked_about_after_its_time(entry: Entry, period: timedelta) -> None:
    assert fresh_for(entry) == period
    assert to_ask([said(entry, period)], TODAY)
    assert not to_ask([said(entry, period - timedelta(days=1))], TODAY)


@pytest.mark.parametrize("entry", [OVER, make.a_project(status=ProjectStatus.DONE)])
def test_what_is_over_is_never_asked_about(entry: Entry) -> None:
    assert not to_ask([said(entry, 20 * YEAR)], TODAY)


def test_nothing_is_asked_of_an_empty_portfolio_nor_between_two_jobs() -> None:
    """A gap is never flagged: only what was said is asked about."""
    assert not to_ask([], TODAY)
    assert not to_ask([said(OVER, 9 * YEAR), said(make.a_moment(), 9 * YEAR, TWO)], TODAY)


def test_the_oldest_word_is_the_one_asked_about() -> None:
    asked = to_ask([said(NOW, 2 * YEAR), said(make.a_skill(), 3 * YEAR, TWO)], TODAY)

    assert asked and asked.id == TWO


def test_saying_that_it_is_true_makes_it_fresh_again() -> None:
    checked = NOW.changed(checked_on=TODAY)

    assert not to_ask([said(checked, 5 * YEAR)], TODAY)


def test_what_was_put_aside_is_not_asked_about() -> None:
    assert not to_ask([said(NOW, 2 * YEAR)], TODAY, {name_of(ONE)})


def test_every_kind_says_whether_it_ages() -> None:
    for kind in KINDS:
        fresh_for(make.an_entry(kind))

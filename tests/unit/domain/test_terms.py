"""What can be agreed to, and between which midnights it holds."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from portfolio.domain import sharing
from portfolio.domain.entries.job import Job
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import Refused
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ONE, OTHER = UUID(int=1), UUID(int=2)


def terms(**changes: Any) -> Terms:
    told = {
        "sections": [Section.SKILLS],
        "purpose": Purpose.GUIDANCE,
        "ends": TODAY + timedelta(days=30),
        "text_version": "2026-1",
    }
    return Terms(**told | changes)


def first_error(**changes: Any) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        terms(**changes)
    error = caught.value.errors()[0]
    return error["type"], str(error.get("ctx", {}).get("field", error["loc"][-1:]))


def test_reading_goes_without_saying() -> None:
    assert terms(rights=[Right.EXPORT]).rights == (Right.READ, Right.EXPORT)
    assert terms().allow(Right.READ) and not terms().allow(Right.PROPOSE)


def test_answers_come_once_and_in_order_whatever_the_form_sent() -> None:
    asked = terms(sections=["plan", "skills", "plan"], items=[OTHER, ONE, OTHER])

    assert asked.sections == (Section.SKILLS, Section.PLAN)
    assert asked.items == (ONE, OTHER)
    assert Terms.model_validate_json(asked.model_dump_json()) == asked


@pytest.mark.parametrize(
    "changes",
    [
        {"sections": ["health"]},
        {"sections": [["skills"]]},
        {"sections": "skills"},
        {"rights": [{"read": 1}]},
        {"items": ["not an id"]},
        {"items": [UUID(int=number) for number in range(501)]},
        {"mode": "live"},
        {"purpose": "marketing"},
        {"purpose_text": "x" * 301},
        {"language": "xx"},
        {"forever": True},
    ],
)
def test_a_tampered_form_is_an_error_like_any_other(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        terms(**changes)


def test_something_must_be_shared_and_another_reason_must_be_written() -> None:
    assert first_error(sections=[]) == ("nothing_shared", "sections")
    assert first_error(purpose="other", purpose_text="  ") == ("no_reason", "purpose_text")
    assert first_error(starts=TODAY + timedelta(days=40)) == ("ends_before_start", "ends")
    assert terms(sections=[], items=[ONE]).items == (ONE,)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": date(2026, 11, 19)}, "ends"),
        ({"ends": date(2027, 11, 21)}, "ends"),
        ({"starts": date(2026, 11, 19)}, "starts"),
    ],
)
def test_days_are_checked_against_today(changes: dict[str, date], field: str) -> None:
    with pytest.raises(Refused) as refused:
        terms(**changes).check(NOON)
    assert refused.value.field == field


@pytest.mark.parametrize("ends", [TODAY, date(2027, 11, 20)])
def test_today_and_twelve_months_are_allowed(ends: date) -> None:
    terms(ends=ends, starts=TODAY).check(NOON)


def test_a_day_ends_at_midnight_where_people_live_summer_and_winter() -> None:
    assert terms(ends=date(2026, 12, 1)).closes_at == datetime(2026, 12, 1, 23, tzinfo=UTC)
    assert terms(ends=date(2027, 6, 30)).closes_at == datetime(2027, 6, 30, 22, tzinfo=UTC)
    assert terms(starts=date(2026, 11, 23)).opens_at(NOON) == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert terms(starts=TODAY).opens_at(NOON) == terms().opens_at(NOON) == NOON


def test_late_in_the_evening_it_is_already_tomorrow_in_utc_terms() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert sharing.day_of(late) == date(2026, 11, 21)
    with pytest.raises(Refused):
        terms(ends=TODAY).check(late)


@pytest.mark.parametrize(
    ("day", "six", "twelve"),
    [
        (date(2026, 8, 31), date(2027, 2, 28), date(2027, 8, 31)),
        (date(2027, 8, 31), date(2028, 2, 29), date(2028, 8, 31)),
        (date(2028, 2, 29), date(2028, 8, 29), date(2029, 2, 28)),
        (TODAY, date(2027, 5, 20), date(2027, 11, 20)),
    ],
)
def test_months_end_where_the_calendar_lets_them(day: date, six: date, twelve: date) -> None:
    assert (sharing.default_end(day), sharing.latest_end(day)) == (six, twelve)


@given(st.dates(date(2026, 1, 1), date(2090, 1, 1)))
def test_the_last_day_is_found_again_from_the_instant_it_ends(day: date) -> None:
    assert sharing.last_day(terms(ends=day).closes_at) == day


def test_days_left_are_counted_in_days_of_the_calendar() -> None:
    ends_at = terms(ends=date(2026, 11, 28)).closes_at

    assert sharing.days_left(ends_at, NOON) == 8
    assert sharing.days_left(ends_at, ends_at - timedelta(seconds=1)) == 0
    assert sharing.days_left(ends_at, ends_at + timedelta(days=9)) == 0


def test_an_end_comes_forward_and_never_back() -> None:
    asked = terms(starts=date(2026, 11, 22))

    assert asked.shortened(date(2026, 11, 25), NOON).ends == date(2026, 11, 25)
    assert asked.shortened(asked.ends, NOON) == asked
    for impossible in (asked.ends + timedelta(days=1), date(2026, 11, 21), date(2026, 11, 1)):
        with pytest.raises(Refused):
            asked.shortened(impossible, NOON)


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("ticked", [False, True])
@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("section", [False, True])
def test_a_private_entry_is_covered_only_when_ticked_among_the_private_ones(
    private: bool, ticked: bool, apart: bool, section: bool
) -> None:
    asked = terms(
        sections=[Section.SKILLS] if section else [Section.PLAN],
        items=[ONE] if ticked else [],
        private=[ONE] if apart else [],
        private_version="private-1",
    )

    assert asked.cover(ONE, Skill(title="Souder", private=private)) == (
        apart or ((ticked or section) and not private)
    )
    assert not asked.cover(OTHER, Job(title="Soudeur"))


@pytest.mark.parametrize("choice", [*Purpose, *Right, *Mode])
def test_every_choice_has_words(choice: Purpose | Right | Mode) -> None:
    assert choice.label

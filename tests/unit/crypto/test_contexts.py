"""A context says one place and no other."""

from datetime import UTC, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto.context import context, extend

SHORT = st.text("a|\0\1é\U0001f9f5", max_size=8)
PARTS = st.lists(st.binary(max_size=12), max_size=6)


class Word(StrEnum):
    SLOT = "slot"


class Number(IntEnum):
    TWO = 2


def test_the_bytes_are_the_documented_ones() -> None:
    assert context("a", b"bc", 12) == (
        b"eport/1\x00\x00\x00\x01a\x00\x00\x00\x02bc\x00\x00\x00\x0212"
    )


@settings(deadline=None)
@given(PARTS, PARTS)
def test_two_lists_of_parts_never_share_a_context(one: list[bytes], other: list[bytes]) -> None:
    assert (context(*one) == context(*other)) == (one == other)


@settings(deadline=None)
@given(SHORT, SHORT, SHORT)
def test_moving_a_border_between_texts_changes_the_context(a: str, b: str, c: str) -> None:
    assert (context(a + b, c) == context(a, b + c)) == (b == "")


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_a_part_that_imitates_the_framing_stays_one_part(inside: bytes) -> None:
    forged = context(inside, "tail")[len(b"eport/1") :]
    assert context(forged) != context(inside, "tail")


@settings(deadline=None)
@given(st.integers(), st.integers())
def test_numbers_of_any_size_and_sign_are_told_apart(one: int, other: int) -> None:
    assert (context(one) == context(other)) == (one == other)


@settings(deadline=None)
@given(PARTS, PARTS)
def test_extending_a_context_is_writing_it_in_one_go(start: list[bytes], more: list[bytes]) -> None:
    assert extend(context(*start), *more) == context(*start, *more)


def test_an_instant_counts_whatever_the_clock_it_was_read_on() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    in_nancy = noon.astimezone(timezone(timedelta(hours=1)))
    assert context(noon) == context(in_nancy) != context(noon + timedelta(microseconds=1))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        context(datetime(2026, 11, 20, 12))  # noqa: DTZ001  # the very mistake


def test_an_identifier_is_its_sixteen_bytes() -> None:
    assert context(UUID(int=5)) == context(UUID(int=5).bytes)


def test_enumerations_are_their_values() -> None:
    assert context(Word.SLOT, Number.TWO) == context("slot", 2)


@pytest.mark.parametrize("part", [None, 1.5, True, ["a"], bytearray(b"a")])
def test_anything_else_is_refused(part: object) -> None:
    with pytest.raises(TypeError, match="context part"):
        context(part)  # type: ignore[arg-type]  # the very mistake

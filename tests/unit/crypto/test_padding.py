"""A padded text tells its bucket, not its length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto import reference
from portfolio.crypto.padding import SMALLEST, bucket, pad, unpad
from portfolio.domain.errors import Unsealable


@settings(deadline=None)
@given(st.binary(max_size=5000))
def test_padding_comes_off_again(data: bytes) -> None:
    assert unpad(pad(data)) == data


@settings(deadline=None)
@given(st.integers(0, 10_000_000))
def test_a_bucket_holds_its_text_and_is_its_own_bucket(length: int) -> None:
    size = bucket(length)
    assert size >= max(length, SMALLEST) and bucket(size) == size


@settings(deadline=None)
@given(st.integers(300, 10_000_000))
def test_padding_costs_at_most_seven_percent(length: int) -> None:
    assert bucket(length) <= length * 1.07


@settings(deadline=None)
@given(st.integers(0, 1_000_000))
def test_the_reference_rounds_alike(length: int) -> None:
    assert reference._rounded(length) == bucket(length)


def test_short_texts_all_weigh_the_same_and_five_thousand_lengths_share_69_sizes() -> None:
    assert {len(pad(b"x" * length)) for length in range(253)} == {256}
    assert len({len(pad(b"x" * length)) for length in range(1, 5001)}) == 69


@pytest.mark.parametrize("at", [4 + 3, 100, 255])
def test_a_filler_that_is_not_zero_is_refused_by_both_readings(at: int) -> None:
    dirty = bytearray(pad(b"abc"))
    dirty[at] = 1
    for opens in (unpad, reference._unpadded):
        with pytest.raises(Unsealable):
            opens(bytes(dirty))


def test_a_long_filler_is_looked_at_too() -> None:
    text = bytearray(pad(b"x" * 100_000) + bytes(1000))
    assert unpad(bytes(text)) == b"x" * 100_000
    text[-1] = 1
    with pytest.raises(Unsealable):
        unpad(bytes(text))


@pytest.mark.parametrize("text", [b"", b"\0\0", b"\0\0\0\1", b"\xff\xff\xff\xff" + bytes(252)])
def test_a_length_beyond_the_text_is_refused_by_both_readings(text: bytes) -> None:
    for opens in (unpad, reference._unpadded):
        with pytest.raises(Unsealable):
            opens(text)

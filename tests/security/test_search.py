"""The search for canaries finds what is there: a net with holes proves nothing."""

import base64
import gzip
import os

import pytest

from tests.security.canaries import DISGUISES, PACKINGS, Flock, find, needles


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_word_is_found_in_every_disguise(disguise: str) -> None:
    flock = Flock()
    planted = os.urandom(5000) + DISGUISES[disguise](flock.word()) + os.urandom(5000)
    assert find(planted, needles(flock.mark))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_word_is_found_in_every_compressed_stream(disguise: str, packing: str) -> None:
    flock = Flock()
    stream = PACKINGS[packing](b"before" + DISGUISES[disguise](flock.word()) + b"after")
    assert find(os.urandom(999) + stream + os.urandom(999), needles(flock.mark))


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_is_found_in_base64_wherever_it_begins(encoding: str, place: int) -> None:
    flock = Flock()
    text = b"x" * place + flock.word().encode(encoding) + b"y"
    assert find(base64.b64encode(text), needles(flock.mark))
    assert find(base64.urlsafe_b64encode(text), needles(flock.mark))


@pytest.mark.parametrize("place", range(3))
def test_a_key_is_found_raw_or_written_down(place: int) -> None:
    key = os.urandom(32)
    around = b"x" * place + key
    for form in (around, around.hex().encode(), repr(around).encode(), base64.b64encode(around)):
        assert find(form, needles(key))


def test_a_word_is_found_inside_packings_inside_packings() -> None:
    flock = Flock()
    assert find(gzip.compress(PACKINGS["zip"](flock.word().encode())), needles(flock.mark))


def test_what_was_never_planted_is_never_found() -> None:
    assert not find(os.urandom(2_000_000), needles(Flock().mark))
    assert not find(os.urandom(2_000_000), needles(os.urandom(32)))

"""A file sealed in pieces comes back whole, or says that it is not; never in another's place."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto import reference, streams
from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.streams import BODY_AT, CHUNK, PIECE, TAG, Sealer, opened, sealed_size, verify
from portfolio.domain.errors import Unsealable

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
HERE, THERE = context("file", UUID(int=1)), context("file", UUID(int=2))
STEP = CHUNK + TAG
BORDERS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 1]


def sealed(data: bytes, *, by: int = 10_000, key: bytes = KEY, ctx: bytes = HERE) -> bytes:
    """Seal *data* handed over *by* so many bytes at a time."""
    file = BytesIO()
    sealer = Sealer(key, ctx, file)
    for piece in cut(data, by):
        sealer.write(piece)
    sealer.finish()
    return file.getvalue()


def cut(data: bytes, by: int) -> Iterator[bytes]:
    return (data[at : at + by] for at in range(0, len(data), by))


def refused(pieces: Iterable[bytes], key: bytes = KEY, ctx: bytes = HERE) -> bool:
    """Tell whether both readings refuse, and that nothing false came before."""
    whole = b"".join(pieces)
    for by in (len(whole) + 1, 999):
        with pytest.raises(Unsealable):
            verify(key, cut(whole, by), ctx)
    with pytest.raises(Unsealable):
        reference.unseal_stream(key, whole, ctx)
    return True


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 60_000), st.integers(1, 40_000), st.integers(1, 40_000))
def test_a_stream_comes_back_however_it_is_cut(size: int, by: int, read: int) -> None:
    data = os.urandom(size)
    box = sealed(data, by=by)
    assert b"".join(opened(KEY, cut(box, read), HERE)) == data
    assert len(box) == sealed_size(size) and verify(KEY, [box], HERE) == size


@pytest.mark.parametrize("size", BORDERS)
def test_the_library_and_the_reference_open_each_other_s_streams(size: int) -> None:
    """Security test 18, for files."""
    data = os.urandom(size)
    assert reference.unseal_stream(KEY, sealed(data), HERE) == data
    assert b"".join(opened(KEY, [reference.seal_stream(KEY, data, HERE)], HERE)) == data


@pytest.mark.parametrize("size", BORDERS)
def test_a_stream_cut_short_is_refused_at_every_border_and_beside_it(size: int) -> None:
    box = sealed(os.urandom(size))
    borders = range(BODY_AT, len(box), STEP)
    ends = {end + shift for end in (0, 5, 10, *borders) for shift in (-1, 0, 1)}
    for end in sorted(end for end in ends if 0 <= end < len(box)):
        assert refused([box[:end]]), end


def test_chunks_swapped_repeated_dropped_or_added_are_refused() -> None:
    box = sealed(os.urandom(3 * CHUNK + 7))
    head, (one, two, three, last) = box[:BODY_AT], cut(box[BODY_AT:], STEP)
    for chunks in (
        (two, one, three, last),
        (one, one, two, three, last),
        (one, three, last),
        (two, three, last),
        (one, two, three, last, last),
        (one, two, three, last, b"\0"),
        (last,),
    ):
        assert refused([head, *chunks])


def test_a_chunk_of_another_file_under_the_same_key_is_refused() -> None:
    mine, other = sealed(bytes(2 * CHUNK)), sealed(bytes(2 * CHUNK))
    at = BODY_AT + STEP
    assert refused([mine[:at], other[at:]]) and refused([mine[:BODY_AT], other[BODY_AT:]])


def test_another_key_and_another_place_are_refused() -> None:
    box = sealed(b"diplome")
    assert refused([box], key=OTHER) and refused([box], ctx=THERE)
    with pytest.raises(Unsealable):
        Sealer(b"short", HERE, BytesIO())


def test_every_bit_matters() -> None:
    """Security test 13, for files."""
    box = sealed(b"certificat")
    for bit in range(len(box) * 8):
        altered = bytearray(box)
        altered[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Unsealable):
            verify(KEY, [bytes(altered)], HERE)


def test_a_stream_is_no_box_and_a_box_no_stream_of_what_it_holds() -> None:
    with pytest.raises(Unsealable):
        unseal(KEY, sealed(b"\xff" * 300), HERE)
    assert b"".join(opened(KEY, [seal(KEY, b"texte", HERE)], HERE)) != b"texte"


def test_nothing_is_given_before_its_chunk_is_genuine() -> None:
    box = bytearray(sealed(b"a" * CHUNK + b"b" * CHUNK + b"c"))
    box[BODY_AT + STEP + 3] ^= 1
    given_back = opened(KEY, cut(bytes(box), STEP), HERE)
    came = b""
    with suppress(Unsealable):
        for piece in given_back:
            came += piece
    assert came == b"a" * CHUNK


def endless() -> Iterator[bytes]:
    file = BytesIO()
    sealer = Sealer(KEY, HERE, file)
    while True:
        yield file.getvalue()
        file.seek(0)
        file.truncate()
        sealer.write(bytes(CHUNK))


def test_what_is_longer_than_a_piece_is_sealed_and_opened_all_the_same() -> None:
    data = os.urandom(3 * PIECE + 7)
    box = sealed(data, by=len(data))
    assert b"".join(opened(KEY, [box], HERE)) == data and verify(KEY, [box], HERE) == len(data)
    assert reference.unseal_stream(KEY, box, HERE) == data


def test_a_stream_without_end_takes_no_memory() -> None:
    """Sealing and opening go on together: nothing waits for the whole."""
    read = islice(opened(KEY, endless(), HERE), 50)
    assert sum(map(len, read)) >= 49 * CHUNK
    assert streams.sealed_size(0) == BODY_AT + TAG

"""A sealed box opens with its key, in its place, whole and unaltered, or not at all."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto import padding, reference
from portfolio.crypto.context import context
from portfolio.crypto.sealing import Opener, derive, header, new_key, seal, unseal
from portfolio.domain.errors import Unsealable

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
HERE, THERE = context("entry", 1), context("entry", 2)
STEP = 16 * 1024 + 16
HEAD = 66  # header, salt, commitment
SIZES = st.integers(0, 40_000)
CHUNK_BORDERS = [16_379, 16_380, 16_381, 32_763, 32_764, 32_765]


def big_box() -> bytes:
    """Seal what fills two whole chunks and part of a third."""
    return seal(KEY, b"x" * 40_000, HERE)


def refuses(box: bytes, key: bytes = KEY, ctx: bytes = HERE) -> bool:
    """Tell whether both readings of the envelope refuse."""
    for opens in (unseal, reference.unseal):
        try:
            opens(key, box, ctx)
        except Unsealable:
            continue
        return False
    return True


@settings(deadline=None)
@given(st.binary(max_size=2000), st.binary(max_size=60))
def test_what_is_sealed_comes_back(data: bytes, ctx: bytes) -> None:
    assert unseal(KEY, seal(KEY, data, ctx), ctx) == data


@settings(deadline=None, max_examples=40)
@given(SIZES, st.binary(min_size=32, max_size=32))
def test_the_library_and_the_reference_open_each_other_s_boxes(size: int, key: bytes) -> None:
    """Security test 18, for boxes."""
    data = os.urandom(size)
    assert reference.unseal(key, seal(key, data, HERE), HERE) == data
    assert unseal(key, reference.seal(key, data, HERE), HERE) == data


@pytest.mark.parametrize("size", CHUNK_BORDERS)
def test_both_readings_agree_around_every_chunk_border(size: int) -> None:
    data = os.urandom(size)
    assert reference.unseal(KEY, seal(KEY, data, HERE), HERE) == data
    assert unseal(KEY, reference.seal(KEY, data, HERE), HERE) == data


def test_a_text_that_fills_its_chunks_exactly_still_ends_with_an_empty_one() -> None:
    text = b"x" * (2 * 16_384 - 4)
    assert len(padding.pad(text)) == 2 * 16_384
    box = seal(KEY, text, HERE)
    assert len(box) == HEAD + 2 * STEP + 16 == len(reference.seal(KEY, text, HERE))
    assert unseal(KEY, box, HERE) == text == reference.unseal(KEY, box, HERE)


def test_every_single_bit_of_a_box_matters() -> None:
    """Security test 13, for boxes."""
    box = seal(KEY, b"Vendeuse, 1998-2004", HERE)
    for bit in range(len(box) * 8):
        altered = bytearray(box)
        altered[bit // 8] ^= 1 << bit % 8
        assert refuses(bytes(altered)), bit


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_bit_of_a_long_box_matters_wherever_it_is(data: st.DataObject) -> None:
    altered = bytearray(big_box())
    bit = data.draw(st.integers(0, len(altered) * 8 - 1))
    altered[bit // 8] ^= 1 << bit % 8
    assert refuses(bytes(altered))


def test_a_short_box_cut_anywhere_is_refused() -> None:
    box = seal(KEY, b"abc", HERE)
    assert all(refuses(box[:length]) for length in range(len(box)))


def test_a_long_box_cut_at_and_around_every_border_is_refused() -> None:
    box = big_box()
    borders = [0, 1, 2, 10, 34, HEAD, HEAD + STEP, HEAD + 2 * STEP, len(box)]
    cuts = {at + off for at in borders for off in (-17, -16, -15, -1, 0, 1, 15, 16, 17)}
    assert all(refuses(box[:cut]) for cut in cuts if 0 <= cut < len(box))


def test_losing_only_the_empty_last_chunk_is_refused() -> None:
    box = seal(KEY, b"x" * 16_000, HERE)  # padded to exactly one chunk: only its end is missing
    assert len(box) == HEAD + STEP + 16
    assert refuses(box[:-16])


@pytest.mark.parametrize("more", [b"\0", b"\0" * 16, b"x" * STEP, b"tail"])
def test_a_box_with_something_appended_is_refused(more: bytes) -> None:
    assert refuses(seal(KEY, b"abc", HERE) + more)
    assert refuses(big_box() + more)


def test_chunks_swapped_doubled_or_dropped_are_refused() -> None:
    box = big_box()
    head, first, second = box[:HEAD], box[HEAD : HEAD + STEP], box[HEAD + STEP : HEAD + 2 * STEP]
    last = box[HEAD + 2 * STEP :]
    for order in ([second, first, last], [first, first, last], [first, last], [second, last]):
        assert refuses(head + b"".join(order))


def test_chunks_of_another_box_under_the_same_key_are_refused() -> None:
    box, other = big_box(), big_box()
    assert refuses(box[:HEAD] + other[HEAD:])
    assert refuses(box[: HEAD + STEP] + other[HEAD + STEP :])


def test_a_box_moved_to_another_place_does_not_open() -> None:
    assert refuses(seal(KEY, b"abc", HERE), ctx=THERE)


def test_a_box_does_not_open_with_another_key_even_under_its_key_id() -> None:
    box = seal(KEY, b"abc", HERE)
    assert refuses(box, key=OTHER)
    assert refuses(header(OTHER) + box[10:], key=OTHER)


@pytest.mark.parametrize("start", [b"\xe5\x02", b"\xe5\x00", b"\xe5\xff", b"\xe4\x01", b"{}", b""])
def test_an_unknown_magic_or_suite_is_never_read(start: bytes) -> None:
    """Security test 15, for boxes."""
    assert refuses(start + seal(KEY, b"abc", HERE)[2:])


@pytest.mark.parametrize("text", [b"", b"plain text", b'{"title": "x"}', b"\0" * 400])
def test_plain_text_is_never_taken_for_a_box(text: bytes) -> None:
    assert refuses(text)


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_another_length_neither_seals_nor_opens(key: bytes) -> None:
    with pytest.raises(Unsealable):
        seal(key, b"abc", HERE)
    with pytest.raises(Unsealable):
        unseal(key, seal(KEY, b"abc", HERE), HERE)


def test_many_boxes_open_in_order_under_one_opener() -> None:
    items = [(seal(KEY, b"%d" % n, context(n)), context(n)) for n in range(5)]
    assert Opener(KEY).unseal_all(items) == [b"0", b"1", b"2", b"3", b"4"]


def test_one_bad_box_among_many_refuses_them_all() -> None:
    good = (seal(KEY, b"abc", HERE), HERE)
    with pytest.raises(Unsealable):
        Opener(KEY).unseal_all([good, (good[0], THERE)])


def test_an_opener_recognises_the_boxes_of_its_key() -> None:
    assert Opener(KEY).opens(seal(KEY, b"", HERE))
    assert not Opener(KEY).opens(seal(OTHER, b"", HERE))


def test_fifty_thousand_boxes_share_no_salt() -> None:
    """Security test 19: a collision among fifty thousand would be no chance."""
    salts = {seal(KEY, b"", HERE)[10:34] for _ in range(50_000)}
    assert len(salts) == 50_000


def test_sub_keys_differ_by_key_and_by_name() -> None:
    names = [("head",), ("he", "ad"), ("slot", 1), ("slot", 2)]
    derived = {derive(key, *name) for key in (KEY, OTHER) for name in names}
    assert len(derived) == 2 * len(names) and all(len(key) == 32 for key in derived)


def test_new_keys_are_32_bytes_and_never_the_same() -> None:
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000 and {len(key) for key in keys} == {32}

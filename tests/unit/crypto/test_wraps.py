"""A wrap opens with the recipient's key, in its place, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import KeyPair, Recipient, fingerprint, new_pair, unwrap, wrap
from portfolio.crypto.sealing import seal
from portfolio.domain.errors import Unsealable

HERE, THERE = context("share", 1), context("share", 2)
PAIR, STRANGER = new_pair(), new_pair()
SECRET = bytes(range(32))


def refuses(box: bytes, pair: KeyPair = PAIR, ctx: bytes = HERE) -> bool:
    try:
        unwrap(pair.private, box, ctx)
    except Unsealable:
        return True
    return False


@settings(deadline=None, max_examples=30)
@given(st.binary(max_size=200), st.binary(max_size=60))
def test_what_is_wrapped_comes_back(secret: bytes, ctx: bytes) -> None:
    assert unwrap(PAIR.private, wrap(PAIR.public, secret, ctx), ctx) == secret


def test_keys_and_wraps_have_their_documented_sizes() -> None:
    assert len(PAIR.public) == hybrid.PUBLIC_SIZE == 1216
    assert len(PAIR.private) == hybrid.PRIVATE_SIZE == 96
    assert len(wrap(PAIR.public, SECRET, HERE)) == 10 + 1120 + 32 + 16


def test_a_recipient_loaded_once_opens_many_wraps() -> None:
    recipient = Recipient(PAIR.private)
    boxes = [wrap(PAIR.public, bytes([n]), context(n)) for n in range(5)]
    assert [recipient.unwrap(box, context(n))[0] for n, box in enumerate(boxes)] == list(range(5))


def test_a_bit_flipped_in_any_byte_of_a_wrap_is_refused() -> None:
    """Security test 13, for wraps."""
    box, recipient = wrap(PAIR.public, SECRET, HERE), Recipient(PAIR.private)
    for at in range(len(box)):
        altered = bytearray(box)
        altered[at] ^= 1 << at % 8
        with pytest.raises(Unsealable):
            recipient.unwrap(bytes(altered), HERE)


def test_a_wrap_cut_anywhere_or_grown_is_refused() -> None:
    box, recipient = wrap(PAIR.public, SECRET, HERE), Recipient(PAIR.private)
    lengths = [*range(0, len(box), 7), 1129, 1130, 1131, len(box) - 1]
    for altered in (*(box[:length] for length in lengths), box + b"\0"):
        with pytest.raises(Unsealable):
            recipient.unwrap(altered, HERE)


def test_a_wrap_moved_to_another_place_does_not_open() -> None:
    assert refuses(wrap(PAIR.public, SECRET, HERE), ctx=THERE)


def test_a_wrap_for_someone_else_does_not_open_even_under_my_id() -> None:
    box = wrap(STRANGER.public, SECRET, HERE)
    assert refuses(box)
    assert refuses(wrap(PAIR.public, SECRET, HERE)[:10] + box[10:])


def test_a_wrap_and_a_sealed_box_are_never_taken_for_each_other() -> None:
    wrapped, sealed = wrap(PAIR.public, SECRET, HERE), seal(SECRET, SECRET, HERE)
    assert refuses(b"\xe5\x01" + wrapped[2:])
    assert refuses(sealed) and refuses(wrapped[:2] + sealed[2:])
    assert refuses(wrapped[:10] + sealed[10:])


@pytest.mark.parametrize("start", [b"\xe5\x00", b"\xe5\xff", b"\xe4\x02", b""])
def test_an_unknown_magic_or_suite_is_never_read(start: bytes) -> None:
    """Security test 15, for wraps."""
    assert refuses(start + wrap(PAIR.public, SECRET, HERE)[2:])


@pytest.mark.parametrize(
    "public",
    [
        b"",
        b"short",
        PAIR.public[:-1],
        PAIR.public + b"\0",
        b"\xff" * 1216,
        PAIR.public[:1184] + bytes(32),
    ],
    ids=["none", "short", "cut", "grown", "not ML-KEM", "all-zero X25519"],
)
def test_nothing_is_wrapped_for_an_impossible_key(public: bytes) -> None:
    with pytest.raises(Unsealable):
        wrap(public, SECRET, HERE)


@pytest.mark.parametrize(
    "private",
    [b"", b"short", PAIR.private[:-1], PAIR.private + b"\0"],
    ids=["none", "short", "cut", "grown"],
)
def test_a_private_key_of_another_length_is_refused(private: bytes) -> None:
    with pytest.raises(Unsealable):
        Recipient(private)


def test_a_fingerprint_is_short_enough_to_compare_and_differs_by_key() -> None:
    shown = fingerprint(PAIR.public)
    groups = shown.split(" ")
    assert len(groups) == 10 and all(len(group) == 4 for group in groups)
    assert shown == fingerprint(PAIR.public) != fingerprint(STRANGER.public)

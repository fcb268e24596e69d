"""A sealed spool read from anywhere, and begun again only to go back."""

from io import SEEK_CUR, SEEK_END

from hypothesis import given
from hypothesis import strategies as st

from portfolio.services.reaching import Reach
from portfolio.services.spools import TAIL, Spool

DATA = bytes(range(256)) * 2048  # half a mebibyte, twice what the tail remembers
places = st.integers(0, len(DATA) + 10)


def reach() -> Reach:
    spool = Spool(len(DATA))
    spool.write(DATA)
    return Reach(spool)


@given(st.lists(st.tuples(places, st.integers(-1, 70_000)), max_size=8))
def test_any_piece_of_it_is_what_was_sent(asked: list[tuple[int, int]]) -> None:
    source = reach()
    for start, size in asked:
        assert source.seek(start) == start
        assert source.read(size) == (DATA[start:] if size < 0 else DATA[start : start + size])


def test_the_end_is_at_hand_and_reading_in_order_opens_it_once() -> None:
    source = reach()
    assert source.seek(0, SEEK_END) == len(DATA) == source.tell()
    source.seek(-TAIL, SEEK_END)
    assert source.read() == DATA[-TAIL:] and source.begun == 0
    source.seek(10)
    for start in range(10, 200_000, 50_000):
        source.seek(start)
        assert source.read(30) == DATA[start : start + 30]
        source.seek(0, SEEK_CUR)
    assert source.begun == 1
    source.seek(0)
    assert source.read(5) == DATA[:5] and source.begun == 2

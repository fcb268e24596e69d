"""The head notices a row deleted, rolled back, doubled or slipped in."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto.integrity import head, is_intact
from portfolio.crypto.sealing import new_key

KEY, PORTFOLIO = bytes(range(32)), UUID(int=1)
ROWS = [(UUID(int=n), n, b"box %d" % n) for n in range(1, 6)]
HEAD = head(KEY, PORTFOLIO, 3, ROWS)
ROW = st.tuples(st.uuids(), st.integers(0, 2**63), st.binary(max_size=20))


def holds(rows: list[tuple[UUID, int, bytes]]) -> bool:
    return is_intact(HEAD, KEY, PORTFOLIO, 3, rows)


def test_the_rows_as_they_were_saved_are_intact_in_any_order() -> None:
    assert holds(ROWS) and holds(ROWS[::-1]) and len(HEAD) == 32


def test_a_deleted_row_is_noticed() -> None:
    assert not any(holds(ROWS[:at] + ROWS[at + 1 :]) for at in range(5))


def test_a_row_put_back_to_an_older_revision_is_noticed() -> None:
    assert not holds([(UUID(int=1), 0, b"older"), *ROWS[1:]])


def test_a_changed_box_or_revision_is_noticed() -> None:
    assert not holds([(UUID(int=1), 1, b"box 2"), *ROWS[1:]])
    assert not holds([(UUID(int=1), 2, b"box 1"), *ROWS[1:]])


def test_a_row_slipped_in_or_doubled_is_noticed() -> None:
    assert not holds([*ROWS, (UUID(int=9), 1, b"box 9")]) and not holds([*ROWS, ROWS[0]])


def test_two_boxes_exchanged_are_noticed() -> None:
    (one, rev, box), (other, other_rev, other_box) = ROWS[:2]
    assert not holds([(one, rev, other_box), (other, other_rev, box), *ROWS[2:]])


def test_the_head_belongs_to_its_portfolio_its_revision_and_its_key() -> None:
    assert not is_intact(HEAD, KEY, UUID(int=2), 3, ROWS)
    assert not is_intact(HEAD, KEY, PORTFOLIO, 4, ROWS)
    assert not is_intact(HEAD, new_key(), PORTFOLIO, 3, ROWS)
    assert not is_intact(b"", KEY, PORTFOLIO, 3, ROWS)


def test_an_empty_portfolio_has_a_head_too() -> None:
    assert is_intact(head(KEY, PORTFOLIO, 0, []), KEY, PORTFOLIO, 0, iter([]))


@settings(deadline=None)
@given(st.lists(ROW, max_size=4), st.lists(ROW, max_size=4))
def test_two_sets_of_rows_never_share_a_head(
    one: list[tuple[UUID, int, bytes]], other: list[tuple[UUID, int, bytes]]
) -> None:
    same = head(KEY, PORTFOLIO, 1, one) == head(KEY, PORTFOLIO, 1, other)
    assert same == (sorted(one) == sorted(other))

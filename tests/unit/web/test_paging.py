"""Lists in pages: by number, and by how much there is to read."""

from hypothesis import given
from hypothesis import strategies as st

from portfolio.web.paging import HEAVY, portions

LENGTHS = st.lists(st.integers(0, 2 * HEAVY), max_size=60)


def page(lengths: list[int], number: int) -> list[int]:
    """What is on a page of texts of these lengths."""
    return list(portions(lengths, number, int, size=10).items)


@given(LENGTHS)
def test_pages_hold_everything_once_in_order_and_none_is_heavy_with_several(
    lengths: list[int],
) -> None:
    pages = portions(lengths, 1, int, size=10).pages
    found = [page(lengths, number) for number in range(1, pages + 1)]
    assert [each for part in found for each in part] == lengths
    assert all(len(each) <= 10 for each in found)
    assert all(sum(each) <= HEAVY for each in found if len(each) > 1)


@given(LENGTHS, st.integers())
def test_any_number_is_a_page(lengths: list[int], number: int) -> None:
    shown = portions(lengths, number, int, size=10)
    assert 1 <= shown.number <= shown.pages
    assert list(shown.items) == page(lengths, shown.number)

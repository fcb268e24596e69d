"""Lists cut into pages, so that a long life opens as fast as a short one."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from portfolio.services.paged import Page

T = TypeVar("T")

USUAL = 50
HEAVY = 30_000
"""Letters that a page of people's own words holds: fifteen kilobytes on their way to a phone."""


def cut(items: Sequence[T], number: int, size: int = USUAL) -> Page[T]:
    """The page *number* of *items*; the first or the last when there is no such page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def portions(
    items: Sequence[T], number: int, weigh: Callable[[T], int], size: int = USUAL
) -> Page[T]:
    """The page *number* of *items* that are read whole: of long ones, it holds fewer.

    *weigh* tells the letters of one; a page holds one at least.
    """
    starts, held = [0], 0
    for place, weight in enumerate(map(weigh, items)):
        held += weight
        if place > starts[-1] and (held > HEAVY or place - starts[-1] == size):
            starts.append(place)
            held = weight
    number = min(max(number, 1), len(starts))
    first, last = [*starts, len(items)][number - 1 : number + 1]
    return Page(items[first:last], number, len(starts), len(items))


def number_in(asked: Mapping[str, str], name: str = "page") -> int:
    """The number that an address asks for; the first page for what is none, or is far too big."""
    text = asked.get(name, "")
    known = text.isascii() and text.isdecimal() and len(text) < len("1000000")
    return max(int(text), 1) if known else 1

"""Lists cut into pages, so that a long life opens as fast as a short one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

USUAL = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of a list: the page *number* of *pages*, and how many things there are in all."""

    items: Sequence[T]
    number: int
    pages: int
    total: int


def cut(items: Sequence[T], number: int, size: int = USUAL) -> Page[T]:
    """The page *number* of *items*; the first or the last when there is no such page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def number_in(asked: Mapping[str, str], name: str = "page") -> int:
    """The number that an address asks for; the first page for what is none."""
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else 1

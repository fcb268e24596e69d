"""Where the names of strands are written under the overview, so that none covers another."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

GLYPH = 9.0  # px, mean width of a character at 17 px, as names are printed
HOOK = 13  # px from the tail of a strand to its name
TAIL = 8  # px a tail takes on each side of its x
LONGEST = 40  # characters


class Tag(NamedTuple):
    """A name at the foot of its tail, which comes down at *x* px; *lane* counts from the top."""

    x: float
    text: str
    leftward: bool = False
    lane: int = 0

    @property
    def words(self) -> tuple[float, float]:
        """Return the px the words cover, from and to."""
        size = len(self.text) * GLYPH
        start = self.x - HOOK - size if self.leftward else self.x + HOOK
        return start, start + size

    @property
    def tail(self) -> tuple[float, float]:
        """Return the px the tail covers, from and to."""
        return self.x - TAIL, self.x + TAIL


def place(tails: Sequence[tuple[float, str]], width: float) -> list[Tag]:
    """Return a tag per tail, in the same order; what does not fit ends with an ellipsis.

    Names on the right of their tail come first, from right to left, each in the first lane free;
    then names on the left, from left to right: thus a tail never has to cross a name.
    """
    faced = _face(tails, width)
    order = sorted(faced, key=lambda at: (faced[at].leftward, _outward(faced[at]), at))
    placed: dict[int, Tag] = {}
    for at in order:
        placed[at] = _settle(faced[at], placed.values())
    return [placed[at] for at in range(len(tails))]


def _outward(tag: Tag) -> float:
    return tag.x if tag.leftward else -tag.x


def _face(tails: Sequence[tuple[float, str]], width: float) -> dict[int, Tag]:
    """Write each name on the right of its tail, unless an edge or a tag turned left stops it."""
    faced: dict[int, Tag] = {}
    wall = width
    for at in sorted(range(len(tails)), key=lambda each: (-tails[each][0], each)):
        x, text = tails[at]
        rooms = (wall - x - HOOK, x - HOOK)
        leftward = min(len(text), LONGEST) * GLYPH > rooms[0] and rooms[1] > rooms[0]
        faced[at] = Tag(x, _shorten(text, int(rooms[leftward] / GLYPH)), leftward)
        wall = x - TAIL if leftward else wall
    return faced


def _shorten(text: str, room: int) -> str:
    longest = min(LONGEST, max(1, room))
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _settle(tag: Tag, others: Iterable[Tag]) -> Tag:
    """Return *tag* in the first lane where it meets no other, or in a lane of its own."""
    known = list(others)
    lanes = (tag._replace(lane=lane) for lane in range(len(known)))
    free = (each for each in lanes if not any(_clash(each, other) for other in known))
    return next(free, tag._replace(lane=len(known)))


def _clash(one: Tag, other: Tag) -> bool:
    """Tell whether words meet words or a tail on one lane, or a tail coming down meets words."""
    if one.lane == other.lane:
        return _meet(one.words, other.words) or _touch(one, other) or _touch(other, one)
    return _touch(one, other) if one.lane > other.lane else _touch(other, one)


def _touch(lower: Tag, upper: Tag) -> bool:
    return _meet(lower.tail, upper.words)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]

"""A strand winding round the thread: what passes under it, what comes back over it.

A strand always makes an even number of half-waves in a row, so it meets every border of a row
on the same side: rows can be drawn apart from one another and still join.
"""

from collections.abc import Sequence
from typing import NamedTuple

from portfolio.domain.thread.markup import circle, path
from portfolio.domain.thread.paths import GUTTER, LANE, SWING, Cubic, curve, half_wave, halves
from portfolio.domain.thread.pieces import Yarn

# By slot: the side it leaves a border on (left is negative) times how far it swings, in px.
# The third goes wider and turns half as often, or it would hide behind one of the others.
REACH = (-SWING, SWING, -1.5 * SWING)
PACE = (60, 60, 120)  # height of a whole turn, px
LABEL = GUTTER - 6  # x at which a strand comes from its label
LOOSE_ENDS = ((18, 11), (18, 11), (20, 20))  # by slot: how far aside and how low a strand stops


class Plies(NamedTuple):
    """SVG to draw before the thread, and after it."""

    under: str
    over: str = ""


def css(colour: int, *, dashed: bool) -> str:
    """Return the classes of a strand."""
    return f"t-strand t-c{colour} t-dash" if dashed else f"t-strand t-c{colour}"


def half_turns(height: float, slot: int) -> int:
    """Return the even number of half-waves that suits *height* px."""
    return 2 * max(1, round(height / PACE[slot]))


def wind(cubics: Sequence[Cubic], yarn: Yarn, *, dashed: bool) -> Plies:
    """Draw half-waves in a row; every second crossing comes over the thread, unless dashed.

    The second strand comes over where the first goes under.
    """
    style = css(yarn.colour, dashed=dashed)
    over = ""
    first = 2 if yarn.slot == 1 else 1
    for crossing in range(first, 0 if dashed else len(cubics), 2):
        bit = curve([halves(cubics[crossing - 1])[1], halves(cubics[crossing])[0]])
        over += path("t-halo-s", bit) + path(style, bit)
    return Plies(path(style, curve(cubics)), over)


def enter(yarn: Yarn, height: float, *, dashed: bool) -> str:
    """Draw a strand coming from its label on the right, down to the lane at *height* px."""
    middle, reach = height / 2, REACH[yarn.slot]
    arrival = height - 18 if reach > 0 else height  # to leave rightwards it goes round first
    lean = min(18.0, (arrival - middle) * 0.64)
    beside = LANE + abs(reach) * 4 / 3
    cubics: list[Cubic] = [
        ((LABEL, middle), (LABEL - 16, middle), (beside, arrival - lean), (LANE, arrival))
    ]
    if reach > 0:
        cubics.append(half_wave(arrival, height, -reach))
    return path(css(yarn.colour, dashed=dashed), curve(cubics))


def stop(yarn: Yarn, *, dashed: bool) -> Plies:
    """Draw a strand leaving the thread just under the top border, with a dot at its loose end."""
    aside, low = LOOSE_ENDS[yarn.slot]
    side = 1 if REACH[yarn.slot] > 0 else -1
    end = LANE + side * aside
    bend: Cubic = ((LANE, 0), (LANE + side * 6, 5), (end - side * 5, low - 8), (end, low))
    dot = circle(f"t-end t-c{yarn.colour}", end, low, 3.2)
    return Plies(path(css(yarn.colour, dashed=dashed), curve([bend])), dot)

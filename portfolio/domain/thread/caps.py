"""Caps: the fixed part of a row, where the knot is and where strands come and go."""

from collections.abc import Iterator
from typing import NamedTuple

from portfolio.domain.thread.braid import REACH, Plies, enter, half_turns, stop, wind
from portfolio.domain.thread.glyphs import cap_height, glyph, loop, needle, origin
from portfolio.domain.thread.paths import LANE, red_thread, waves
from portfolio.domain.thread.pieces import Kind, Yarn


class Crossing(NamedTuple):
    """What a cap must show: its kind, the yarns at its two edges, which half is dashed."""

    kind: Kind
    above: tuple[Yarn, ...] = ()
    below: tuple[Yarn, ...] = ()
    dashed_above: bool = False
    dashed_below: bool = False


def cap(crossing: Crossing) -> str:
    """Return the body of a cap: strands under, thread, strands over, knot."""
    plies = list(_plies(crossing))
    under = "".join(ply.under for ply in plies)
    over = "".join(ply.over for ply in plies)
    return under + _main(crossing) + over + glyph(crossing.kind)


def _main(crossing: Crossing) -> str:
    """Draw the thread through the cap."""
    if crossing.kind == Kind.LOOP:
        return loop(dashed=crossing.dashed_below)
    if crossing.kind in {Kind.GOAL, Kind.GOAL_END}:
        return needle(crossing.kind)
    if crossing.kind in {Kind.ORIGIN, Kind.ORIGIN_START}:
        return origin(crossing.kind)
    return _straight(crossing)


def _straight(crossing: Crossing) -> str:
    """Draw a straight thread; only plain ends go past the border, to hide the seam."""
    height = cap_height(crossing.kind)
    top = 0 if crossing.dashed_above else -1
    bottom = height if crossing.dashed_below else height + 1
    if crossing.dashed_above == crossing.dashed_below:
        return red_thread(f"M{LANE} {top}V{bottom}", dashed=crossing.dashed_above)
    upper = red_thread(f"M{LANE} {top}V{height // 2}", dashed=crossing.dashed_above)
    return upper + red_thread(f"M{LANE} {height // 2}V{bottom}", dashed=crossing.dashed_below)


def _plies(crossing: Crossing) -> Iterator[Plies]:
    for yarn in crossing.above:
        if yarn in crossing.below:
            yield _through(yarn, crossing)
        else:
            yield stop(yarn, dashed=crossing.dashed_above)
    for yarn in crossing.below:
        if yarn not in crossing.above:
            height = cap_height(crossing.kind)
            yield Plies(enter(yarn, height, dashed=crossing.dashed_below))


def _through(yarn: Yarn, crossing: Crossing) -> Plies:
    """Draw a strand that passes; a knot hides its crossing, the loop leaves no room for most."""
    height, reach = cap_height(crossing.kind), REACH[yarn.slot]
    if crossing.kind in {Kind.STRAND, Kind.LOOP}:
        turns = waves((0, height), half_turns(height, yarn.slot), reach)
        plies = wind(turns, yarn, dashed=crossing.dashed_below)
        return plies if crossing.kind == Kind.STRAND or yarn.slot == 0 else Plies(plies.under)
    first, second = waves((0, height), 2, reach)
    upper = wind([first], yarn, dashed=crossing.dashed_above)
    return Plies(upper.under + wind([second], yarn, dashed=crossing.dashed_below).under)

"""What becomes of knots too close to be told apart on a scale of time.

They slide apart, in order, as little as possible. Where that would carry one too far from its
date, or leave no thread to be seen, close neighbours are drawn as one knot: the weightiest.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from portfolio.domain.thread.pieces import Kind

HALF = {Kind.LOOP: 14, Kind.BEAD: 8.5, Kind.ACTION: 7.5, Kind.EVENT: 6.5, Kind.SMALL: 4}  # px
RISING = (Kind.SMALL, Kind.EVENT, Kind.ACTION, Kind.BEAD, Kind.LOOP)
WEIGHT = {kind: weight for weight, kind in enumerate(RISING)}  # the weightiest speaks first
FARTHEST = 24.0  # px a knot may slide from its date
WIDER = 1.5  # how fast neighbours are looked for farther away
FULL = 0.6  # share of the thread that knots may cover


class Spot(NamedTuple):
    """A knot on the line, *x* px from the left."""

    x: float
    kind: Kind


def uncrowd(spots: Sequence[Spot], low: float, high: float) -> list[Spot]:
    """Return knots that do not touch, between *low* and *high* px, in the order of time.

    The answer depends on the spots only, not on the order they are given in.
    """
    wanted = kept = sorted(spots)
    reach = 1.0
    while len(kept) > 1:
        if _covered(kept) <= FULL * (high - low):
            placed = _slide(kept, low, high)
            if _slid(kept, placed) <= FARTHEST:
                return placed
        reach *= WIDER
        kept = _merge(wanted, reach)
    return _slide(kept, low, high)


def _covered(spots: Sequence[Spot]) -> float:
    return sum(2 * HALF[spot.kind] for spot in spots)


def _slid(wanted: Sequence[Spot], placed: Sequence[Spot]) -> float:
    return max(abs(now.x - spot.x) for spot, now in zip(wanted, placed, strict=True))


def _merge(spots: Sequence[Spot], reach: float) -> list[Spot]:
    """Keep one knot for all those less than *reach* px after the first of them."""
    kept: list[Spot] = []
    first = float("-inf")
    for spot in spots:
        if spot.x - first >= reach:
            kept.append(spot)
            first = spot.x
        elif WEIGHT[spot.kind] > WEIGHT[kept[-1].kind]:
            kept[-1] = spot
    return kept


def _slide(spots: Sequence[Spot], low: float, high: float) -> list[Spot]:
    """Move knots apart, half by pushing to the right and half by pushing to the left."""
    if not spots:
        return []
    gaps = [HALF[one.kind] + HALF[two.kind] for one, two in pairwise(spots)]
    left, right = low + HALF[spots[0].kind], high - HALF[spots[-1].kind]
    xs = [spot.x for spot in spots]
    rightwards = _pull(_push(xs, gaps, left), gaps, right)
    leftwards = _push(_pull(xs, gaps, right), gaps, left)
    return [
        Spot((one + two) / 2, spot.kind)
        for one, two, spot in zip(rightwards, leftwards, spots, strict=True)
    ]


def _push(xs: Sequence[float], gaps: Sequence[float], low: float) -> list[float]:
    """Move each x to the right until it is clear of *low* and of the one before."""
    moved = [max(xs[0], low)]
    for x, gap in zip(xs[1:], gaps, strict=True):
        moved.append(max(x, moved[-1] + gap))
    return moved


def _pull(xs: Sequence[float], gaps: Sequence[float], high: float) -> list[float]:
    """Move each x to the left until it is clear of *high* and of the one after."""
    mirrored = _push([-x for x in reversed(xs)], list(reversed(gaps)), -high)
    return [-x for x in reversed(mirrored)]

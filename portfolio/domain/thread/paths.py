"""Geometry of the thread: half-waves, their halves, and the three strokes of the red thread.

One unit is one px. Everything is described standing: the thread runs down the lane x = 24.
"""

from collections.abc import Iterator, Sequence

from portfolio.domain.thread.markup import number, path

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]

GUTTER = 64  # width of the column the thread runs in
LANE = 24  # x of the thread: every path crosses the border of a row there
SWING = 8  # how far a strand goes from the thread
LEAN = 0.36  # height of the control points of a half-wave, as a share of its height


def half_wave(top: float, bottom: float, reach: float, lane: float = LANE) -> Cubic:
    """Return a half-wave that leaves the lane at *top*, is *reach* px beside it, and returns.

    A cubic whose control points stand at 4/3 of a distance peaks at that distance. Negative
    reach: on the left. Two half-waves of opposite sides join with the same tangent.
    """
    beside, lean = lane + reach * 4 / 3, (bottom - top) * LEAN
    return (lane, top), (beside, top + lean), (beside, bottom - lean), (lane, bottom)


def waves(span: tuple[float, float], count: int, reach: float, lane: float = LANE) -> list[Cubic]:
    """Return *count* half-waves from ``span[0]`` to ``span[1]``, the first one *reach* px aside."""
    top, step = span[0], (span[1] - span[0]) / count
    return [
        half_wave(top + turn * step, top + (turn + 1) * step, -reach if turn % 2 else reach, lane)
        for turn in range(count)
    ]


def halves(cubic: Cubic) -> tuple[Cubic, Cubic]:
    """Cut a curve in its middle (de Casteljau, t = 1/2)."""
    start, first, second, end = cubic
    early, middle, late = _between(start, first), _between(first, second), _between(second, end)
    before, after = _between(early, middle), _between(middle, late)
    cut = _between(before, after)
    return (start, early, before, cut), (cut, after, late, end)


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def lying(cubics: Sequence[Cubic]) -> list[Cubic]:
    """Swap the axes of every point."""
    return [(_swap(a), _swap(b), _swap(c), _swap(d)) for a, b, c, d in cubics]


def _swap(point: Point) -> Point:
    return point[1], point[0]


def curve(cubics: Sequence[Cubic]) -> str:
    """Return the path data of cubics that follow one another; nothing for none."""
    return "".join(_steps(cubics))


def _steps(cubics: Sequence[Cubic]) -> Iterator[str]:
    for x, y in [cubic[0] for cubic in cubics[:1]]:
        yield f"M{number(x)} {number(y)}"
    for cubic in cubics:
        yield "C" + " ".join(f"{number(x)} {number(y)}" for x, y in cubic[1:])


def red_thread(d: str, *, dashed: bool = False) -> str:
    """Draw the thread along *d*: a halo of paper, the red core, the twisted ply; or dashes."""
    if dashed:
        return path("t-halo t-halo-d", d) + path("t-main t-dash", d)
    return path("t-halo", d) + path("t-main", d) + path("t-ply", d)

"""A free curve through given points (Catmull-Rom), and strands winding round it."""

from collections.abc import Iterator, Sequence
from math import atan2, degrees, dist, hypot, pi, sin
from typing import NamedTuple

from portfolio.domain.thread.braid import Plies, css
from portfolio.domain.thread.markup import circle, path
from portfolio.domain.thread.paths import Cubic, Point, curve

FINE = 20  # samples between two given points
LEAN = 1 / 6  # control points stand this share of the way between the two neighbours
OVER = 0.23  # share of a wave redrawn on each side of a crossing, over the thread


class Winding(NamedTuple):
    """A strand from *first* to *last* (a place is a point's number, 2.5 is half way to the next).

    It comes from the points *enter* and goes to the points *leave*. *wave* and *swing* are px.
    """

    first: float
    last: float
    wave: float = 54
    swing: float = 11
    phase: float = 0
    enter: tuple[Point, ...] = ()
    leave: tuple[Point, ...] = ()
    dashed: bool = False


class Sample(NamedTuple):
    """A point of a wound strand, *run* px along the thread."""

    run: float
    at: Point


def through(points: Sequence[Point]) -> list[Cubic]:
    """Return one cubic per interval of *points*; they join with the same tangent."""
    around = [points[0], *points, points[-1]]
    return [
        (one, _aside(one, before, two, LEAN), _aside(two, one, after, -LEAN), two)
        for before, one, two, after in zip(around, around[1:], around[2:], around[3:], strict=False)
    ]


def _aside(at: Point, one: Point, other: Point, share: float) -> Point:
    return at[0] + (other[0] - one[0]) * share, at[1] + (other[1] - one[1]) * share


class Spline:
    """A curve through *points*, in px; places on it are numbers of points, with fractions."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.cubics = through(points)

    def d(self, first: int, last: int) -> str:
        """Return the path data between two points."""
        return curve(self.cubics[first:last])

    def at(self, place: float) -> Point:
        """Return the point at a place."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy), t = self._local(place)
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        return a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy

    def heading(self, place: float) -> Point:
        """Return the unit vector along the curve at a place."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy), t = self._local(place)
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        x = a * (bx - ax) + b * (cx - bx) + c * (dx - cx)
        y = a * (by - ay) + b * (cy - by) + c * (dy - cy)
        length = hypot(x, y)
        return x / length, y / length

    def angle(self, place: float) -> float:
        """Return by how many degrees a standing knot must turn there."""
        x, y = self.heading(place)
        return degrees(atan2(y, x)) - 90

    def _local(self, place: float) -> tuple[Point, Point, Point, Point, float]:
        index = min(int(place), len(self.cubics) - 1)
        return *self.cubics[index], place - index

    def wind(self, turn: Winding, colour: int) -> Plies:
        """Draw a strand round the curve; every second crossing comes over it, unless dashed."""
        samples = list(self._samples(turn))
        points = [*turn.enter, *(sample.at for sample in samples), *turn.leave]
        style = css(colour, dashed=turn.dashed)
        under = path(style, curve(through(points)))
        if turn.leave:
            under += circle(f"t-end t-c{colour}", *turn.leave[-1], 4)
        bits = [] if turn.dashed else [curve(through(bit)) for bit in _over(samples, turn)]
        return Plies(under, "".join(path("t-halo-s", d) + path(style, d) for d in bits))

    def _samples(self, turn: Winding) -> Iterator[Sample]:
        count = round((turn.last - turn.first) * FINE)
        run, before = 0.0, self.at(turn.first)
        for index in range(count + 1):
            place = turn.first + index * (turn.last - turn.first) / count
            (x, y), (along, down) = self.at(place), self.heading(place)
            run += dist(before, (x, y))
            before = x, y
            aside = turn.swing * sin(2 * pi * run / turn.wave + turn.phase)
            yield Sample(run, (x - down * aside, y + along * aside))


def _over(samples: Sequence[Sample], turn: Winding) -> Iterator[list[Point]]:
    """Yield the points round every second crossing, the ends left alone."""
    near = OVER * turn.wave
    crossing = turn.wave * (1 - turn.phase / (2 * pi))
    while crossing < samples[-1].run - near / 3:
        yield [sample.at for sample in samples if abs(sample.run - crossing) <= near]
        crossing += turn.wave

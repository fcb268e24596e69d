"""A whole life on one line, at the scale of time, for someone who has an hour to understand it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio.domain.thread.braid import Plies, css, wind
from portfolio.domain.thread.layout import effective_day
from portfolio.domain.thread.marks import BASE, mark, pin
from portfolio.domain.thread.markup import number, path, picture, words
from portfolio.domain.thread.paths import lying, red_thread, waves
from portfolio.domain.thread.pieces import Strand, Thread, Yarn
from portfolio.domain.thread.scale import MARGIN, Scale, scale
from portfolio.domain.thread.spread import Spot, uncrowd
from portfolio.domain.thread.stretches import Stretch, give_slots, keep_longest
from portfolio.domain.thread.tags import Tag, place

REACH = (9.5, -9.5, 12.5)  # px, by slot; downwards is positive
TURN = 26  # px, length of a whole turn of a strand
SHORTEST = 14  # px, for the briefest of strands
NARROWEST = 360  # px, below which years and names no longer fit
LANE = 22  # px between two lines of names
PIN_ROOM = 5  # px kept clear on each side of today


class Beside(NamedTuple):
    """A strand on the scale: from *first* to *last*, in px."""

    strand: Strand
    slot: int
    first: float
    last: float


def overview(thread: Thread, *, width: int = 720) -> str:
    """Return the summary of *thread*, *width* px wide: one svg, hidden from assistive technology.

    Knots too close together slide apart or are drawn as one (see ``spread``); of more than three
    strands at once the three longest are drawn. The page tells the same in words.
    """
    time = scale(thread, max(width, NARROWEST))
    beside = list(_beside(thread, time))
    tags = place([(each.first, each.strand.label) for each in beside], time.width)
    plies = [ply for each in beside for ply in _braid(each, time)]
    height = BASE + 38 + LANE * (1 + max((tag.lane for tag in tags), default=0))
    body = "".join(_ticks(time, height))
    body += "".join(_tag(tag, each, time) for tag, each in zip(tags, beside, strict=True))
    body += "".join(ply.under for ply in plies) + _main(time)
    body += "".join(ply.over for ply in plies) + "".join(_knots(thread, time)) + pin(time.pin)
    return picture("fil-overview", time.width, height, body)


def _ticks(time: Scale, height: int) -> Iterator[str]:
    for year, x in time.years():
        yield path("t-tick", f"M{number(x)} 24V{height - 8}")
        yield f'<text class="t-year" x="{number(x + 4)}" y="16">{year}</text>'


def _main(time: Scale) -> str:
    """Draw the thread: plain and slightly wavy until today, dashed beyond."""
    third = (time.pin - MARGIN) / 3
    bends = f"{number(MARGIN + third)} {BASE - 3} {number(time.pin - third)} {BASE + 3}"
    past = red_thread(f"M{MARGIN} {BASE}C{bends} {number(time.pin)} {BASE}")
    plan = f"M{number(time.pin)} {BASE}H{number(time.last)}"
    return past + red_thread(plan, dashed=True)


def _knots(thread: Thread, time: Scale) -> Iterator[str]:
    """Yield the knots, apart from one another and on their side of today."""
    days = [(effective_day(knot, thread.today), knot.kind) for knot in thread.knots]
    past = [Spot(time.x(day), kind) for day, kind in days if day <= time.today]
    plan = [Spot(time.x(day), kind) for day, kind in days if day > time.today]
    for spot in uncrowd(past, MARGIN, time.pin - PIN_ROOM):
        yield mark(spot.x, spot.kind)
    for spot in uncrowd(plan, time.pin + PIN_ROOM, time.last):
        yield mark(spot.x, spot.kind, dashed=True)


def _beside(thread: Thread, time: Scale) -> Iterator[Beside]:
    """Yield the strands to draw, each wide enough to be seen."""
    ends = []
    for strand in thread.strands:
        first = min(time.x(strand.start.toordinal()), time.last - SHORTEST)
        until = time.x(strand.until(thread.today).toordinal())
        ends.append((first, max(until, first + SHORTEST)))
    kept = keep_longest(_stretches(thread, ends), time.width + 1)
    for index, slot in sorted(give_slots(kept).items()):
        yield Beside(thread.strands[index], slot, *ends[index])


def _stretches(thread: Thread, ends: Sequence[tuple[float, float]]) -> Iterator[Stretch]:
    """Yield the px each strand covers."""
    for index, (strand, (first, last)) in enumerate(zip(thread.strands, ends, strict=True)):
        days = (strand.until(thread.today) - strand.start).days
        yield Stretch(index, int(first), int(last) + 1, days)


def _braid(each: Beside, time: Scale) -> Iterator[Plies]:
    """Yield the half-waves of a strand: plain until today, dotted beyond."""
    spans = (
        (each.first, min(each.last, time.pin), False),
        (max(each.first, time.pin), each.last, True),
    )
    for first, last, dashed in spans:
        if last - first >= SHORTEST / 4:
            count = 2 * max(1, round((last - first) / TURN))
            cubics = lying(waves((first, last), count, REACH[each.slot], BASE))
            yield wind(cubics, Yarn(each.strand.colour, each.slot), dashed=dashed)


def _tag(tag: Tag, each: Beside, time: Scale) -> str:
    """Draw the tail of a strand down to its name, and the name."""
    y, side = BASE + 34 + LANE * tag.lane, -1 if tag.leftward else 1
    bend = f"C{number(tag.x - 5 * side)} {BASE - 4} {number(tag.x - 6 * side)} {y - 12}"
    d = f"M{number(tag.x)} {BASE}{bend} {number(tag.x)} {y - 4}L{number(tag.x + 8 * side)} {y - 4}"
    tail = path(css(each.strand.colour, dashed=tag.x > time.pin), d)
    anchor = ' text-anchor="end"' if tag.leftward else ""
    x = number(tag.x + 13 * side)
    return f'{tail}<text class="t-lab" x="{x}" y="{y}"{anchor}>{words(tag.text)}</text>'

"""Dated data in, rows in display order out. No drawing here.

The thread passes through every row. A strand enters at its label and stops at the first knot
beyond its other end, so it is one unbroken stretch; what leaves a row enters the next one.
Everything on the far side of today is dashed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from portfolio.domain.thread.pieces import (
    Kind,
    Knot,
    Layout,
    Order,
    Row,
    Strand,
    Thread,
    Yarn,
    room,
)
from portfolio.domain.thread.stretches import Stretch, give_slots, keep_longest

# What comes first among things of one day, for each order of display.
RANKS = {
    Order.RECENT: {Kind.TODAY: 0, Kind.STRAND: 1},
    Order.OLDEST: {Kind.STRAND: 0, Kind.TODAY: 2},
}
KNOT_RANK = {Order.RECENT: 2, Order.OLDEST: 1}
HEIGHTS = {Kind.TODAY: 72, Kind.STRAND: 84, Kind.ORIGIN: 80, Kind.ORIGIN_START: 80}  # px


class Place(NamedTuple):
    """A future row at its place; *day* grows down the page, whatever the order."""

    day: float
    rank: int
    true_day: int
    kind: Kind
    data: object = None
    height: int = 0
    strand: int | None = None


def layout(thread: Thread) -> Layout:
    """Return the rows of *thread*; strands beyond three at once are labelled, not drawn."""
    places = _places(thread)
    kept = keep_longest(_stretches(thread, places), len(places))
    slots = give_slots(kept)
    edges = _edges(thread.strands, kept, slots, len(places))
    yarns = {
        thread.strands[number].id: Yarn(thread.strands[number].colour, slot)
        for number, slot in slots.items()
    }
    others = tuple(strand for strand in thread.strands if strand.id not in yarns)
    return Layout(tuple(_rows(thread, places, edges)), yarns, others)


def effective_day(knot: Knot, today: date) -> int:
    """Return the ordinal a knot is placed at: what is still to be done is never behind today."""
    day = knot.at.toordinal()
    return max(day, today.toordinal() + 1) if knot.kind == Kind.ACTION else day


def _places(thread: Thread) -> list[Place]:
    """Return one place per row, in display order."""
    dated = [*_knot_places(thread), *_label_places(thread), _today_place(thread)]
    dated.sort(key=lambda place: place[:3])
    recent = thread.order == Order.RECENT
    origin = Kind.ORIGIN if recent else Kind.ORIGIN_START
    begin = Place(float("inf") if recent else float("-inf"), 0, 0, origin, None, HEIGHTS[origin])
    end = []
    if thread.goal:
        needle = Kind.GOAL if recent else Kind.GOAL_END
        end = [Place(-begin.day, 0, 0, needle, thread.goal.data, thread.goal.height)]
    return [*end, *dated, begin] if recent else [begin, *dated, *end]


def _sign(thread: Thread) -> int:
    return -1 if thread.order == Order.RECENT else 1


def _knot_places(thread: Thread) -> Iterator[Place]:
    sign, rank = _sign(thread), KNOT_RANK[thread.order]
    for knot in thread.knots:
        day = sign * effective_day(knot, thread.today)
        true_day = sign * knot.at.toordinal()
        height = room(knot.kind, knot.height)
        yield Place(day, rank, true_day, knot.kind, knot.data, height)


def _label_places(thread: Thread) -> Iterator[Place]:
    """Yield the labels: each strand is met at its end when reading back, at its start otherwise."""
    sign, rank = _sign(thread), RANKS[thread.order][Kind.STRAND]
    for number, strand in enumerate(thread.strands):
        met = strand.until(thread.today) if sign < 0 else strand.start
        day = sign * met.toordinal()
        yield Place(day, rank, day, Kind.STRAND, strand.data, HEIGHTS[Kind.STRAND], number)


def _today_place(thread: Thread) -> Place:
    day = _sign(thread) * thread.today.toordinal()
    return Place(day, RANKS[thread.order][Kind.TODAY], day, Kind.TODAY, None, HEIGHTS[Kind.TODAY])


def _stretches(thread: Thread, places: Sequence[Place]) -> Iterator[Stretch]:
    """Yield the edges each strand crosses: edge *n* lies under row *n*."""
    days = [place.day for place in places]
    for label, place in enumerate(places):
        if place.strand is None:
            continue
        strand = thread.strands[place.strand]
        until = strand.until(thread.today)
        far = strand.start if thread.order == Order.RECENT else until
        stop = bisect_left(days, _sign(thread) * far.toordinal(), lo=label + 1)
        while stop < len(places) and places[stop].kind == Kind.STRAND:
            stop += 1
        yield Stretch(place.strand, label, stop, (until - strand.start).days)


def _edges(
    strands: Sequence[Strand], kept: Sequence[Stretch], slots: Mapping[int, int], count: int
) -> list[tuple[str, ...]]:
    """Return, under each row, the ids of the strands there, in the order of their slots."""
    edges: list[tuple[str, ...]] = [()] * count
    for stretch in sorted(kept, key=lambda each: slots[each.strand]):
        for edge in range(stretch.first, stretch.last):
            edges[edge] = (*edges[edge], strands[stretch.strand].id)
    return edges


def _rows(
    thread: Thread, places: Sequence[Place], edges: Sequence[tuple[str, ...]]
) -> Iterator[Row]:
    """Yield the rows; the pin alone has dashes on one side only."""
    recent = thread.order == Order.RECENT
    above: tuple[str, ...] = ()
    dashed = recent  # the page begins in the future or at the origin
    for place, below in zip(places, edges, strict=True):
        dashed_below = not recent if place.kind == Kind.TODAY else dashed
        strand = None if place.strand is None else thread.strands[place.strand]
        yield Row(place.kind, place.data, strand, above, below, dashed, dashed_below, place.height)
        above, dashed = below, dashed_below

"""Which strands run beside the thread, from where to where, and on which side."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portfolio.domain.thread.pieces import AT_ONCE


class Stretch(NamedTuple):
    """Strand number *strand* covers the marks *first* to *last*, last excluded."""

    strand: int
    first: int
    last: int
    days: int


def keep_longest(stretches: Iterable[Stretch], marks: int) -> list[Stretch]:
    """Return the stretches that fit three abreast, the longest in days first served.

    Between equals the one given first wins. *marks* bounds every ``last``.
    """
    crowd = [0] * marks
    kept = []
    for stretch in sorted(stretches, key=lambda each: (-each.days, each.strand)):
        span = range(stretch.first, stretch.last)
        if any(crowd[mark] >= AT_ONCE for mark in span):
            continue
        for mark in span:
            crowd[mark] += 1
        kept.append(stretch)
    return kept


def give_slots(kept: Sequence[Stretch]) -> dict[int, int]:
    """Return the slot (0, 1 or 2) of each strand, so that no two neighbours share one."""
    slots: dict[int, int] = {}
    busy_until = [0] * AT_ONCE
    for stretch in sorted(kept, key=lambda each: each.first):
        slot = next(slot for slot, free in enumerate(busy_until) if free <= stretch.first)
        busy_until[slot] = stretch.last
        slots[stretch.strand] = slot
    return slots

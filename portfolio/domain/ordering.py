"""Steps of one date: dates do not say which comes first, so their owner does."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from portfolio.domain.entries import Entry
from portfolio.domain.sections import Section

Name = TypeVar("Name")


def tied(entries: Iterable[tuple[Name, Entry]]) -> list[list[Name]]:
    """The names of those that share a place on the thread, each group in the order given."""
    groups: defaultdict[date, list[Name]] = defaultdict(list)
    for name, entry in entries:
        if place := _place(entry):
            groups[place].append(name)
    return [group for group in groups.values() if len(group) > 1]


def moved(names: Sequence[Name], name: Name, *, up: bool) -> list[Name]:
    """*names* with *name* one place up or down; as they were at either end."""
    order = list(names)
    here = order.index(name)
    there = min(max(here + (-1 if up else 1), 0), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    return order


def _place(entry: Entry) -> date | None:
    """Where on the thread a step of the path is tied."""
    period = entry.period if entry.section is Section.PATH else None
    anchor = period.anchor if period else None
    return anchor.middle if anchor else None

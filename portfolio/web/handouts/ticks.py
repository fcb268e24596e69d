"""Boxes of one document that two windows left differently: each is kept as here, or as stored."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain.handouts import Booklet, Cv
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web.handouts import cvs
from portfolio.web.own import Own

PART, ENTRY, ORDER = "part-", "entry-", "order"
ORDERED = N_("L’ordre des parties")


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that is ticked *here* and not in what is kept, or the other way round.

    *stored* is the order of the parts that is kept, where that is what parts ways.
    """

    name: str
    title: str
    here: bool = False
    stored: tuple[str, ...] = ()


def of_cv(own: Own, here: Cv, kept: Cv) -> Iterator[Tick]:
    """Parts first, then their order, then entries as the page has them."""
    every = cvs.choices(own, here)
    yield from _of_parts({part.kind: part.title for part in every}, here, kept)
    for one, ticked in (pair for part in every for pair in part.entries):
        if ticked != kept.shows(one.id, one.entry):
            yield _of_entry(one, here=ticked)


def of_booklet(offered: Iterable[Opened], here: Collection[UUID], kept: Booklet) -> Iterator[Tick]:
    """The experiences that one of both has."""
    for one in offered:
        if (one.id in here) != (one.id in kept.experiences):
            yield _of_entry(one, here=one.id in here)


def settled(own: Own, here: Cv, kept: Cv, asked: Collection[str]) -> Cv:
    """*here* with each thing *asked* for as it is kept."""
    parts = [kind for kind in here.parts if PART + kind not in asked or kind in kept.parts]
    for before, kind in zip(("", *kept.parts), kept.parts, strict=False):
        if PART + kind in asked and kind not in parts:
            parts.insert(parts.index(before) + 1 if before in parts else 0, kind)
    if ORDER in asked:
        places = {kind: place for place, kind in enumerate(kept.parts)}
        parts.sort(key=lambda kind: places.get(kind, len(places)))
    there = (one for part in cvs.choices(own, here) for one, _ in part.entries)
    found = [(one.id, one.entry) for one in there if f"{ENTRY}{one.id}" in asked]
    ticked = [row for row, entry in found if kept.shows(row, entry)]
    return here.changed(parts=tuple(parts)).choosing(found, ticked)


def taken(here: Iterable[UUID], kept: Collection[UUID], asked: Collection[str]) -> list[UUID]:
    """The ids chosen *here*, each one *asked* for as it is in *kept*."""
    there = [each for each in kept if f"{ENTRY}{each}" in asked]
    return [*(each for each in here if f"{ENTRY}{each}" not in asked), *there]


def _of_parts(titles: Mapping[str, str], here: Cv, kept: Cv) -> Iterator[Tick]:
    for kind, title in titles.items():
        if (shown := kind in here.parts) != (kind in kept.parts):
            yield Tick(PART + kind, title, shown)
    both = titles.keys() & {*here.parts} & {*kept.parts}
    ours, there = ([kind for kind in cv.parts if kind in both] for cv in (here, kept))
    if ours != there:
        yield Tick(ORDER, ORDERED, stored=tuple(titles[kind] for kind in there))


def _of_entry(one: Opened, *, here: bool) -> Tick:
    return Tick(f"{ENTRY}{one.id}", one.entry.title, here)

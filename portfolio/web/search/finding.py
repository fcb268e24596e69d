"""What a question finds in a portfolio: in memory, over opened entries, since none is in clear."""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain import searching
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.searching import Marked
from portfolio.services.boxes import Opened
from portfolio.web import facts

MOST = 60
"""Things shown: whoever gets more writes one more word."""
SAID = 2
"""Excerpts under a title."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found: its title, and where else it says the words."""

    opened: Opened
    title: Marked
    said: tuple[tuple[str, Marked], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, by kind; *total* counts those that are not shown too."""

    groups: tuple[tuple[type[Entry], tuple[Hit, ...]], ...]
    total: int


def find(opened: Sequence[Opened], question: str) -> Found:
    """Everything that says each word of *question* somewhere, by kind, best first."""
    terms = searching.terms_of(question)
    there = [one for one in opened if terms and facts.says(one.entry, terms)]
    shown = sorted(there, key=lambda one: not searching.holds_any(one.entry.title, terms))[:MOST]
    groups = []
    for kind in KINDS.values():
        hits = tuple(_hit(one, terms) for one in shown if type(one.entry) is kind)
        if hits:
            groups.append((kind, hits))
    return Found(tuple(groups), len(there))


def _hit(one: Opened, terms: Sequence[str]) -> Hit:
    said = (
        (label, searching.excerpt(text, terms))
        for label, text in facts.pieces(one.entry)
        if searching.holds_any(text, terms)
    )
    few = tuple(piece for piece, _ in zip(said, range(SAID), strict=False))
    return Hit(one, searching.marked(one.entry.title, terms), few)

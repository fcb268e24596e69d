"""What a question finds in a portfolio: in memory, over opened entries, since none is in clear."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from portfolio.domain import searching
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.searching import Marked
from portfolio.services.boxes import Opened
from portfolio.web import facts
from portfolio.web.templating import say

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
    there = [one for one in opened if terms and _says(one.entry, terms)]
    shown = sorted(there, key=lambda one: not searching.holds_any(one.entry.title, terms))[:MOST]
    groups = []
    for kind in KINDS.values():
        hits = tuple(_hit(one, terms) for one in shown if type(one.entry) is kind)
        if hits:
            groups.append((kind, hits))
    return Found(tuple(groups), len(there))


def _says(entry: Entry, terms: Sequence[str]) -> bool:
    texts = [text for _, text in _pieces(entry)]
    return searching.holds_all([say(entry.label), entry.title, *texts], terms)


def _hit(one: Opened, terms: Sequence[str]) -> Hit:
    said = (
        (label, searching.excerpt(text, terms))
        for label, text in _pieces(one.entry)
        if searching.holds_any(text, terms)
    )
    few = tuple(piece for piece, _ in zip(said, range(SAID), strict=False))
    return Hit(one, searching.marked(one.entry.title, terms), few)


def _pieces(entry: Entry) -> Iterator[tuple[str, str]]:
    """All that an entry says below its title: each answer, and what it answers."""
    if entry.story:
        yield gettext("Avec vos mots"), entry.story
    for fact in facts.facts(entry, {}):
        for line in fact.lines:
            yield fact.label, line

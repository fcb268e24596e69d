"""A paper to hand over: facts, then parts with paragraphs and lists; 12 points or more."""

from dataclasses import asdict, dataclass

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.sheets import BOXED, Letterhead, Pairs, letterhead
from portfolio.formats.typesetting import typeset
from portfolio.formats.unmarking import unmarked_in
from portfolio.formats.words import Words

PROSE = frozenset({"paragraphs"})


@dataclass(frozen=True, slots=True)
class Part:
    """What is under one title: paragraphs, then a list."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on it, every word in the reader's language already."""

    head: Letterhead
    facts: Pairs
    parts: tuple[Part, ...]


@writes(
    "paper-pdf",
    subject=Paper,
    label=N_("Document à imprimer (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(paper: Paper, words: Words) -> bytes:
    """*paper* as PDF/UA-1."""
    data = {
        **letterhead(paper.head),
        "boxed": words(BOXED),
        "facts": paper.facts,
        "parts": unmarked_in([asdict(part) for part in paper.parts], PROSE),
    }
    return typeset("paper", data, paper.head.at)

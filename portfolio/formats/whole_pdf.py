"""A whole portfolio on paper: every section, every entry, down to the last answer."""

from dataclasses import asdict, dataclass

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.sheets import BOXED, Letterhead, letterhead
from portfolio.formats.typesetting import typeset
from portfolio.formats.unmarking import unmarked_in
from portfolio.formats.words import Words

CONTENTS = N_("Sommaire")
PROSE = frozenset({"story"})
EMPTY = N_("Ce portfolio est encore vide.")


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: the question's words, and one or several lines."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An entry: what it is called, when and where, in the person's words, then its answers."""

    title: str
    when: str
    place: str
    story: str
    facts: tuple[Told, ...]
    mark: str = ""
    """Said beside the title: kept for oneself, proposed by somebody."""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind; no *title* where a section holds but one."""

    title: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section and what is in it."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class WholeSheet:
    """A portfolio as it stands the day it is printed."""

    head: Letterhead
    author: str
    chapters: tuple[Chapter, ...]


@writes(
    "whole-pdf",
    subject=WholeSheet,
    label=N_("Tout mon portfolio (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(sheet: WholeSheet, words: Words) -> bytes:
    """*sheet* as PDF/UA-1, with a table of contents and numbered pages."""
    data = {
        **letterhead(sheet.head),
        "author": sheet.author,
        "boxed": words(BOXED),
        "contents": words(CONTENTS),
        "empty": "" if sheet.chapters else words(EMPTY),
        "chapters": unmarked_in([asdict(chapter) for chapter in sheet.chapters], PROSE),
    }
    return typeset("whole", data, sheet.head.at)

"""A CV on paper, in two layouts: what a person chose to show, in the order they chose."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.sheets import BOXED, Pairs
from portfolio.formats.typesetting import typeset
from portfolio.formats.unmarking import unmarked_in
from portfolio.formats.words import Words

Shape = Literal["dated", "list", "words"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: what, where, when (already in words), then what is said of it."""

    title: str
    place: str = ""
    when: str = ""
    notes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its items: *dated* ones in full, a *list*, or *words* side by side."""

    title: str
    shape: Shape
    items: tuple[Item, ...]
    aside: bool = False
    """Whether a layout with a side column puts it there."""


@dataclass(frozen=True, slots=True)
class CvSheet:
    """What stands on a CV; *author* is for the file's properties, empty when masked."""

    layout: str
    title: str
    author: str
    name: str
    headline: str
    contact: Pairs
    about: str
    parts: tuple[Part, ...]
    at: datetime


PROSE = frozenset({"about", "notes"})
DRAWN = re.compile(rb"/Contents (\d+) 0 R")
FEW = 0.4
"""A second page is a few lines when it draws less than that of what the first does."""
CLOSER = 0.75
"""How much of its blanks a CV keeps that would leave a few lines on a second page."""
CONTACT = N_("Me joindre")


@writes(
    "cv-pdf",
    subject=CvSheet,
    label=N_("CV à envoyer ou à imprimer (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(sheet: CvSheet, words: Words) -> bytes:
    """*sheet* as PDF/UA-1; nothing on it tells where it was made.

    A few lines on a second page join the first when narrower blanks are all that it takes.
    """
    data = {
        **unmarked_in(asdict(sheet), PROSE),
        "at": "",
        "lang": words.lang,
        "title": sheet.title or sheet.name or "CV",
        "name": sheet.name or "CV",
        "contact_title": words(CONTACT),
        "boxed": words(BOXED),
    }
    made = typeset("cv", {**data, "pace": 1}, sheet.at)
    if _spills(made):
        closer = typeset("cv", {**data, "pace": CLOSER}, sheet.at)
        return closer if len(_weights(closer)) == 1 else made
    return made


def _spills(content: bytes) -> bool:
    """Whether one page leaves a few lines on a second."""
    match _weights(content):
        case [first, second]:
            return second < FEW * first
    return False


def _weights(content: bytes) -> list[int]:
    """How many bytes draw each page."""
    streams = (rb"\b%b 0 obj.*?/Length (\d+)" % number for number in DRAWN.findall(content))
    found = (re.search(stream, content, re.DOTALL) for stream in streams)
    return [int(one[1]) for one in found if one]

"""A CV on paper, in two layouts: what a person chose to show, in the order they chose."""

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
CONTACT = N_("Me joindre")


@writes(
    "cv-pdf",
    subject=CvSheet,
    label=N_("CV à envoyer ou à imprimer (PDF)"),
    media_type="application/pdf",
    suffix="pdf",
)
def write(sheet: CvSheet, words: Words) -> bytes:
    """*sheet* as PDF/UA-1; nothing on it tells where it was made."""
    data = {
        **unmarked_in(asdict(sheet), PROSE),
        "at": "",
        "lang": words.lang,
        "title": sheet.title or sheet.name or "CV",
        "name": sheet.name or "CV",
        "contact_title": words(CONTACT),
        "boxed": words(BOXED),
    }
    return typeset("cv", data, sheet.at)

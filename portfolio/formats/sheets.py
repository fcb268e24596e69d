"""Sheets of one A4 page: the recovery code, the receipt of a consent, a code to hand over.

Every text comes in ready to print, in the reader's language: these sheets only lay out.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from portfolio.domain.words import N_
from portfolio.formats.typesetting import typeset

BOXED = N_(
    "Le signe □ tient la place d’une lettre ou d’un dessin que ce document ne sait pas écrire."
)
Pairs = tuple[tuple[str, str], ...]
"""Labels and values, in the order they are read."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every sheet carries around its own content."""

    site: str
    lang: str
    title: str
    exported: str
    """Right of the site's name: made when, by whom. One or two lines."""
    mark: str
    """At the foot of each page."""
    at: datetime
    """Aware; the date inside the file."""
    kicker: str = ""
    """What the sheet is, above its title, when the title does not say it."""
    boxed: str = ""
    """Said at the end when some letter could not be set."""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet of a recovery code."""

    head: Letterhead
    facts: Pairs
    code_label: str
    code: str
    """As issued; printed in groups of four whatever its separators."""
    how_title: str
    how: tuple[str, ...]
    """Steps, numbered when printed."""
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands on the receipt of a consent."""

    head: Letterhead
    facts: Pairs
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    closing_lang: str = ""
    """The language of *closing*, when it is another than the sheet's."""


@dataclass(frozen=True, slots=True)
class CodeSheet:
    """What stands on the sheet of a code to hand over."""

    head: Letterhead
    facts: Pairs
    code_label: str
    code: str
    drawing: tuple[str, str]
    """A square that telephones read, as SVG, and what it is for whoever cannot see it."""
    how_title: str
    how: tuple[str, ...]
    closing: tuple[str, ...] = ()


def code_pdf(sheet: CodeSheet) -> bytes:
    """The sheet of a code to hand over, PDF/UA-1."""
    drawing, told = sheet.drawing
    data = {
        **letterhead(sheet.head),
        "facts": sheet.facts,
        "code": {"label": sheet.code_label, "groups": groups_of_four(sheet.code)},
        "drawing": {"svg": drawing, "told": told},
        "how": {"title": sheet.how_title, "steps": sheet.how},
        "closing": sheet.closing,
    }
    return typeset("code", data, sheet.head.at)


def recovery_pdf(sheet: RecoverySheet) -> bytes:
    """The sheet of a recovery code, PDF/UA-1."""
    data = {
        **letterhead(sheet.head),
        "facts": sheet.facts,
        "code": {"label": sheet.code_label, "groups": groups_of_four(sheet.code)},
        "how": {"title": sheet.how_title, "steps": sheet.how},
        "closing": sheet.closing,
    }
    return typeset("recovery", data, sheet.head.at)


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt of a consent, PDF/UA-1."""
    data = {
        **letterhead(receipt.head),
        "opening": receipt.opening,
        "facts": receipt.facts,
        "closing": receipt.closing,
        "closing_lang": receipt.closing_lang or receipt.head.lang,
    }
    return typeset("receipt", data, receipt.head.at)


def letterhead(head: Letterhead) -> dict[str, str]:
    """The part of a template's data that `sheet.typ` reads; a PDF/UA title is never empty."""
    return {
        "site": head.site,
        "lang": head.lang,
        "title": " ".join(head.title.split()) or head.site or "-",
        "kicker": head.kicker,
        "exported": head.exported,
        "mark": head.mark,
        "boxed": head.boxed,
    }


def groups_of_four(code: str) -> list[str]:
    """*code* without separators, four characters at a time."""
    letters = re.sub(r"[\W_]", "", code)
    return [letters[start : start + 4] for start in range(0, len(letters), 4)]

"""Plans of several people: a file for each, and the list of who is in it and who is not."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portfolio.domain.words import N_
from portfolio.formats.archives import writing
from portfolio.formats.archives.writing import Page
from portfolio.formats.plan import Export
from portfolio.formats.plan_csv import guarded
from portfolio.formats.words import Words

LIST = N_("liste.csv")
COLUMNS = (N_("Personne"), N_("Fichier"), N_("Pourquoi il n’y est pas"))
MARK = N_("Exporté par %(who)s le %(moment)s")
NAMELESS = N_("Une personne dont le partage n’est plus ouvert")
_KEPT = re.compile(r"[^\w -]")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Part:
    """One person's file, or *why* there is none."""

    person: str
    why: str = ""
    content: bytes = b""
    suffix: str = ""


def write(parts: Iterable[Part], by: Export, words: Words) -> bytes:
    """The ZIP, in memory; the list says who took it out, when, and names whoever is missing."""
    pages, lines = [], []
    for number, part in enumerate(parts, start=1):
        name = "" if part.why else f"{number:03}-{_plain(part.person)}.{part.suffix}"
        if name:
            pages.append(Page(name, part.content))
        lines.append((part.person or words(NAMELESS), name, part.why))
    pages.append(Page(words(LIST), _list(lines, by, words)))
    return b"".join(writing.pieces(pages, ()))


def _list(lines: Sequence[Sequence[str]], by: Export, words: Words) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(map(words, COLUMNS))
    for line in lines:
        table.writerow(map(guarded, line))
    moment = words.moment(by.exported_at)
    table.writerow([guarded(words(MARK, who=by.exported_by, moment=moment))])
    return text.getvalue().encode("utf-8-sig")


def _plain(person: str) -> str:
    """A person's name as a part of a file's: letters, figures, spaces and hyphens."""
    return " ".join(_KEPT.sub("", person).split())[:_LONGEST].rstrip() or "plan"

"""The agreed plan as a workbook: one action a row, and a sheet that says who took it out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.plan import PlanSheet
from portfolio.formats.plan_csv import COLUMNS, rows
from portfolio.formats.words import Words

if TYPE_CHECKING:
    import xlsxwriter

PLAN, EXPORT = N_("Plan d’action"), N_("Export")
FACTS = (N_("Personne"), N_("Exporté par"), N_("Structure"), N_("Le"), N_("Service"))
LONGEST = 32_767
"""Characters that a cell holds, says the format."""
WIDE = {"objectif": 30, "action": 40, "precisions": 50, "remarques": 40}
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Nothing goes by a temporary file; whatever was typed is text, and computes nothing."""


@writes(
    "plan-xlsx",
    subject=PlanSheet,
    label=N_("Classeur (XLSX)"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    suffix="xlsx",
)
def write(sheet: PlanSheet, words: Words) -> bytes:
    """*sheet* with the columns of the CSV, which stay French; the second sheet is the reader's."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"author": sheet.exported_by, "created": _naive(sheet)})
        head = book.add_format({"bold": True, "bottom": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        table = book.add_worksheet(_name(words(PLAN)))
        _fill(table, [COLUMNS], head)
        _fill(table, rows(sheet), body, start=1)
        for place, column in enumerate(COLUMNS):
            table.set_column(place, place, WIDE.get(column, 16))
        table.freeze_panes(1, 0)
        table.set_footer(f"&L{_footer(sheet, words)}&R&P / &N")
        facts = book.add_worksheet(_name(words(EXPORT)))
        facts.set_column(0, 1, 40)
        _fill(facts, zip(map(words, FACTS), _said(sheet, words), strict=True), body)
    return file.getvalue()


def _fill(
    page: xlsxwriter.worksheet.Worksheet,
    lines: Iterable[Sequence[str]],
    look: xlsxwriter.format.Format,
    start: int = 0,
) -> None:
    for row, cells in enumerate(lines, start):
        for column, cell in enumerate(cells):
            page.write_string(row, column, cell[:LONGEST], look)


def _said(sheet: PlanSheet, words: Words) -> tuple[str, ...]:
    moment = words.moment(sheet.exported_at)
    return sheet.person, sheet.exported_by, sheet.structure, moment, sheet.site


def _footer(sheet: PlanSheet, words: Words) -> str:
    """At the foot of each printed page; ``&`` begins a command there, so it is doubled."""
    said = f"{sheet.exported_by}, {words.moment(sheet.exported_at)}"
    return said.replace("&", "&&")[:200]


def _naive(sheet: PlanSheet) -> object:
    return sheet.exported_at.replace(tzinfo=None)


def _name(said: str) -> str:
    """What a sheet may be called: 31 characters, none of those that name places."""
    return "".join(sign for sign in said if sign not in "[]:*?/\\'")[:31]

"""The agreed plan as a table for a spreadsheet, one action a row."""

import csv
import io
from collections.abc import Iterator

from portfolio.domain.words import N_
from portfolio.formats.base import writes
from portfolio.formats.plan import (
    PlanAction,
    PlanObjective,
    PlanSheet,
    comments_of,
    status_of,
    who_acts,
)
from portfolio.formats.words import FRENCH, Words

COLUMNS = (
    "objectif",
    "action",
    "precisions",
    "qui",
    "debut",
    "echeance",
    "echeance_texte",
    "statut",
    "fait_le",
    "motif_abandon",
    "lieu",
    "contact",
    "resultat",
    "propose_par",
    "structure",
    "propose_le",
    "accepte_le",
    "uid",
    "uid_objectif",
    "plan",
    "theme",
    "motif_pause",
    "aide",
    "remarques",
    "personne",
    "exporte_par",
    "structure_export",
    "exporte_le",
)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@writes(
    "plan-csv",
    subject=PlanSheet,
    label=N_("Tableau (CSV)"),
    media_type="text/csv; charset=utf-8",
    suffix="csv",
)
def write(sheet: PlanSheet, words: Words) -> bytes:  # noqa: ARG001  # one table, one language
    """*sheet* as UTF-8 with a byte order mark, `;` and CRLF, ISO dates.

    Header and statuses stay French whatever the reader's language: partners' imports name them.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in tuple(rows(sheet)) or (_empty(sheet),):
        table.writerow(map(guarded, row))
    return text.getvalue().encode("utf-8-sig")


def rows(sheet: PlanSheet) -> Iterator[list[str]]:
    """The cells of each action, by :data:`COLUMNS`; each row says who took it out, and when."""
    for objective in sheet.objectives:
        for action in objective.actions:
            yield [*_cells(sheet, objective, action), *_mark(sheet)]


def guarded(cell: str) -> str:
    """*cell*, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _mark(sheet: PlanSheet) -> tuple[str, ...]:
    moment = sheet.exported_at.isoformat("T", "seconds")
    return sheet.person, sheet.exported_by, sheet.structure, moment


def _empty(sheet: PlanSheet) -> list[str]:
    """The one row of a plan without an action: it says who took it out, and when, as any does."""
    mark = _mark(sheet)
    return [""] * (len(COLUMNS) - len(mark)) + [*mark]


def _cells(sheet: PlanSheet, objective: PlanObjective, action: PlanAction) -> Iterator[str]:
    cells = (
        objective.title,
        action.what,
        action.details,
        who_acts(action, sheet, FRENCH),
        action.start,
        action.due,
        action.due_text,
        status_of(action, FRENCH),
        action.done_on,
        action.dropped_reason,
        action.place,
        action.contact,
        action.outcome,
        action.author,
        action.structure,
        action.proposed_on,
        action.agreed_on,
        action.id,
        objective.id,
        objective.plan,
        action.theme,
        action.paused_reason,
        action.help_needed,
        "\n".join(comments_of(action, FRENCH)),
    )
    return ("" if cell is None else str(cell) for cell in cells)

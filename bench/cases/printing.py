"""P9: a plan, a CV and a whole portfolio as PDF/UA-1, by a compiler that is warm.

Each round prints something new: what was set once already would only be written again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from bench import content
from bench.cases import case
from bench.clocks import Times
from bench.lab import Lab
from bench.rows import Row
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.action import Action
from portfolio.formats import cv_pdf, plan_pdf, whole_pdf
from portfolio.formats.cv_pdf import CvSheet, Item, Part
from portfolio.formats.plan import Export, PlanSheet, plan_of
from portfolio.formats.sheets import Letterhead
from portfolio.formats.whole_pdf import Chapter, Group, Page, Told, WholeSheet
from portfolio.formats.words import FRENCH
from portfolio.services import entries

ROUNDS = 30
SHEETS = 3
NOW = datetime.now(UTC)


@case("P9")
def printing(lab: Lab) -> Iterator[Row]:
    """Three pages of a plan, three of a CV, and two hundred entries."""
    with lab.world.at_work("alone") as work:
        opened = entries.read_all(work)
    yield _row("plan", _plan([(one.id, one.entry) for one in opened]), 35)
    yield _row("CV", _cv([one.entry for one in opened]), 35)
    yield _row("portfolio of 200 entries", _whole([one.entry for one in opened]), 300)


def _row(what: str, write: Callable[[str], bytes], most: int) -> Row:
    pages, times = _pages(write("first")), Times()
    for number in range(ROUNDS):
        times.add(lambda number=number: write(f"Alone {number}"))  # type: ignore[misc]
    return Row("P9", f"{what}, {pages} pages as PDF/UA-1, warm: CPU", times.cpu_median, most=most)


def _plan(items: Sequence[tuple[Any, Entry]]) -> Callable[[str], bytes]:
    whose = Export("Alone", "Alone", NOW, "Fil rouge")
    actions = [pair for pair in items if isinstance(pair[1], Action)]
    rest = [pair for pair in items if not isinstance(pair[1], Action)]

    def sheet(many: int) -> PlanSheet:
        return plan_of([*rest, *actions[:many]], whose)

    long = range(1, content.PARTS["action"])
    plan = next(
        sheet(many) for many in long if _pages(plan_pdf.write(sheet(many), FRENCH)) >= SHEETS
    )
    return lambda name: plan_pdf.write(plan.model_copy(update={"exported_by": name}), FRENCH)


def _cv(life: Sequence[Entry]) -> Callable[[str], bytes]:
    kinds = ("job", "training", "certificate")
    parts = tuple(Part(KINDS[kind].plural, "dated", _items(life, kind)) for kind in kinds)
    sheet = CvSheet("side", "CV", "", "", "Agente", (), content.story(), parts, NOW)
    return lambda name: cv_pdf.write(replace(sheet, name=name), FRENCH)


def _items(life: Sequence[Entry], kind: str) -> tuple[Item, ...]:
    chosen = [entry for entry in life if entry.kind == kind]
    return tuple(Item(one.title, one.summary, "2019", (), (one.story,)) for one in chosen[:6])


def _whole(life: Sequence[Entry]) -> Callable[[str], bytes]:
    told = (Told("Où, ou avec qui ?", ("Tissages",)), Told("Ville", ("Gérardmer",)))
    pages = tuple(Page(one.title, "2019", one.summary, one.story, told) for one in life)
    groups = tuple(
        Group(f"Partie {start}", pages[start : start + 20]) for start in range(0, len(pages), 20)
    )

    def write(name: str) -> bytes:
        head = Letterhead("Fil rouge", "fr", "Mon portfolio", name, name, NOW)
        return whole_pdf.write(WholeSheet(head, "", (Chapter("Mon parcours", groups),)), FRENCH)

    return write


def _pages(content_: bytes) -> int:
    return len(PdfReader(BytesIO(content_)).pages)

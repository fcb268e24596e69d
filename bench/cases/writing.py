"""P5, P8, P9: saving one entry, taking everything home, printing a plan."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader

from bench import content, files
from bench.cases import case
from bench.clocks import Times
from bench.lab import Lab
from bench.rows import Row
from bench.world import FOLLOWED
from portfolio.domain.entries.action import Action
from portfolio.formats import plan_pdf
from portfolio.formats.plan import Export, PlanSheet, plan_of
from portfolio.formats.words import FRENCH
from portfolio.services import entries

ROUNDS = 30
SHEETS = 3


@case("P5")
def saving(lab: Lab) -> Iterator[Row]:
    """One entry changed by its form, when nobody follows and when ten structures do."""
    for name, grants in (("alone", 0), ("followed", FOLLOWED)):
        times, cpu = _save(lab, name)
        what, most = f"save one entry of 200, {grants} grants follow", 8 + 2 * grants
        yield Row("P5", what, times.median, most=most)
        yield Row("P5", f"{what}: CPU", cpu, most=most)


def _save(lab: Lab, name: str) -> tuple[Times, float]:
    """How long the browser waits, and the processor time of the server for each."""
    with lab.world.at_work(name) as work:
        one = next(one for one in entries.read_all(work) if one.entry.kind == "job")
    visitor, times, page = lab.visitor(name), Times(), f"/portfolio/{one.id}/edit"
    token, before = visitor.token(page), lab.product.cpu_ms()
    for number in range(ROUNDS):
        given = {"csrf_token": token, "title": f"Agente de service {number}"}
        times.add(lambda given=given: visitor.post(page, **given))  # type: ignore[misc]
        if visitor.status != 303:
            raise RuntimeError(f"not saved: {visitor.status}")
    return times, (lab.product.cpu_ms() - before) / ROUNDS


@case("P8")
def archive(lab: Lab) -> Iterator[Row]:
    """Everything, as the native JSON; then a file, which goes by itself."""
    visitor, times = lab.visitor("alone"), Times()
    for _ in range(ROUNDS):
        times.add(lambda: visitor.get("/portfolio/export"))
    taken = json.loads(visitor.get("/portfolio/export"))
    what = f"native archive of {len(taken['entries'])} entries"
    yield Row("P8", what, times.median, most=60)
    yield from files.rows(lab.home)


@case("P9")
def printing(lab: Lab) -> Iterator[Row]:
    """A plan of three sheets, by a compiler that is warm, on a moment that is new."""
    with lab.world.at_work("alone") as work:
        opened = entries.read_all(work)
    whose = Export("Alone", "Alone", datetime.now(UTC), "Fil rouge")
    items = [(one.id, one.entry) for one in opened]
    actions = [pair for pair in items if isinstance(pair[1], Action)]
    rest = [pair for pair in items if not isinstance(pair[1], Action)]
    sheet = next(
        sheet
        for many in range(1, content.PARTS["action"])
        if _pages(sheet := plan_of([*rest, *actions[:many]], whose)) >= SHEETS
    )
    times = Times()
    for number in range(ROUNDS):
        fresh = sheet.model_copy(update={"exported_by": f"Alone {number}"})
        times.add(lambda fresh=fresh: plan_pdf.write(fresh, FRENCH))  # type: ignore[misc]
    what = f"plan of {_pages(sheet)} pages as PDF/UA-1, warm"
    yield Row("P9", what, times.median, most=35)


def _pages(sheet: PlanSheet) -> int:
    return len(PdfReader(BytesIO(plan_pdf.write(sheet, FRENCH))).pages)

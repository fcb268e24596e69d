"""P5, P8: saving one entry, taking everything home."""

import json
from collections.abc import Iterator

from bench import files
from bench.cases import case
from bench.clocks import Times
from bench.lab import Lab
from bench.rows import Row
from bench.world import FOLLOWED
from portfolio.services import entries

ROUNDS = 30


@case("P5")
def saving(lab: Lab) -> Iterator[Row]:
    """One entry changed by its form, when nobody follows and when ten structures do."""
    for name, many, grants in (
        ("alone", 200, 0),
        ("followed", 200, FOLLOWED),
        ("quiet", 400, 0),
        ("whole", 400, FOLLOWED),
    ):
        times, cpu = _save(lab, name)
        what, most = f"save one entry of {many}, {grants} grants follow", 8 + 2 * grants
        yield Row("P5", what, times.median, most=most)
        yield Row("P5", f"{what}: CPU", cpu, most=most)


def _save(lab: Lab, name: str) -> tuple[Times, float]:
    """How long the browser waits, and the processor time of the server for each."""
    with lab.world.at_work(name) as work:
        one = next(one for one in entries.read_all(work) if one.entry.kind == "job")
    visitor, times, page = lab.visitor(name), Times(), f"/portfolio/{one.id}/edit"
    token = visitor.token(page)
    visitor.post(page, csrf_token=token, title="Agente de service")  # the first opens everything
    before = lab.product.cpu_ms()
    for number in range(ROUNDS):
        given = {"csrf_token": token, "title": f"Agente de service {number}"}
        times.add(lambda given=given: visitor.post(page, **given))  # type: ignore[misc]
        if visitor.status != 303:
            raise RuntimeError(f"not saved: {visitor.status}")
    return times, (lab.product.cpu_ms() - before) / ROUNDS


@case("P8")
def archive(lab: Lab) -> Iterator[Row]:
    """Everything, as the native JSON; then a file, which goes by itself."""
    visitor, times = lab.visitor("whole"), Times()
    for _ in range(ROUNDS):
        times.add(lambda: visitor.get("/portfolio/export"))
    taken = json.loads(visitor.get("/portfolio/export"))
    what = f"native archive of {len(taken['entries'])} entries"
    yield Row("P8", what, times.median, most=60)
    whole = Times()
    for _ in range(ROUNDS // 3):
        whole.add(lambda: visitor.get("/take-home/archive.zip"))
    yield Row("P8", "the same with files, trash, journal and PDF, as a ZIP", whole.median)
    yield from files.rows(lab.home)

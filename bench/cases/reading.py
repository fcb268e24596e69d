"""P3 and P10: reading one portfolio, out of its boxes and out of the table."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import owners
from bench.cases import case
from bench.clocks import interleaved
from bench.lab import Lab
from bench.rows import Row
from portfolio.domain.entries import Entry
from portfolio.services import boxes, entries, lines, reopening
from portfolio.services.work import Work

ROUNDS = 60


@case("P3")
def opening(lab: Lab) -> Iterator[Row]:
    """Two hundred entries opened, read and validated, in this process; AES-GCM and json beside.

    Opened again as the one box that a worker keeps, and box by box as when it never served them.
    Four hundred may take twice the time.
    """
    for name, many, most in (("alone", 200, 1.5), ("whole", 400, 3.0)):
        cost = _timed(lab, name)
        floor = cost["aes"] + cost["json"]
        what = f"open, parse, validate {many} entries (CPU)"
        yield Row("P3", what, cost["again"] + cost["read"], floor, most=most)
        what = "of which opening, beside bare AES-256-GCM"
        yield Row("P3", what, cost["again"], cost["aes"], most=0.4 * many / 200)
        what = f"{many} box by box, the first time in a worker (CPU)"
        yield Row("P3", what, cost["open"] + cost["read"], floor, ours_ratio=4)
        what = "of which opening, beside bare AES-256-GCM"
        yield Row("P3", what, cost["open"], cost["aes"], ours_ratio=20)
        what = "of which reading, beside json.loads"
        yield Row("P3", what, cost["read"], cost["json"], ours_ratio=1.75)
        yield Row("P3", f"query, head, all of it, {many} entries (CPU)", cost["all"])


def _timed(lab: Lab, name: str) -> dict[str, float]:
    """Processor time of each part of it, in milliseconds, by what it is."""
    with lab.world.at_work(name) as bare_work:
        work = replace(bare_work, cache=lab.world.app.extensions["sealed_cache"])
        portfolio = boxes.portfolio_of(work)
        key, _ = boxes.key_of(work, portfolio), entries.read_all(work)
        known = lines.at_hand(work)
        shut = {known.lines[row_id]: row for row_id, row in known.rows.items()}
        plain = reopening.payloads(work, key, known, shut)
        bare, nonce = AESGCM(os.urandom(32)), os.urandom(12)
        sealed = [bare.encrypt(nonce, each, b"") for each in plain]
        bodies = [each.partition(b"\n")[2] for each in plain]
        times = interleaved(
            {
                "again": lambda: reopening.payloads(work, key, known, shut),
                "open": lambda: reopening.opened(key, portfolio.id, shut.values()),
                "aes": lambda: [bare.decrypt(nonce, each, b"") for each in sealed],
                "read": lambda: [Entry.from_bytes(each) for each in plain],
                "json": lambda: [json.loads(each) for each in bodies],
                "all": lambda: anew(work),
            },
            ROUNDS,
        )
    return {part: each.cpu_median for part, each in times.items()}


def anew(work: Work) -> None:
    """Read as a request does: what another transaction opened is not known any more."""
    work.session.rollback()
    entries.read_all(work)


@case("P10")
def one_owner(lab: Lab) -> Iterator[Row]:
    """All entries of one owner among others; as many as one likes with ``--large``."""
    sizes = (1_000, 100_000) if lab.large else (50, 500)
    medians = []
    for citizens in sizes:
        with owners.crowd(lab.world.keys, lab.home, citizens, 20 if lab.large else 200) as crowd:
            medians.append(crowd.warm())
            yield Row("P10", f"entries of one owner of {citizens}, warm", medians[-1], most=0.5)
            yield Row("P10", f"entries of one owner of {citizens}, cold", crowd.cold(), most=5)
    what = f"growth from {sizes[0]} to {sizes[1]} citizens"
    yield Row("P10", what, medians[1], medians[0], most_ratio=1.25)

"""P3 and P10: reading one portfolio, out of its boxes and out of the table."""

import json
import os
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench import owners
from bench.cases import case
from bench.clocks import interleaved
from bench.lab import Lab
from bench.rows import Row
from portfolio.domain.entries import Entry
from portfolio.services import boxes, entries
from portfolio.services.work import Work

ROUNDS = 60


@case("P3")
def opening(lab: Lab) -> Iterator[Row]:
    """Two hundred entries opened, read and validated, in this process; AES-GCM and json beside."""
    with lab.world.at_work("alone") as work:
        portfolio = boxes.portfolio_of(work)
        key, rows = boxes.key_of(work, portfolio), boxes._rows(work, portfolio)  # noqa: SLF001  # its parts, apart
        plain = boxes._unseal(key, portfolio.id, rows)  # noqa: SLF001
        bare, nonce = AESGCM(os.urandom(32)), os.urandom(12)
        sealed = [bare.encrypt(nonce, each, b"") for each in plain]
        bodies = [each.partition(b"\n")[2] for each in plain]
        times = interleaved(
            {
                "open": lambda: boxes._unseal(key, portfolio.id, rows),  # noqa: SLF001
                "aes": lambda: [bare.decrypt(nonce, each, b"") for each in sealed],
                "read": lambda: [Entry.from_bytes(each) for each in plain],
                "json": lambda: [json.loads(each) for each in bodies],
                "all": lambda: anew(work),
            },
            ROUNDS,
        )
    cost = {name: each.cpu_median for name, each in times.items()}
    both, floor = cost["open"] + cost["read"], cost["aes"] + cost["json"]
    what = "open, parse, validate 200 entries (CPU)"
    yield Row("P3", what, both, floor, most=1.5, ours_ratio=2.5)
    what = "of which opening, beside bare AES-256-GCM"
    yield Row("P3", what, cost["open"], cost["aes"], most=0.4, ours_ratio=12)
    what = "of which reading, beside json.loads"
    yield Row("P3", what, cost["read"], cost["json"], ours_ratio=1.5)
    yield Row("P3", "query, head, all of it (CPU)", cost["all"])


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

"""P14: the key of a structure changes because somebody left."""

import os
from collections.abc import Iterator

from bench.cases import case
from bench.clocks import Times, interleaved
from bench.lab import Lab
from bench.rows import Row
from portfolio.crypto import hybrid
from portfolio.services import rotations

MANY = 10_000


@case("P14")
def rotation(lab: Lab) -> Iterator[Row]:
    """Every live grant wrapped anew; what one costs, beside its two HPKE operations."""
    times = Times()
    with lab.world.at_work("large") as work:
        done = []
        times.add(lambda: done.append(rotations.rotate(work)))
        times.add(work.session.commit)
    each, cpu = sum(times.each) / done[0].carried, sum(times.cpu) / done[0].carried
    yield Row("P14", f"one grant of {done[0].carried} rotated: CPU", cpu, _two_operations())
    yield Row("P14", f"{MANY} grants, at that price", each * MANY / 1000, unit="s", most=5)
    yield Row("P14", f"{MANY} grants, at that price: CPU", cpu * MANY / 1000, unit="s", most=5)


def _two_operations() -> float:
    pair, key = hybrid.new_pair(), os.urandom(32)
    reader, box = hybrid.Recipient(pair.private), hybrid.wrap(pair.public, key, b"place")
    both = {
        "open": lambda: reader.unwrap(box, b"place"),
        "close": lambda: hybrid.wrap(pair.public, key, b"place"),
    }
    return sum(each.cpu_median for each in interleaved(both, 200).values())

"""``python -m bench [--only P1,P3] [--large]``: measure, and print one table."""

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterable

from bench.cases import known
from bench.lab import Lab
from bench.rows import Row, table

BUSY = 0.5  # load per core above which figures in milliseconds say little


def main() -> int:
    """Run the cases asked for; the exit code says nothing of the budgets, the table does."""
    asked = _asked()
    cases = known()
    names = asked.only.split(",") if asked.only else list(cases)
    print(f"{platform.python_implementation()} {platform.python_version()}, {_machine()}\n")
    rows: list[Row] = []
    with Lab(large=asked.large) as lab:
        for name in names:
            begin = time.monotonic()
            rows += cases[name](lab)
            print(f"{name}: {time.monotonic() - begin:.0f} s", file=sys.stderr)
    print(table(rows))
    over = _numbers(row for row in rows if row.met is False)
    ours = _numbers(row for row in rows if row.ours_met is False)
    print(f"\nOver budget: {over}; over a budget of our own: {ours}. At the end: {_machine()}.")
    return 0


def _numbers(rows: Iterable[Row]) -> str:
    return ", ".join(sorted({row.number for row in rows}, key=lambda it: int(it[1:]))) or "none"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--only", default="", help="numbers of budgets, such as P1,P3")
    parser.add_argument("--large", action="store_true", help="sizes that take minutes to make")
    return parser.parse_args()


def _machine() -> str:
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    busy = ": BUSY, compare CPU and ratios only" if load / cores > BUSY else ""
    return f"{cores} cores, load {load:.1f}{busy}"


if __name__ == "__main__":
    sys.exit(main())

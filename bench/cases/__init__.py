"""The measures, by the number of their budget; each module registers its own."""

import sys
from collections.abc import Callable, Iterator

from bench.lab import Lab
from bench.rows import Row
from portfolio.domain.registry import Registry, import_siblings

Case = Callable[[Lab], Iterator[Row]]

CASES: Registry[Case] = Registry()


def case(number: str) -> Callable[[Case], Case]:
    """Register the decorated function as the measure of budget *number*."""

    def register(measure: Case) -> Case:
        CASES.add(number, measure)
        return measure

    return register


def known() -> dict[str, Case]:
    """Every measure there is, in the order of the numbers."""
    import_siblings(sys.modules[__name__])
    return dict(sorted(CASES.items(), key=lambda pair: int(pair[0][1:])))

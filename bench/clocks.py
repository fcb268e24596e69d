"""Timing things side by side, so that what slows the machine slows all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter_ns, thread_time_ns

MS = 1e6


@dataclass(slots=True)
class Times:
    """Durations in milliseconds: by the clock on the wall, and of this thread's processor."""

    each: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, run: Callable[[], object]) -> None:
        """Time one run."""
        begin, worked = perf_counter_ns(), thread_time_ns()
        run()
        self.cpu.append((thread_time_ns() - worked) / MS)
        self.each.append((perf_counter_ns() - begin) / MS)

    @property
    def median(self) -> float:
        """The one in the middle."""
        return median(self.each)

    @property
    def cpu_median(self) -> float:
        """The same for processor time, which a busy machine changes less."""
        return median(self.cpu)

    def percentile(self, rank: int) -> float:
        """What *rank* runs of a hundred do not exceed."""
        return quantiles(self.each, n=100, method="inclusive")[rank - 1]


def interleaved(
    runs: Mapping[str, Callable[[], object]], rounds: int, *, warm: int = 3
) -> dict[str, Times]:
    """Time every one of *runs* in turn, *rounds* times over, after *warm* turns for nothing."""
    times = {name: Times() for name in runs}
    for turn in range(warm + rounds):
        for name, run in runs.items():
            if turn < warm:
                run()
            else:
                times[name].add(run)
    return times

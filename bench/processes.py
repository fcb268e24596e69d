"""What the processes of a server cost: processor time and memory, as Linux counts them."""

import re
from pathlib import Path

PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = [child for task in _tasks(pid) for child in _children(task)]
    return [pid, *(each for child in children for each in family(child))]


def cpu_ms(pids: list[int]) -> float:
    """Processor time that *pids* used so far: every thread, in milliseconds."""
    spent = (
        int((task / "schedstat").read_text().split()[0]) for pid in pids for task in _tasks(pid)
    )
    return sum(spent) / 1e6


def pss_mb(pid: int) -> float | None:
    """Memory of one process in MB, what is shared counted in parts; None when it is hidden.

    The product hides its memory from other users (``PR_SET_DUMPABLE``): root alone reads this.
    """
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return None
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else None


def _tasks(pid: int) -> list[Path]:
    return list((PROC / str(pid) / "task").iterdir())


def _children(task: Path) -> list[int]:
    return [int(each) for each in (task / "children").read_text().split()]

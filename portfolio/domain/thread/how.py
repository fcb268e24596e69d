"""The four steps of the public home, on one thread: write, look, share, go on."""

from functools import cache

from portfolio.domain.thread.caps import Crossing
from portfolio.domain.thread.drawing import cap_svg, cell, run_svg
from portfolio.domain.thread.pieces import Kind, Yarn
from portfolio.domain.thread.runs import stretched

FRIEND = (Yarn(1, 0),)
LENGTHS = (144, 244)  # px of run beside a step: standing, then lying
STEPS = (
    Crossing(Kind.EVENT),
    Crossing(Kind.BEAD),
    Crossing(Kind.STRAND, below=FRIEND),
    Crossing(Kind.ACTION, above=FRIEND, dashed_below=True),
)
NEEDLE = Crossing(Kind.GOAL_END, dashed_above=True, dashed_below=True)


@cache
def how() -> tuple[str, ...]:
    """Return, for each of the four steps, its standing drawing then its lying one.

    The stylesheet shows one or the other (``.fil-how``); the needle ends the last step.
    """
    return tuple(_step(index, step) for index, step in enumerate(STEPS))


def _step(index: int, step: Crossing) -> str:
    """Draw a step both ways."""
    runs = [
        stretched(step.below, length, dashed=step.dashed_below, index=index) for length in LENGTHS
    ]
    if index < len(STEPS) - 1:
        return cell(step, runs[0], flat=False) + cell(step, runs[1], flat=True)
    standing = cap_svg(step) + run_svg(runs[0]) + cap_svg(NEEDLE)
    lying = cell(step, runs[1], flat=True)
    needle = f'<div class="fil-svg is-flat">{cap_svg(NEEDLE, flat=True)}</div>'
    return f'<div class="fil-svg">{standing}</div>{lying}{needle}'

"""Rows to SVG: a cap and a run per row, standing in the gutter or lying along the page.

Drawings hold no word and no date, only shapes: they can be kept in memory and shared.
"""

from functools import lru_cache
from typing import NamedTuple

from portfolio.domain.thread.caps import Crossing, cap
from portfolio.domain.thread.glyphs import cap_height
from portfolio.domain.thread.layout import layout
from portfolio.domain.thread.markup import HIDDEN, SWAP
from portfolio.domain.thread.paths import GUTTER
from portfolio.domain.thread.pieces import Kind, Layout, Row, Thread
from portfolio.domain.thread.runs import BOX, Stretched, run, stretched

ENDS = frozenset({Kind.ORIGIN, Kind.GOAL_END})  # after these the thread goes no further
KEPT = 1024  # distinct rows of drawing kept in memory, about 1 kB each


class DrawnRow(NamedTuple):
    """A row and its picture: ``<div class="fil-svg">…</div>``, to be marked safe by the page."""

    row: Row
    svg: str


def rows(thread: Thread, *, flat: bool = False) -> list[DrawnRow]:
    """Lay out *thread* and draw each row (see :func:`draw`)."""
    plan = layout(thread)
    return [DrawnRow(row, draw(plan, at, row, flat=flat)) for at, row in enumerate(plan.rows)]


def draw(plan: Layout, index: int, row: Row, *, flat: bool = False) -> str:
    """Draw *row*, number *index* of the plan; *flat* lays it down (``fil-svg is-flat``).

    The picture is hidden from assistive technology: the page says everything in words.
    """
    above = tuple(plan.yarns[name] for name in row.above)
    below = tuple(plan.yarns[name] for name in row.below)
    crossing = Crossing(row.kind, above, below, row.dashed_above, row.dashed_below)
    height = row.height - cap_height(row.kind)
    shape = stretched(below, height, dashed=row.dashed_below, index=index)
    return cell(crossing, shape, flat=flat)


@lru_cache(maxsize=KEPT)
def cell(crossing: Crossing, shape: Stretched, *, flat: bool) -> str:
    """Return the drawing of one row, cap then run."""
    svg = cap_svg(crossing, flat=flat)
    if crossing.kind not in ENDS:
        svg += run_svg(shape, flat=flat)
    css = "fil-svg is-flat" if flat else "fil-svg"
    return f'<div class="{css}">{svg}</div>'


def cap_svg(crossing: Crossing, *, flat: bool = False) -> str:
    """Return the svg of a cap, in px."""
    height, body = cap_height(crossing.kind), cap(crossing)
    if flat:
        size = f'width="{height}" height="{GUTTER}" viewBox="0 0 {height} {GUTTER}"'
        return f'<svg class="fil-cap" {size} {HIDDEN}>{SWAP}{body}</g></svg>'
    size = f'width="{GUTTER}" height="{height}" viewBox="0 0 {GUTTER} {height}"'
    return f'<svg class="fil-cap" {size} {HIDDEN}>{body}</svg>'


def run_svg(shape: Stretched, *, flat: bool = False) -> str:
    """Return the svg of a run: it takes whatever length the stylesheet gives it."""
    body = run(shape)
    if flat:
        size = f'height="{GUTTER}" viewBox="0 0 {BOX} {GUTTER}" preserveAspectRatio="none"'
        return f'<svg class="fil-run" {size} {HIDDEN}>{SWAP}{body}</g></svg>'
    size = f'width="{GUTTER}" viewBox="0 0 {GUTTER} {BOX}" preserveAspectRatio="none"'
    return f'<svg class="fil-run" {size} {HIDDEN}>{body}</svg>'

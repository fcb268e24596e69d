"""Runs: the part of a row that stretches with its words. Strokes keep their thickness."""

from typing import NamedTuple

from portfolio.domain.thread.braid import REACH, Plies, half_turns, wind
from portfolio.domain.thread.markup import number
from portfolio.domain.thread.paths import LANE, red_thread, waves
from portfolio.domain.thread.pieces import Yarn

BOX = 100  # height of the box of a run, in its own units
STEP = 30  # px: drawings are told apart by their expected length rounded to this
FULL_SWING = 45  # px: in shorter runs strands keep close to the thread
SWAYS = (2.5, -2, 1.5, -2.5)  # px by which successive runs drift from the lane, so as to look spun


class Stretched(NamedTuple):
    """What a run must show: its yarns, their expected length in px, dashes or not, which sway."""

    yarns: tuple[Yarn, ...] = ()
    length: int = 0
    dashed: bool = False
    sway: int = 0


def stretched(yarns: tuple[Yarn, ...], height: int, *, dashed: bool, index: int) -> Stretched:
    """Return the run of the row number *index*; without yarns its height makes no difference."""
    length = max(STEP, STEP * round(height / STEP)) if yarns else 0
    return Stretched(yarns, length, dashed, index % len(SWAYS))


def run(shape: Stretched) -> str:
    """Return the body of a run: its paths begin and end on the lane, upright."""
    plies = [_wound(yarn, shape) for yarn in shape.yarns]
    top, bottom = (0, BOX) if shape.dashed else (-2, BOX + 2)
    sway = SWAYS[shape.sway]
    d = f"M{LANE} {top}C{number(LANE + sway)} 33 {number(LANE - sway)} 66 {LANE} {bottom}"
    under = "".join(ply.under for ply in plies)
    return under + red_thread(d, dashed=shape.dashed) + "".join(ply.over for ply in plies)


def _wound(yarn: Yarn, shape: Stretched) -> Plies:
    reach = REACH[yarn.slot] * min(1, shape.length / FULL_SWING)
    turns = half_turns(shape.length, yarn.slot)
    return wind(waves((0, BOX), turns, reach), yarn, dashed=shape.dashed)

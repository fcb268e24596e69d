"""The knots and ends of the thread, each in a cap 64 px wide, centred on (24, 28)."""

from functools import cache

from portfolio.domain.thread.markup import circle, number, path
from portfolio.domain.thread.paths import GUTTER, LANE, red_thread
from portfolio.domain.thread.pieces import Kind

CAP = 56  # height of the part of a row that is never stretched, px; four dashes of 14
NEEDLE = 88
LOOP = 128
MIDDLE = CAP // 2
FRAYS = ((-1, -6), (0, 1), (2, 7))  # how far three loose fibres bend, then spread, px


def cap_height(kind: Kind) -> int:
    """Return the height of the cap of a row, in px."""
    return {Kind.GOAL: NEEDLE, Kind.GOAL_END: NEEDLE, Kind.LOOP: LOOP}.get(kind, CAP)


@cache
def glyph(kind: Kind) -> str:
    """Return what is tied on the thread; nothing where the thread only passes."""
    drawings = {
        Kind.EVENT: _barrel,
        Kind.BEAD: _mirabelle,
        Kind.SMALL: _wrap,
        Kind.ACTION: _ring,
        Kind.TODAY: _pin,
    }
    return drawings[kind]() if kind in drawings else ""


def _turn(half: float, slope: float, y: float) -> str:
    """Draw one turn round the thread: a dark edge, then the red."""
    d = f"M{number(LANE - half)} {number(y + slope)}L{number(LANE + half)} {number(y - slope)}"
    return path("t-wrap-edge", d) + path("t-wrap", d)


def _barrel() -> str:
    void = f'<ellipse class="t-void" cx="{LANE}" cy="{MIDDLE}" rx="13.5" ry="9"/>'
    return void + "".join(_turn(8.5, 2.2, MIDDLE + shift) for shift in (-6.2, 0, 6.2))


def _mirabelle() -> str:
    shine = f"M{LANE - 5} {MIDDLE - 3}A6 6 0 0 1 {LANE - 1} {MIDDLE - 6}"
    void = circle("t-void", LANE, MIDDLE, 13)
    return void + circle("t-bead", LANE, MIDDLE, 10) + path("t-shine", shine)


def _wrap() -> str:
    return circle("t-void", LANE, MIDDLE, 8) + _turn(7, 1.8, MIDDLE)


def _ring() -> str:
    return circle("t-void", LANE, MIDDLE, 12) + circle("t-ring", LANE, MIDDLE, 8)


def _pin() -> str:
    stem = f"M4 {MIDDLE + 4}L{GUTTER - 12} {MIDDLE - 4}"
    return path("t-pin", stem) + circle("t-bead", 5, MIDDLE + 4, 5)


def upside_down(body: str, height: int) -> str:
    """Mirror a drawing of *height* px from top to bottom."""
    return f'<g transform="matrix(1 0 0 -1 0 {height})">{body}</g>'


@cache
def needle(kind: Kind) -> str:
    """Draw the needle that pulls the thread: upwards for ``goal``, downwards for ``goal_end``."""
    right, left = "C26.2 22 28.4 46 28.4 66C28.4 76 26.6 80 24 80", "C21.4 80 19.6 76 19.6 66"
    body = (
        path("t-needle", f"M24 2{right}{left}C19.6 46 21.8 22 24 2Z")
        + path("t-eye", "M24 57C26.2 57 26.2 75 24 75S21.8 57 24 57Z")
        + path("t-tail", "M24 69C33 62 41 70 37 84")
        + path("t-main", "M24 69C15 74 22 80 24 89")
    )
    return upside_down(body, NEEDLE) if kind == Kind.GOAL_END else body


@cache
def loop(*, dashed: bool) -> str:
    """Draw a transition: the thread turns over itself without tying, and goes on."""
    top, bottom = (0, LOOP) if dashed else (-1, LOOP + 1)
    down = f"M24 {top}C24 24 21 52 26 70C31 88 60 88 60 62"
    back = f"C60 38 36 38 27 56C18 76 24 104 24 {bottom}"
    whole = red_thread(down + back, dashed=dashed)
    return whole if dashed else whole + red_thread("M60 62" + back)


@cache
def origin(kind: Kind) -> str:
    """Draw the first known moment: the thread ends frayed (``origin``) or begins so."""
    body = red_thread("M24 -1C24 10 27 22 24 36")
    for bend, spread in FRAYS:
        body += path("t-fray", f"M24 36C24 42 {LANE + bend} 44 {LANE + spread} 54")
    return upside_down(body, CAP) if kind == Kind.ORIGIN_START else body

"""The small knots of the overview, on a thread that lies along y = 62."""

from portfolio.domain.thread.markup import circle, number, path
from portfolio.domain.thread.paths import red_thread
from portfolio.domain.thread.pieces import Kind

BASE = 62  # y of the thread in the overview, px


def mark(x: float, kind: Kind, *, dashed: bool = False) -> str:
    """Return the small drawing of a knot at *x* px."""
    match kind:
        case Kind.BEAD:
            drawing = circle("t-bead", x, BASE, 7)
        case Kind.ACTION:
            drawing = circle("t-ring", x, BASE, 5.5)
        case Kind.LOOP:
            drawing = _loop(x, dashed=dashed)
        case Kind.EVENT:
            drawing = _turn(x - 2.2, 1.4, 6.5) + _turn(x + 2.2, 1.4, 6.5)
        case _:
            drawing = _turn(x, 1, 6)
    return drawing


def _turn(x: float, slope: float, half: float) -> str:
    d = f"M{number(x - slope)} {number(BASE - half)}L{number(x + slope)} {number(BASE + half)}"
    return path("t-wrap-edge t-thin", d) + path("t-wrap t-thin", d)


def _loop(x: float, *, dashed: bool) -> str:
    """Draw a loop above the thread, which is hidden where it turns."""
    bends = (
        (-12, 0),
        (6, 0, 13, -12, 7, -20),
        (2, -26, -8, -24, -7, -15),
        (-6, -6, 4, 0, 14, 0),
    )
    d = "C".join(
        " ".join(number((BASE if place % 2 else x) + shift) for place, shift in enumerate(bend))
        for bend in bends
    )
    void = f'<rect class="t-void" x="{number(x - 6)}" y="{BASE - 5}" width="14" height="10"/>'
    return void + red_thread(f"M{d}", dashed=dashed)


def pin(x: float) -> str:
    """Draw the pin of today."""
    stem = path("t-pin", f"M{number(x + 2)} 26L{number(x - 2)} {BASE + 16}")
    return stem + circle("t-bead", x + 2, 25, 4.5)

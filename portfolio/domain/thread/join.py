"""A strand comes to the thread: the small picture of a consent."""

from functools import cache

from portfolio.domain.thread.markup import picture
from portfolio.domain.thread.paths import red_thread
from portfolio.domain.thread.spline import Spline, Winding

WIDTH, HEIGHT = 260, 66  # px
POINTS = ((-4, 42), (60, 40), (130, 45), (200, 42), (264, 42))
JOINED = Winding(1.45, 4, wave=56, enter=((-4, 10), (30, 12), (66, 28)))


@cache
def join(colour: int = 1) -> str:
    """Return the picture with a strand of that colour (1-4), hidden from assistive technology."""
    line = Spline(POINTS)
    plies = line.wind(JOINED, colour)
    body = plies.under + red_thread(line.d(0, len(POINTS) - 1)) + plies.over
    return picture("fil-art", WIDTH, HEIGHT, body)

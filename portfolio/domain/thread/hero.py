"""The picture of the public home: one life as a thread, three structures, a project."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from portfolio.domain.thread.glyphs import MIDDLE, glyph
from portfolio.domain.thread.markup import circle, number, path, picture, words
from portfolio.domain.thread.paths import LANE, red_thread
from portfolio.domain.thread.pieces import Kind
from portfolio.domain.thread.spline import Spline, Winding
from portfolio.domain.words import N_

WIDTH, HEIGHT = 620, 690  # px
POINTS = (
    *((150, -30), (149, 30), (160, 92), (216, 138), (330, 152), (450, 168), (530, 218)),
    *((540, 296), (474, 342), (402, 318), (392, 256), (448, 222), (528, 262), (584, 340)),
    *((560, 424), (466, 462), (332, 474), (236, 504), (204, 562), (240, 618), (300, 630)),
)
TODAY, END = 18, 20  # numbers of points
LOOP = (11, 13)  # where the loop passes over itself
KNOTS = ((2.0, Kind.BEAD), (4.07, Kind.EVENT), (15.0, Kind.EVENT), (17.0, Kind.BEAD))
FIRST_COMES, FIRST_LEAVES = ((26, 84), (62, 60), (110, 40)), ((286, 160), (300, 182), (296, 206))
SECOND_COMES, SECOND_LEAVES = (
    ((618, 176), (592, 184), (562, 214)),
    ((590, 316), (606, 338), (620, 350)),
)
THIRD_COMES = ((324, 566), (328, 530), (366, 492))
WINDINGS = (
    (2, Winding(1.15, 3.4, enter=FIRST_COMES, leave=FIRST_LEAVES)),
    (1, Winding(6.6, 12.56, enter=SECOND_COMES, leave=SECOND_LEAVES)),
    (3, Winding(15.45, TODAY, wave=52, enter=THIRD_COMES)),
    (3, Winding(TODAY, 19.6, wave=52, phase=4.43, dashed=True)),
)
STORY = N_(
    "Un exemple de fil : un diplôme en 2003, douze ans dans le textile, "
    "une usine qui ferme en 2016, un nouveau métier en 2019, "
    "puis un projet, devenir aide-soignante. "
    "La mission locale, Pôle emploi et le CIDFF accompagnent chacun un moment."
)


class Caption(NamedTuple):
    """Words beside the thread at (*x*, *y*) px: a date, then what happened."""

    x: int
    y: int
    when: str
    what: str = ""
    anchor: str = "start"
    css: str = ""

    @property
    def attributes(self) -> str:
        """Return where and how the text element stands."""
        css = f'class="{self.css}" ' if self.css else ""
        return f'{css}x="{self.x}" y="{self.y}" text-anchor="{self.anchor}"'


CAPTIONS = (
    Caption(190, 66, "2003", N_("Un diplôme")),
    Caption(366, 104, "2004", N_("Douze ans de textile"), css="t-opt"),
    Caption(368, 276, "2016", N_("L’usine ferme"), "end"),
    Caption(616, 504, "2019", N_("Un nouveau métier"), "end"),
    Caption(136, 574, N_("Aujourd’hui"), anchor="end"),
    Caption(618, 604, N_("Mon projet"), N_("Aide-soignante"), "end"),
)
NAMES = (  # of structures, with the colour of their strand
    Caption(0, 158, N_("Mission locale"), css="t-who fil-c2"),
    Caption(620, 160, "Pôle emploi", anchor="end", css="t-who fil-c1"),
    Caption(300, 590, "CIDFF", css="t-who fil-c3"),
)


def hero(say: Callable[[str], str] = str) -> str:
    """Return the picture, its words passed through *say* (the translation of the page)."""
    captions = "".join(_caption(caption, say) for caption in CAPTIONS)
    names = "".join(_name(caption, say) for caption in NAMES)
    return picture("fil-art", WIDTH, HEIGHT, _drawing() + captions + names, name=say(STORY))


def _caption(caption: Caption, say: Callable[[str], str]) -> str:
    lines = f'<tspan class="t-when">{words(say(caption.when))}</tspan>'
    if caption.what:
        lines += f'<tspan x="{caption.x}" dy="1.25em">{words(say(caption.what))}</tspan>'
    return f"<text {caption.attributes}>{lines}</text>"


def _name(caption: Caption, say: Callable[[str], str]) -> str:
    return f"<text {caption.attributes}>{words(say(caption.when))}</text>"


@cache
def _drawing() -> str:
    """Draw everything but the words; it never changes."""
    line = Spline(POINTS)
    plies = [line.wind(turn, colour) for colour, turn in WINDINGS]
    under, over = "".join(ply.under for ply in plies), "".join(ply.over for ply in plies)
    main = red_thread(line.d(0, TODAY)) + red_thread(line.d(TODAY, END), dashed=True)
    main += red_thread(line.d(*LOOP))
    knots = "".join(_knot(line, place, kind) for place, kind in KNOTS)
    return under + main + over + _needle(line) + knots + _pin(line)


def _knot(line: Spline, place: float, kind: Kind) -> str:
    """Draw a knot of the rows, turned along the thread."""
    x, y = line.at(place)
    turned = f"translate({number(x)} {number(y)}) rotate({number(line.angle(place))})"
    return f'<g transform="{turned} translate(-{LANE} -{MIDDLE})">{glyph(kind)}</g>'


def _needle(line: Spline) -> str:
    x, y = line.at(END)
    turned = f"translate({number(x)} {number(y)}) rotate({number(line.angle(END) + 184)})"
    right, left = "C3.6 -100 6.6 -46 6.6 -10C6.6 8 4 14 0 14", "C-4 14 -6.6 8 -6.6 -10"
    body = path("t-needle", f"M0 -142{right}{left}C-6.6 -46 -3.6 -100 0 -142Z")
    body += path("t-eye", "M0 -22C3 -22 3 7 0 7S-3 -22 0 -22Z")
    return f'<g transform="{turned}">{body}{path("t-tail", "M0 -6C12 -16 26 -6 22 16")}</g>'


def _pin(line: Spline) -> str:
    x, y = line.at(TODAY)
    stem = f"M{number(x - 52)} {number(y + 7)}L{number(x + 34)} {number(y - 7)}"
    return path("t-pin", stem) + circle("t-bead", x - 52, y + 7, 7.5)

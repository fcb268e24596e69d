"""SVG as text: numbers, attributes, escaped words. Colours and strokes belong to the stylesheet."""

import unicodedata
from html import escape

HIDDEN = 'aria-hidden="true" focusable="false"'
SWAP = '<g transform="matrix(0 1 1 0 0 0)">'  # x becomes y: a standing drawing lies down
NOT_IN_XML = frozenset({"Cc", "Cs", "Cn"})  # controls, lone surrogates, non-characters


def number(value: float) -> str:
    """Write *value* with at most two decimals."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def words(text: str) -> str:
    """Escape *text* for an SVG text node or attribute, without what XML 1.0 §2.2 forbids."""
    plain = "".join(" " if unicodedata.category(char) in NOT_IN_XML else char for char in text)
    return escape(plain)


def path(css: str, d: str) -> str:
    """Return a path of the given class."""
    return f'<path class="{css}" d="{d}"/>'


def circle(css: str, x: float, y: float, radius: float) -> str:
    """Return a circle of the given class."""
    return f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'


def picture(css: str, width: float, height: float, body: str, *, name: str = "") -> str:
    """Return an svg of *width* × *height* px; hidden from assistive tools without *name*."""
    size = f'width="{number(width)}" height="{number(height)}"'
    box = f'viewBox="0 0 {number(width)} {number(height)}"'
    role = f'role="img" aria-label="{words(name)}" focusable="false"' if name else HIDDEN
    return f'<svg class="{css}" {size} {box} {role}>{body}</svg>'

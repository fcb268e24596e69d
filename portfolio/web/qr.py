"""A link drawn as a QR code, so that a printed page can be followed with a telephone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from segno import QRCode

DOT = 4  # pixels: a card of forty dots is readable at arm's length, printed or not


def drawn(link: str, label: str) -> Markup:
    """*link* as an SVG of the page itself; *label* says what it is to who cannot see it."""
    svg = _code(link).svg_inline(
        scale=DOT,
        border=4,
        dark="#000",
        light="#fff",
        omitsize=False,
        svgclass=None,
        lineclass=None,
    )
    return Markup('<span role="img" aria-label="{}">{}</span>').format(label, Markup(svg))  # noqa: S704  # squares


def image(link: str) -> bytes:
    """*link* as an SVG by itself, for a route or a sheet."""
    out = BytesIO()
    _code(link).save(
        out, kind="svg", scale=DOT, border=4, dark="#000", light="#fff", omitsize=False
    )
    return out.getvalue()


def _code(link: str) -> QRCode:
    from segno import make

    return make(link, error="m", micro=False)

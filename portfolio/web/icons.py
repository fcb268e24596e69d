"""The icons of the interface: a small SVG sprite cut out of Bootstrap Icons.

The full sprite weighs 1.1 MB. A page shows twenty drawings, so only the ones named in
``NAMES`` are kept, in one document that a browser fetches once and keeps.
"""

import hashlib
import re
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup

SPRITE_PATH = "/icons.svg"
"""Where the application serves ``sprite()``; the address in a page adds its fingerprint."""

NAMES = (
    "arrow-left",
    "arrow-right",
    "award",
    "bar-chart",
    "bezier2",
    "book",
    "box-arrow-right",
    "briefcase",
    "building",
    "calendar-event",
    "calendar3",
    "chat-left-text",
    "check-lg",
    "chevron-down",
    "circle-half",
    "clock-history",
    "code-slash",
    "download",
    "envelope",
    "exclamation-octagon",
    "exclamation-triangle",
    "eye",
    "eye-slash",
    "file-earmark-arrow-up",
    "file-earmark-text",
    "flag",
    "geo-alt",
    "hand-index",
    "heart",
    "hourglass-split",
    "house",
    "inbox",
    "info-circle",
    "key",
    "lightbulb",
    "link-45deg",
    "list-check",
    "lock",
    "mortarboard",
    "patch-check",
    "pencil",
    "people",
    "person",
    "person-circle",
    "person-plus",
    "phone",
    "plus-lg",
    "printer",
    "question-circle",
    "search",
    "share",
    "shield-check",
    "shield-lock",
    "star",
    "table",
    "tools",
    "translate",
    "trash",
    "unlock",
    "x-lg",
)

_SOURCE = "static/bootstrap5/icons/bootstrap-icons.svg"
_SYMBOL = re.compile(r'<symbol [^>]*?viewBox="([^"]+)" id="([\w-]+)">(.*?)</symbol>', re.DOTALL)


class UnknownIcon(LookupError):
    """A template or ``NAMES`` asks for a drawing that is not there: a fault of the code."""


@lru_cache(maxsize=1)
def sprite() -> str:
    """Return the SVG document with one ``<symbol id="i-name">`` per icon of ``NAMES``.

    Raises ``UnknownIcon`` when the installed Bootstrap Icons lacks one of them.
    """
    source = files("flask_bootstrap").joinpath(_SOURCE).read_text(encoding="utf-8")
    wanted = frozenset(NAMES)
    found = {
        name: f'<symbol id="i-{name}" viewBox="{box}">{" ".join(drawing.split())}</symbol>'
        for box, name, drawing in _SYMBOL.findall(source)
        if name in wanted
    }
    if missing := wanted - found.keys():
        raise UnknownIcon(f"not in Bootstrap Icons: {', '.join(sorted(missing))}")
    symbols = "".join(found[name] for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Eight hexadecimal digits that change with the sprite, so that it may be kept for ever."""
    return hashlib.sha256(sprite().encode()).hexdigest()[:8]


@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> Markup:
    """Return the drawing *name* at the size of the text around it.

    Without a *label* it is decoration and assistive technology skips it; with one it is an
    image that says so. Raises ``UnknownIcon`` for a name outside ``NAMES``.
    """
    if name not in NAMES:
        raise UnknownIcon(f"{name!r} is not in portfolio.web.icons.NAMES")
    said = Markup('role="img" aria-label="{}"').format(label) if label else 'aria-hidden="true"'
    return Markup(
        '<svg class="bi" width="18" height="18" {} focusable="false"><use href="{}"/></svg>'
    ).format(Markup(said), f"{SPRITE_PATH}?v={fingerprint()}#i-{name}")  # noqa: S704  # ours

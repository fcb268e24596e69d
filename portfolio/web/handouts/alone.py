"""A part of the archive of any length: a page that is read without us, and its file for machines.

Both are written into spools, sealed as they grow, and read once they are sent.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

from flask import current_app, stream_template
from markupsafe import Markup

from portfolio.formats.archives.growing import Write
from portfolio.formats.archives.writing import Long
from portfolio.services.spools import Spool
from portfolio.settings import Settings
from portfolio.web.templating import locale, site_name

ENDLESS = 1 << 40
"""More bytes than anybody wrote in a life: nothing is cut."""
AT_ONCE = 64 * 1024
ICON = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
"""Our drawings stay where they are."""


@dataclass(frozen=True, slots=True)
class Out:
    """Where both are written as they are made: *data* takes the bytes of the file."""

    data: Write
    _page: Write

    def page(self, template: str, **given: object) -> None:
        """The page, made piece by piece."""
        about = {"lang": locale(), "site": site_name(), "style": _style()}
        for piece in stream_template(template, **given, **about):
            self._page(ICON.sub("", piece).encode())


def spooled(stack: ExitStack, name: str, write: Callable[[Out], None]) -> Iterator[Long]:
    """Both, to be sent before *stack* closes: it lets go of what they are kept in."""
    settings: Settings = current_app.extensions["settings"]
    data, page = (stack.enter_context(Spool(ENDLESS, settings.files_folder)) for _ in range(2))
    to_data, to_page = BufferedWriter(data, AT_ONCE), BufferedWriter(page, AT_ONCE)
    write(Out(to_data.write, to_page.write))
    for each in (to_data, to_page):
        each.detach()
    yield Long(f"{name}.html", page.opened)
    yield Long(f"{name}.json", data.opened)


def _style() -> Markup:
    """The rules of the page, in it: it is read alone, from a disk."""
    rules = Path(current_app.static_folder or "", "css", "alone.css").read_text()
    return Markup(f"<style>{rules}</style>")  # noqa: S704  # a file of ours

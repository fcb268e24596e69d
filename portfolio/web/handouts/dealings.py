"""What passed with structures, for the archive: one page to read and one file for machines.

Both are written share by share into spools, sealed as they grow, and read once they are sent.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from io import BufferedWriter
from pathlib import Path

from flask import current_app, stream_template
from markupsafe import Markup

from portfolio.formats.archives import dealings as format_of_dealings
from portfolio.formats.archives.dealings import Share, Sheet, Writing
from portfolio.formats.archives.writing import Long
from portfolio.formats.paper_pdf import Paper
from portfolio.services import dealings
from portfolio.services.spools import Spool
from portfolio.services.work import Work
from portfolio.settings import Settings
from portfolio.web import facts, meetings
from portfolio.web.templating import locale, site_name

DATA, PAGE, SCHEMA = "dealings.json", "dealings.html", "dealings.schema.json"
ENDLESS = 1 << 40
"""More bytes than anybody wrote in a life: nothing is cut."""
AT_ONCE = 64 * 1024

ICON = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
"""Our drawings stay where they are: the page is read without us."""


def pages(work: Work, stack: ExitStack) -> Iterator[Long]:
    """Both, to be sent before *stack* closes: it lets go of what they are kept in."""
    settings: Settings = current_app.extensions["settings"]
    data, page = (stack.enter_context(Spool(ENDLESS, settings.files_folder)) for _ in (DATA, PAGE))
    _write(work, data, page)
    yield Long(PAGE, page.opened)
    yield Long(DATA, data.opened)


def schema() -> dict[str, object]:
    """How to read the file for machines."""
    return format_of_dealings.schema()


def _write(work: Work, data: Spool, page: Spool) -> None:
    to_data, to_page = BufferedWriter(data, AT_ONCE), BufferedWriter(page, AT_ONCE)
    writing, asked = Writing(site_name(), work.now, to_data.write), dealings.asked(work)
    shares = _copied(dealings.shares(work), writing)
    given = {"shares": shares, "asked": asked, "told": _told, "paper": _paper, "style": _style()}
    about = {"lang": locale(), "site": site_name(), "now": work.now}
    for piece in stream_template("handouts/dealings.html", **given, **about):
        to_page.write(ICON.sub("", piece).encode())
    writing.finish(asked)
    for each in (to_data, to_page):
        each.detach()


def _copied(shares: Iterator[Share], writing: Writing) -> Iterator[Share]:
    """The same, each written for machines as it passes."""
    for one in shares:
        writing.add(one)
        yield one


def _told(what: object) -> list[facts.Fact]:
    return facts.facts(what, {})  # type: ignore[arg-type]  # any model of ours


def _paper(one: Sheet) -> Paper:
    return meetings.paper_of(one)


def _style() -> Markup:
    """The rules of the page, in it: it is read alone, from a disk."""
    rules = Path(current_app.static_folder or "", "css", "dealings.css").read_text()
    return Markup(f"<style>{rules}</style>")  # noqa: S704  # a file of ours

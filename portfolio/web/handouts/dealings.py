"""What passed with structures, for the archive: made share by share."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from portfolio.formats.archives import dealings as format_of_dealings
from portfolio.formats.archives.dealings import Share, Sheet
from portfolio.formats.archives.growing import Growing
from portfolio.formats.archives.writing import Long
from portfolio.formats.paper_pdf import Paper
from portfolio.services import dealings
from portfolio.services.work import Work
from portfolio.web import facts, meetings
from portfolio.web.handouts import alone
from portfolio.web.handouts.alone import Out
from portfolio.web.templating import site_name

NAME, SCHEMA = "dealings", "dealings.schema.json"


def pages(work: Work, stack: ExitStack) -> Iterator[Long]:
    """The page and the file for machines, to be sent before *stack* closes."""
    return alone.spooled(stack, NAME, partial(_write, work))


def schema() -> dict[str, object]:
    """How to read the file for machines."""
    return format_of_dealings.schema()


def _write(work: Work, out: Out) -> None:
    file = format_of_dealings.written(out.data, site_name(), work.now)
    asked = dealings.asked(work)
    shares = _copied(dealings.shares(work), file)
    given = {"shares": shares, "asked": asked, "told": _told, "paper": _paper, "now": work.now}
    out.page("handouts/dealings.html", **given)
    file.finish(asked)


def _copied(shares: Iterator[Share], file: Growing) -> Iterator[Share]:
    """The same, each written for machines as it passes."""
    for one in shares:
        file.add(one)
        yield one


def _told(what: object) -> list[facts.Fact]:
    return facts.facts(what, {})  # type: ignore[arg-type]  # any model of ours


def _paper(one: Sheet) -> Paper:
    return meetings.paper_of(one)

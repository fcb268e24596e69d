"""Everything at once, files included: what the archive is made of, and how it leaves."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from flask import Response, current_app
from flask_babel import gettext

from portfolio.domain.words import N_
from portfolio.formats import archives as names
from portfolio.formats import portfolio_json
from portfolio.formats.archives import readme, writing
from portfolio.formats.archives.writing import Long, Page
from portfolio.formats.base import WRITERS
from portfolio.formats.plan_csv import guarded
from portfolio.services import archives
from portfolio.services.receipts import Receipt
from portfolio.services.work import Work
from portfolio.web import acts, calendar, own, receipts, takeaway
from portfolio.web.handouts import dealings, histories, whole
from portfolio.web.own import Own
from portfolio.web.responses import download
from portfolio.web.templating import say, site_name

COLUMNS = (N_("Quand"), N_("Qui"), N_("Structure"), N_("A fait quoi"))


def of_page(work: Work) -> dict[str, Any]:
    """When everything was last taken home, and whether something was written since."""
    taken = archives.last_taken(work)
    return {"taken": taken, "stale": taken and archives.stale(work, taken)}


def take(work: Work, mine: Own) -> Response:
    """The archive, sent as it is made; the journal has its line before the first byte."""
    archives.take(work)
    with ExitStack() as stack:
        pages: list[Page | Long] = [*_pages(work, mine), *_long(work, stack)]
        carried = archives.carried(work, current_app.extensions["blobs"])
        name = own.file_name(mine, gettext("Tout mon portfolio"), "zip")
        response = download(writing.pieces(pages, carried), name, "application/zip")
        response.call_on_close(stack.pop_all().close)
    return response


def _pages(work: Work, mine: Own) -> Iterator[Page]:
    day = {"site": site_name(), "day": mine.today.strftime("%d/%m/%Y")}
    yield Page(readme.FRENCH_NAME, readme.FRENCH.format(**day).encode())
    yield Page(readme.ENGLISH_NAME, readme.ENGLISH.format(**day).encode())
    portfolio = _json(archives.sheet(work, site_name()))
    yield Page(names.PORTFOLIO, portfolio)
    yield Page(names.SEAL, archives.seal(work.keys, portfolio).encode())
    yield Page(names.TRASH, _json(archives.thrown(work, site_name())))
    yield Page(names.SCHEMA, _dumped(portfolio_json.schema()))
    yield Page("portfolio.pdf", WRITERS["whole-pdf"].write(whole.sheet_of(mine), takeaway.words()))
    for part in (dealings, histories):
        yield Page(part.SCHEMA, _dumped(part.schema()))
    yield from _shares(list(archives.agreements(work)))
    yield Page("journal.csv", _journal(work))


def _long(work: Work, stack: ExitStack) -> Iterator[Long]:
    for part in (dealings, histories):
        yield from part.pages(work, stack)


def _json(sheet: portfolio_json.PortfolioSheet) -> bytes:
    return portfolio_json.write(sheet, takeaway.words())


def _shares(given: list[Receipt]) -> Iterator[Page]:
    records = [[one.model_dump(mode="json") for one in receipt.records] for receipt in given]
    yield Page("shares.json", _dumped({"shares": records}))
    yield Page("shares.txt", "\n\n".join(map(_told, given)).encode())


def _told(receipt: Receipt) -> str:
    """A receipt in words, one fact a line, then the text that was agreed to."""
    told = receipts.words(receipt)
    facts = (f"{label} : {', '.join(said.splitlines())}" for label, said in told.facts)
    return "\n".join((*facts, *told.sentences))


def _journal(work: Work) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(map(say, COLUMNS))
    for line in archives.lines(work):
        told = (calendar.moment(line.at), acts.who(line), line.structure, acts.in_words(line))
        table.writerow(map(guarded, told))
    return text.getvalue().encode("utf-8-sig")


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()

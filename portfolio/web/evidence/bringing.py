"""From a form that came back to a document that is kept: files first, then the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, request

from portfolio.domain.entries import Entry
from portfolio.domain.errors import Refused
from portfolio.services import arriving, entries, files
from portfolio.services.allowances import MEGABYTE, Allowance
from portfolio.services.arriving import Arrival
from portfolio.services.boxes import Opened
from portfolio.settings import Settings
from portfolio.web import presses, transaction
from portfolio.web.evidence.forms import EvidenceForm, Files, with_files
from portfolio.web.signin import work


@dataclass(frozen=True, slots=True)
class Brought:
    """The files that a request brings, or why they are not taken."""

    arrivals: tuple[Arrival, ...] = ()
    refused: Refused | None = None


def look() -> Brought:
    """Look at what came, before the database is asked anything: pictures take a while."""
    sent = [each for each in request.files.getlist("uploads") if each.filename]
    as_it_is = "as_it_is" in request.form
    try:
        came = [
            arriving.receive(each.filename, each.stream, as_it_is=as_it_is)  # type: ignore[arg-type]
            for each in sent
        ]
    except Refused as why:
        return Brought(refused=why)
    return Brought(tuple({each.file.sha256: each for each in came}.values()))


def allowance() -> Allowance:
    """What one person may keep here."""
    settings: Settings = current_app.extensions["settings"]
    return Allowance(settings.files_quota_mb * MEGABYTE, settings.files_most)


def said(form: EvidenceForm, brought: Brought, stored: Files) -> Entry | None:
    """The document that *form* makes with its files; None, and sentences, when one may not be."""
    holds = form.validate_on_submit()
    if brought.refused:
        form.refuse(brought.refused)
    if not holds or brought.refused:
        return None
    entry = with_files(form, [*form.chosen, *_ids(brought, stored)])
    try:
        files.usage(work(), allowance()).check(_fresh(brought, stored))
    except Refused as why:
        form.refuse(why)
        return None
    return entry


def keep(entry: Entry, brought: Brought, stored: Files, opened: Sequence[Opened]) -> None:
    """A new document; pressed twice, it is kept once."""
    transaction.release()  # writing files takes a while too
    with files.put(current_app.extensions["blobs"], _fresh(brought, stored)):
        _settle(brought, stored)
        presses.keep(work(), entry, opened)


def change(entry: Entry, one: Opened, rev: int, brought: Brought, stored: Files) -> None:
    """A document that exists, at the revision it was read at."""
    transaction.release()
    with files.put(current_app.extensions["blobs"], _fresh(brought, stored)):
        _settle(brought, stored)
        entries.change(work(), one.id, entry, rev=rev)


def _settle(brought: Brought, stored: Files) -> None:
    files.add(work(), _fresh(brought, stored), allowance())
    again = [each.file.id for each in stored.values() if each.released_at]
    files.hold(work(), set(again) & set(_ids(brought, stored)))


def _fresh(brought: Brought, stored: Files) -> list[Arrival]:
    """Those that were never kept."""
    known = _known(stored)
    return [each for each in brought.arrivals if each.file.sha256 not in known]


def _ids(brought: Brought, stored: Files) -> list[UUID]:
    """Under what id each is kept: the same bytes are kept once."""
    known = _known(stored)
    return [known.get(each.file.sha256, each.file.id) for each in brought.arrivals]


def _known(stored: Files) -> dict[str, UUID]:
    return {each.file.sha256: file_id for file_id, each in stored.items()}

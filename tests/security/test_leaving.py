"""A share that stops while one of its files is on its way out: the file stops leaving."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from portfolio.domain.sections import Section
from portfolio.services import arriving, boxes, departures, entries, files, journal, lending
from portfolio.services.allowances import Allowance
from portfolio.services.spools import Spool
from portfolio.storage.blobs import Blobs, Folder
from portfolio.storage.blobs_s3 import Bucket
from portfolio.web import leaving
from portfolio.web.leaving import Cut
from tests import stores
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.security.world import Browsers
from tests.services.people import an_evidence
from tests.web import meetings
from tests.web.meetings import Meeting

CONTENT = b"%PDF-1.7 " + b"attestation " * 40_000


@dataclass
class Download:
    """A counsellor's download of a file that somebody shares with her, under way."""

    met: Meeting
    file_id: UUID

    def begin(self) -> Iterator[bytes]:
        """The pieces, as they leave."""
        url = f"{self.met.url}/files/{self.file_id}/download"
        answer = self.met.counsellor.client.get(url, base_url=SITE, buffered=False)
        assert answer.status_code == 200
        return iter(answer.iter_encoded())


@pytest.fixture(params=["folder", "s3"])
def store(
    app: Flask,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Blobs]:
    """Where files lie: one of each."""
    former = app.extensions["blobs"]
    if request.param == "folder":
        app.extensions["blobs"] = Folder(tmp_path / "files")
        yield app.extensions["blobs"]
    else:
        with stores.server(tmp_path) as address:
            stores.speak(monkeypatch, address)
            app.extensions["blobs"] = Bucket("s3://default/files")
            yield app.extensions["blobs"]
    app.extensions["blobs"] = former


@pytest.fixture
def download(app: Flask, browsers: Browsers, store: Blobs, clock: Clock) -> Download:
    met = meetings.meeting(app, browsers)
    with at_work(app, met.citizen) as work:
        spool = Spool(len(CONTENT))
        spool.write(CONTENT)
        arrival = arriving.receive("cap.pdf", spool)
        with files.put(store, [arrival]):
            files.add(work, [arrival], Allowance(10_000_000, 5))
        entries.add(work, an_evidence(files=(arrival.file.id,)))
    grant_id = meetings.give(app, met.citizen, met.structure_id, sections=(Section.EVIDENCE,))
    return Download(replace(met, grant_id=grant_id), arrival.file.id)


def test_79_a_download_under_way_breaks_off_when_the_share_stops(
    app: Flask, download: Download, clock: Clock
) -> None:
    """Security test 79, acceptance G-01: and the journal says how much had left."""
    pieces = download.begin()
    received = next(pieces)
    meetings.revoke(app, download.met.citizen, download.met.grant_id)
    clock.forward(seconds=1)

    with pytest.raises(Cut):
        next(pieces)

    assert CONTENT.startswith(received) and len(received) < len(CONTENT)
    with at_work(app, download.met.citizen) as work:
        portfolio = boxes.portfolio_of(work)
        line = journal.read(work, portfolio)[0]
        assert journal.is_sound(work, portfolio)
    assert (line.act, line.by) == ("file.cut", "Hélène Grandjean")
    assert line.detail == f"{len(received)}/{len(CONTENT)}"
    page = download.met.citizen.get("/shares/journal")
    assert "d’un de vos fichiers (480 Ko) : le partage s’était arrêté" in page.said.replace(
        "\xa0", " "
    )


def test_a_download_of_a_share_that_goes_on_goes_to_its_end(
    download: Download, clock: Clock
) -> None:
    pieces = download.begin()
    received = [next(pieces)]
    for piece in pieces:
        clock.forward(seconds=30)
        received.append(piece)

    assert b"".join(received) == CONTENT


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_78_a_download_under_way_breaks_off_at_the_very_end(
    download: Download, clock: Clock
) -> None:
    """Security test 78: the end of a share needs no job, nor a request, to be seen."""
    pieces = download.begin()
    next(pieces)
    clock.forward(days=100)

    with pytest.raises(Cut):
        next(pieces)


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_79_whoever_is_removed_from_the_structure_receives_no_more(
    app: Flask, browsers: Callable[..., Browser], download: Download, clock: Clock
) -> None:
    host = download.met.counsellor
    guest = meetings.colleague(app, browsers, host)
    guest_id = meetings.account_of(app, guest)
    pieces = Download(replace(download.met, counsellor=guest), download.file_id).begin()
    next(pieces)
    with at_work(app, host, download.met.structure_id) as work:
        departures.remove(work, guest_id)
    clock.forward(seconds=1)

    with pytest.raises(Cut):
        next(pieces)


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_79_however_fast_it_leaves_a_few_megabytes_are_the_most_between_two_looks(
    app: Flask, download: Download, clock: Clock
) -> None:
    """The clock stands still, the share stops after the first byte."""
    met = download.met
    with at_work(app, met.counsellor, met.structure_id) as work:
        loan = lending.lend(work, met.grant_id, download.file_id)
    with app.app_context():
        watched = leaving.watched(work, loan, (bytes(1024 * 1024) for _ in range(64)))
    received = [next(watched)]
    meetings.revoke(app, met.citizen, met.grant_id)
    received += _until_cut(watched)

    assert len(received) * 1024 * 1024 == leaving.MOST


def _until_cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    with suppress(Cut):
        yield from pieces

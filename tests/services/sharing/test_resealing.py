"""Files under new keys after a share stopped: former keys open nothing, other shares go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from portfolio.domain.errors import Overloaded, Tampered
from portfolio.domain.files import KeyedFile
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode
from portfolio.services import (
    boxes,
    entries,
    files,
    grants,
    journal,
    lending,
    resealing,
    sharing,
    sweeping,
)
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs, Folder, Unreachable
from portfolio.storage.blobs_s3 import Bucket
from tests import stores
from tests.services.people import (
    ROOM,
    a_citizen,
    a_structure,
    an_arrival,
    an_evidence,
    gives,
    later,
)

PDF = b"%PDF-1.7 " + b"attestation " * 4000
DOCUMENTS = (Section.EVIDENCE,)


@pytest.fixture(params=["folder", "s3"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Blobs]:
    if request.param == "folder":
        yield Folder(tmp_path / "files")
        return
    with stores.server(tmp_path) as address:
        stores.speak(monkeypatch, address)
        yield Bucket("s3://default/files")


@dataclass
class Shared:
    """A file that two structures see, one in photo and one in suivi."""

    citizen: Work
    one: Work
    other: Work
    file: KeyedFile
    stopped: UUID
    photo: UUID
    suivi: UUID


@pytest.fixture
def shared(session: Session, keys: Keyring, store: Blobs) -> Shared:
    citizen, one = a_citizen(session, keys), a_structure(session, keys)
    other, arrival = a_structure(session, keys, "Nora Petit"), an_arrival(PDF)
    with files.put(store, [arrival]):
        files.add(citizen, [arrival], ROOM)
    entries.add(citizen, an_evidence(files=(arrival.file.id,)))
    stopped = gives(citizen, one, sections=DOCUMENTS)
    photo, suivi = (
        gives(citizen, other, sections=DOCUMENTS, mode=mode) for mode in (Mode.PHOTO, Mode.SUIVI)
    )
    session.commit()
    return Shared(citizen, one, other, arrival.file, stopped, photo, suivi)


def stop(shared: Shared) -> KeyedFile:
    """The share stops, its file waits."""
    assert resealing.mark(shared.citizen, shared.stopped) == 1
    sharing.revoke(shared.citizen, shared.stopped)
    shared.citizen.session.commit()
    found = resealing.first(shared.citizen)
    assert found is not None
    return found


def renew(shared: Shared, store: Blobs) -> None:
    fresh = resealing.sealed_anew(store, stop(shared))
    former = resealing.change_over(shared.citizen, fresh)
    shared.citizen.session.commit()
    store.remove(former)


def content(store: Blobs, file: KeyedFile) -> bytes:
    return b"".join(files.content(store, file))


def lent(shared: Shared, grant_id: UUID) -> KeyedFile:
    return lending.lend(shared.other, grant_id, shared.file.id).file


def test_a_key_kept_from_a_share_that_stopped_opens_nothing_any_more(
    shared: Shared, store: Blobs
) -> None:
    renew(shared, store)

    with pytest.raises(Tampered):
        content(store, shared.file)
    own = files.own(shared.citizen, shared.file.id)
    assert content(store, own) == PDF and own.key != shared.file.key
    assert (own.id, own.name, own.sha256) == (
        shared.file.id,
        shared.file.name,
        shared.file.sha256,
    )
    with pytest.raises(Tampered):  # the former key, where the bytes are now
        content(store, shared.file.model_copy(update={"blob": own.blob}))
    assert resealing.waiting(shared.citizen) == 0
    portfolio = boxes.portfolio_of(shared.citizen)
    assert journal.read(shared.citizen, portfolio, others=False)[0].act == "file.renewed"


def test_other_shares_of_the_file_go_on_and_nobody_is_told_of_news(
    shared: Shared, store: Blobs
) -> None:
    for grant_id in (shared.photo, shared.suivi):
        grants.open_(shared.other, grant_id)
    renew(shared, store)

    for grant_id in (shared.photo, shared.suivi):
        assert content(store, lent(shared, grant_id)) == PDF
        opened = grants.open_(later(shared.other, days=1), grant_id)
        assert not opened.news and opened.changed_at == shared.citizen.now
    entries.add(shared.citizen, an_evidence("Un autre"))
    assert content(store, lent(shared, shared.suivi)) == PDF


@pytest.mark.parametrize("store", ["folder"], indirect=True)
@pytest.mark.parametrize("when", ["before", "after"])
def test_cut_short_before_the_change_over_the_former_key_opens_after_it_the_new_one(
    shared: Shared, store: Blobs, when: str
) -> None:
    """What nobody needs is swept a day later, and what waits is taken up again."""
    session = shared.citizen.session
    fresh = resealing.sealed_anew(store, stop(shared))
    resealing.change_over(shared.citizen, fresh)
    session.commit() if when == "after" else session.rollback()  # and then the machine stops

    assert content(store, files.own(shared.citizen, shared.file.id)) == PDF
    assert content(store, lent(shared, shared.photo)) == PDF
    assert resealing.waiting(shared.citizen) == (1 if when == "before" else 0)
    assert len(list(store.listed())) == 2
    assert sweeping.sweep_blobs(session, store, later(shared.citizen, days=4000).now) == 1
    assert content(store, files.own(shared.citizen, shared.file.id)) == PDF


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_a_store_that_fails_midway_leaves_the_file_as_it_was(shared: Shared, store: Blobs) -> None:
    class Failing(Folder):
        """A folder that stops answering once somebody writes."""

        def put(self, *_unused: object) -> None:
            raise Unreachable

    assert isinstance(store, Folder)
    waiting = stop(shared)
    with pytest.raises(Overloaded):
        resealing.sealed_anew(Failing(store.path), waiting)

    assert resealing.waiting(shared.citizen) == 1
    assert content(store, files.own(shared.citizen, shared.file.id)) == PDF


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_a_file_erased_meanwhile_leaves_nothing_behind(shared: Shared, store: Blobs) -> None:
    fresh = resealing.sealed_anew(store, stop(shared))
    (evidence,) = entries.read_all(shared.citizen)
    entries.remove(shared.citizen, [evidence.id])
    assert files.erase(shared.citizen, shared.file.id) == shared.file.id

    assert resealing.change_over(shared.citizen, fresh) == fresh.place


@pytest.mark.parametrize("store", ["folder"], indirect=True)
def test_what_ended_already_marks_nothing(shared: Shared, store: Blobs) -> None:
    sharing.revoke(shared.citizen, shared.stopped)

    assert resealing.mark(shared.citizen, shared.stopped) == 0
    assert resealing.first(shared.citizen) is None

"""Files are weighed, kept whole, let go of, and swept; a row never lacks its bytes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portfolio.domain.errors import NotFound, Overloaded, Refused, Tampered
from portfolio.services import boxes, entries, files, journal, sweeping
from portfolio.services.allowances import Allowance
from portfolio.services.keyring import Keyring
from portfolio.services.spools import IN_MEMORY, Spool
from portfolio.services.work import Work
from portfolio.storage.blobs import Folder, Gone, Unreachable
from portfolio.storage.files import StoredFile
from tests.services.people import ROOM, a_citizen, a_file, an_arrival, an_evidence, at_night

PDF = b"%PDF-1.7 " + b"attestation " * 30_000


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "files")


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    return a_citizen(session, keys)


def names(store: Folder) -> set[UUID]:
    return {blob_id for blob_id, _since in store.listed()}


def test_a_file_comes_back_with_what_is_known_of_it(citizen: Work, store: Folder) -> None:
    arrival = an_arrival(PDF, "Été\u202e fdp.exe.pdf")
    with files.put(store, [arrival]):
        files.add(citizen, [arrival], ROOM)

    (stored,) = files.read_all(citizen).values()
    assert stored.file.name == "Été fdp.exe.pdf" and stored.file.size == len(PDF)
    assert b"".join(files.content(store, stored.file)) == PDF
    usage = files.usage(citizen, ROOM)
    assert usage.count == 1 and usage.size == arrival.sealed_size > len(PDF)
    acts = [line.act for line in journal.read(citizen, boxes.portfolio_of(citizen), others=False)]
    assert acts[0] == "file.added"


def test_two_files_may_not_change_places(citizen: Work, store: Folder, session: Session) -> None:
    """Boxes are bound to their row, bytes to their file."""
    one, other = (an_arrival(PDF + each) for each in (b"1", b"2"))
    with files.put(store, [one, other]):
        files.add(citizen, [one, other], ROOM)
    mine, its = store.path / one.file.id.hex, store.path / other.file.id.hex
    swapped = mine.read_bytes()
    mine.write_bytes(its.read_bytes())
    its.write_bytes(swapped)
    with pytest.raises(Tampered):
        files.content(store, one.file)

    box = session.scalar(select(StoredFile.box).where(StoredFile.id == other.file.id))
    session.execute(update(StoredFile).where(StoredFile.id == one.file.id).values(box=box))
    session.expire_all()
    with pytest.raises(Tampered):
        files.read_all(citizen)


def test_a_store_that_does_not_answer_is_said_to_be_away(citizen: Work, store: Folder) -> None:
    """Security test 124."""
    arrival = an_arrival(PDF)

    class Away(Folder):
        def put(self, _blob_id: UUID, _source: BinaryIO) -> None:
            raise Unreachable

        def read(self, _blob_id: UUID) -> Iterator[bytes]:
            raise Unreachable

    away = Away(store.path)
    with pytest.raises(Overloaded), files.put(away, [arrival]):
        pytest.fail("nothing may be written")
    with pytest.raises(Overloaded):
        files.content(away, arrival.file)


def test_what_is_refused_leaves_nothing_in_the_store(citizen: Work, store: Folder) -> None:
    arrivals = [an_arrival(PDF + bytes([each])) for each in range(3)]

    with pytest.raises(Refused), files.put(store, arrivals):
        files.add(citizen, arrivals, Allowance(10_000_000, 2))

    assert not names(store) and not files.read_all(citizen)


def test_the_last_place_is_given_once(citizen: Work) -> None:
    room = Allowance(10_000_000, 1)
    files.add(citizen, [an_arrival()], room)

    with pytest.raises(Refused) as refused:
        files.add(citizen, [an_arrival(b"%PDF-1.4 other")], room)

    assert refused.value.field == "uploads" and refused.value.values == {"most": 1}


def test_letting_go_spares_what_a_document_shows_and_lasts_thirty_days(
    citizen: Work, store: Folder, session: Session
) -> None:
    shown, loose = a_file(citizen), a_file(citizen, b"%PDF-1.4 loose")
    entries.add(citizen, an_evidence(files=(shown,)))

    files.release(citizen, [shown, loose])

    released = {each for each, one in files.read_all(citizen).items() if one.released_at}
    assert released == {loose}
    assert sweeping.forget_files(at_night(citizen, days=30)) == 0
    assert sweeping.forget_files(at_night(citizen, days=30, seconds=1)) == 1
    assert set(files.read_all(citizen)) == {shown}


def test_an_earlier_version_put_back_holds_its_files_again(citizen: Work) -> None:
    file_id = a_file(citizen)
    entry_id = entries.add(citizen, an_evidence(files=(file_id,)))
    entries.change(citizen, entry_id, an_evidence(), rev=1)
    files.release(citizen, [file_id])

    entries.change(citizen, entry_id, an_evidence(files=(file_id,)), rev=2)

    assert files.read_all(citizen)[file_id].released_at is None


def test_files_of_others_are_as_absent_as_none(
    session: Session, keys: Keyring, citizen: Work
) -> None:
    theirs = a_file(a_citizen(session, keys, "Karim"))

    for attempt in (files.own, files.erase):
        with pytest.raises(NotFound):
            attempt(citizen, theirs)
    files.release(citizen, [theirs])
    files.hold(citizen, [theirs])
    assert session.scalar(select(StoredFile.released_at).where(StoredFile.id == theirs)) is None


def test_bytes_without_a_row_are_swept_once_they_are_a_day_old(
    citizen: Work, store: Folder, session: Session
) -> None:
    kept, lost = an_arrival(PDF), uuid4()
    with files.put(store, [kept]):
        files.add(citizen, [kept], ROOM)
    store.put(lost, BytesIO(b"sealed by somebody who was interrupted"))
    (store.path / "arriving-0123").write_bytes(b"half")
    now = _now(store, lost)

    assert sweeping.sweep_blobs(session, store, now + timedelta(hours=23)) == 0
    assert sweeping.sweep_blobs(session, store, now + timedelta(hours=25)) == 1
    assert [path.name for path in store.path.iterdir()] == [kept.file.id.hex]


def _now(store: Folder, blob_id: UUID) -> datetime:
    return dict(store.listed())[blob_id]


INTERRUPTED = """
import os, signal, sys
from io import BytesIO
from pathlib import Path
from uuid import UUID
from portfolio.storage import blobs

def die(*_args):
    os.kill(os.getpid(), signal.SIGKILL)

where = sys.argv[2]
if where == "write":
    class Source(BytesIO):
        def read(self, size=-1):
            return super().read(size) if self.tell() < 300_000 else die()
else:
    Source = BytesIO
    if where == "fsync":
        blobs.os.fsync = die
    else:
        Path.replace = die
blobs.Folder(Path(sys.argv[1])).put(UUID(int=7), Source(bytes(900_000)))
"""


@pytest.mark.parametrize("where", ["write", "fsync", "rename"])
def test_113_killed_on_the_way_a_file_is_not_there_at_all(
    store: Folder, session: Session, where: str
) -> None:
    """Security test 113: what is left half written is swept."""
    done = subprocess.run([sys.executable, "-c", INTERRUPTED, store.path, where], check=False)

    assert done.returncode == -signal.SIGKILL
    assert not names(store) and len(list(store.path.iterdir())) == 1
    with pytest.raises(Gone):
        next(store.read(UUID(int=7)))
    later_on = _age(store) + timedelta(days=2)
    sweeping.sweep_blobs(session, store, later_on)
    assert not list(store.path.iterdir())


def _age(store: Folder) -> datetime:
    (path,) = store.path.iterdir()
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@pytest.mark.parametrize("size", [IN_MEMORY - 200, IN_MEMORY + 200, 4_000_000])
def test_112_no_word_of_what_is_sent_is_on_the_disk_while_it_arrives(
    tmp_path: Path, size: int
) -> None:
    """Security test 112: the spool's own descriptor, read while it is being written."""
    mark = b"marque-du-canari "
    content = (mark * (size // len(mark) + 1))[:size]
    spool = Spool(size, tmp_path)
    seen = b""
    for at in range(0, size, 65_536):
        spool.write(content[at : at + 65_536])
        seen = _everything_open_in(tmp_path)
    spool.seek(0)

    assert spool.read() == content and spool.sealed_size == len(spool.sealed().read())
    assert mark not in seen and mark not in _everything_open_in(tmp_path)
    assert (len(seen) > 0) is (size > IN_MEMORY)
    assert not list(tmp_path.iterdir())  # it has no name: killed, it is gone
    spool.close()


def _everything_open_in(folder: Path) -> bytes:
    found = b""
    for each in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the one that lists them is closed by now
            found += each.read_bytes() if str(each.readlink()).startswith(str(folder)) else b""
    return found


def test_a_spool_is_read_once_from_its_beginning_and_lets_go_of_what_is_too_much() -> None:
    spool = Spool(10)
    assert spool.writable() and spool.readable() and spool.seekable()
    spool.write(b"12345")
    spool.write(b"6789012345")

    assert spool.too_large and spool.size == 15
    with pytest.raises(OSError, match="beginning"):
        spool.seek(3)
    spool.seek(0)
    assert spool.read(2) == b"12" and spool.read() == b"345"
    assert not spool.writable()
    spool.close()

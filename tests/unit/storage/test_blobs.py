"""A store keeps bytes whole, gives them back, and says when they are gone or it is away."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest

from portfolio.crypto.streams import PIECE
from portfolio.storage.blobs import Blobs, Folder, Gone, Unreachable
from portfolio.storage.blobs_s3 import Bucket
from tests import stores

BYTES = os.urandom(3 * PIECE + 17)


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that speaks S3, an empty bucket in it."""
    with stores.server(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The usual variables, which say who asks."""
    stores.speak(monkeypatch)
    return monkeypatch


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """One of each."""
    if request.param == "folder":
        return Folder(tmp_path / "deep" / "files")
    address = request.getfixturevalue("s3")
    request.getfixturevalue("speaking").setenv("AWS_ENDPOINT_URL", address)
    return Bucket("s3://default/files")


def test_what_is_put_is_read_listed_and_removed(store: Blobs) -> None:
    one, other = uuid4(), uuid4()
    began = datetime.now(UTC) - timedelta(seconds=5)
    store.put(one, BytesIO(BYTES))
    store.put(other, BytesIO(b""))

    pieces = list(store.read(one))
    assert b"".join(pieces) == BYTES and max(map(len, pieces)) <= 2 * PIECE
    there = dict(store.listed())
    assert set(there) == {one, other} and began < there[one] < began + timedelta(minutes=5)
    for _ in range(2):
        store.remove(one)
    store.remove(other)
    assert not list(store.listed())
    with pytest.raises(Gone):
        next(store.read(one))


def test_what_is_put_twice_is_there_once(store: Blobs) -> None:
    blob_id = uuid4()
    for each in (BYTES, b"again"):
        store.put(blob_id, BytesIO(each))

    assert b"".join(store.read(blob_id)) == b"again"
    store.remove(blob_id)
    store.tidy(datetime.now(UTC))


def test_a_folder_is_for_nobody_else_on_the_machine(tmp_path: Path) -> None:
    folder, blob_id = Folder(tmp_path / "files"), uuid4()
    folder.put(blob_id, BytesIO(BYTES))

    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / blob_id.hex).stat().st_mode & 0o777 == 0o600


def test_what_breaks_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError("the cable was pulled")
            return super().read(size)

    folder = Folder(tmp_path / "files")
    with pytest.raises(OSError, match="cable"):
        folder.put(uuid4(), Broken(BYTES))
    assert not list(folder.path.iterdir())


def test_other_files_in_the_folder_are_none_of_ours(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "files")
    (folder.path / "notes.txt").write_text("by the operator")
    folder.tidy(datetime.now(UTC) + timedelta(days=9))

    assert not list(folder.listed()) and (folder.path / "notes.txt").exists()


def test_a_bucket_that_does_not_answer_is_away(speaking: pytest.MonkeyPatch) -> None:
    """Security test 124."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    speaking.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")

    away = Bucket("s3://default/files")
    for attempt in (
        lambda: away.put(uuid4(), BytesIO(b"x")),
        lambda: list(away.read(uuid4())),
        lambda: list(away.listed()),
        lambda: away.remove(uuid4()),
    ):
        with pytest.raises(Unreachable):
            attempt()

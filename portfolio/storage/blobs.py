"""Where sealed bytes lie: a folder here, a store over the network (`blobs_s3`) elsewhere."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Protocol
from uuid import UUID

from portfolio.crypto.streams import PIECE

_NAME = re.compile(r"[0-9a-f]{32}")
_ARRIVING = "arriving-"


class Gone(Exception):
    """The store has no such bytes."""


class Unreachable(Exception):
    """The store did not answer."""


class Blobs(Protocol):
    """A flat store of sealed bytes by id; whatever it does is repeatable.

    Raises :class:`Gone` for what is not there, and :class:`Unreachable` when it does not answer.
    """

    def put(self, blob_id: UUID, source: BinaryIO) -> None:
        """Keep what *source* gives, all of it or nothing."""

    def read(self, blob_id: UUID) -> Iterator[bytes]:
        """The bytes, piece by piece."""

    def remove(self, blob_id: UUID) -> None:
        """Let the bytes go; nothing happens when they went already."""

    def listed(self) -> Iterator[tuple[UUID, datetime]]:
        """Everything there, and since when."""

    def tidy(self, before: datetime) -> None:
        """Take away what was half written when something broke, long *before* now."""


class Folder:
    """A folder of files that nobody else on the machine may read."""

    def __init__(self, path: Path) -> None:
        """Make the folder, or fail here and now rather than at the first file."""
        self.path = path
        path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, blob_id: UUID, source: BinaryIO) -> None:
        """Write beside, wait for the disk, then give it its name: cut short, nothing is there."""
        beside = self.path / f"{_ARRIVING}{token_hex(16)}"
        try:
            with open(beside, "xb", opener=_private) as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            beside.replace(self._place(blob_id))
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        self._settle()

    def read(self, blob_id: UUID) -> Iterator[bytes]:
        """Read as it is asked for; the file is closed with the last piece, or with the reader."""
        try:
            with self._place(blob_id).open("rb", buffering=0) as file:
                while piece := file.read(PIECE):
                    yield piece
        except FileNotFoundError:
            raise Gone from None

    def remove(self, blob_id: UUID) -> None:
        """Take the name off the disk."""
        self._place(blob_id).unlink(missing_ok=True)

    def listed(self) -> Iterator[tuple[UUID, datetime]]:
        """Everything that has its name."""
        return (
            (UUID(path.name), since)
            for path, since in _aged(self.path.iterdir())
            if _NAME.fullmatch(path.name)
        )

    def tidy(self, before: datetime) -> None:
        """What a power cut left half written never got its name."""
        for path, since in _aged(self.path.glob(f"{_ARRIVING}*")):
            if since < before:
                path.unlink(missing_ok=True)

    def _place(self, blob_id: UUID) -> Path:
        return self.path / blob_id.hex

    def _settle(self) -> None:
        """Wait until the new name itself is on the disk."""
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _aged(paths: Iterable[Path]) -> Iterator[tuple[Path, datetime]]:
    """Paths and their age; one that goes away meanwhile is none."""
    for path in paths:
        with suppress(FileNotFoundError):
            yield path, datetime.fromtimestamp(path.stat().st_mtime, UTC)

"""What somebody sends, sealed while it arrives: in memory or on the disk, never in clear."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO, RawIOBase
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from uuid import UUID

from portfolio.crypto import streams
from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key
from portfolio.crypto.streams import PIECE, Sealer
from portfolio.crypto.tokens import new_id

IN_MEMORY = 256 * 1024
HEAD = 8 * 1024
TAIL = 256 * 1024
"""What is kept of both ends in memory, so that a file can be recognised without being opened."""


def place(file_id: UUID) -> bytes:
    """What a file's bytes are bound to; the owner is not in it, for a grant's reader to open it."""
    return context("file", file_id)


class Spool(RawIOBase):
    """A file that arrives: written once from end to end, then read.

    Its sealed bytes are those that the store keeps: *key* and *id* go with them. What comes
    after *most* bytes is let go, and *size* still counts it.
    """

    _successor: "Spool | None"

    def __init__(self, most: int, folder: Path | None = None) -> None:
        """Ready to be written; what does not fit in memory lies in *folder*, without a name."""
        self.id, self.key = new_id(), new_key()
        self.size, self.head, self._tail = 0, b"", bytearray()
        self.most, self._folder, self._sha256 = most, folder, sha256()
        self._sealed = SpooledTemporaryFile(IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115  # closed with it
        self._sealer = Sealer(self.key, place(self.id), self._sealed)
        self._finished, self._successor = False, None
        self._reading: Iterator[bytes] = iter(())
        self._at_hand = b""

    def instead(self, data: bytes) -> "Spool":
        """Another, of *data* that takes the place of what came; it is closed with this one."""
        spool = Spool(len(data), self._folder)
        spool.write(data)
        spool.finish()
        self._successor = spool
        return spool

    @property
    def sha256(self) -> str:
        """A fingerprint of what came."""
        return self._sha256.hexdigest()

    @property
    def tail(self) -> bytes:
        """The last bytes that came."""
        return bytes(self._tail[-TAIL:])

    @property
    def too_large(self) -> bool:
        """Whether more came than was allowed."""
        return self.size > self.most

    @property
    def sealed_size(self) -> int:
        """How many bytes the store will keep."""
        return streams.sealed_size(self.size)

    def writable(self) -> bool:
        """Until it is read."""
        return not self._finished

    def readable(self) -> bool:
        """Always: reading finishes it."""
        return True

    def seekable(self) -> bool:
        """To its beginning, that is."""
        return True

    def write(self, data: object) -> int:
        """Seal what came."""
        piece = bytes(cast("bytes", data))
        self.size += len(piece)
        if not self.too_large:
            self._sha256.update(piece)
            self.head += piece[: HEAD - len(self.head)]
            self._tail += piece[-TAIL:]
            if len(self._tail) > 2 * TAIL:  # now and then: moving it costs more than what came
                del self._tail[:-TAIL]
            self._sealer.write(piece)
        return len(piece)

    def finish(self) -> None:
        """Say that nothing more comes; saying it again changes nothing."""
        if not self._finished:
            self._finished = True
            self._sealer.finish()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Back to the beginning, to read it; there is no other place to go to."""
        if offset or whence:
            raise OSError("a spool is read from its beginning")
        self.finish()
        self._reading, self._at_hand = self.opened(), b""
        return 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes in clear, all that is left when *size* is negative."""
        pieces, length = [self._at_hand], len(self._at_hand)
        while size < 0 or length < size:
            piece = next(self._reading, b"")
            if not piece:
                break
            pieces.append(piece)
            length += len(piece)
        whole = b"".join(pieces)
        end = length if size < 0 else size
        self._at_hand = whole[end:]
        return whole[:end]

    def opened(self) -> Iterator[bytes]:
        """Everything in clear, piece by piece."""
        return streams.opened(self.key, self._pieces(), place(self.id))

    def sealed(self) -> BinaryIO:
        """The sealed bytes, from the first one."""
        self.finish()
        self._sealed.seek(0)
        return cast("BinaryIO", self._sealed)

    def close(self) -> None:
        """Let everything go, but what is known of it."""
        self._sealed.close()
        self.head = self._at_hand = b""
        self._tail.clear()
        if self._successor:
            self._successor.close()
        super().close()

    def _pieces(self) -> Iterator[bytes]:
        source = self.sealed()
        while piece := source.read(PIECE):
            yield piece


class Sink(BytesIO):
    """Where what a stranger sends disappears, whatever its length."""

    def write(self, data: object) -> int:
        """Keep nothing of it."""
        return len(cast("bytes", data))

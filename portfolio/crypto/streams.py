"""Files, sealed while they come and opened while they go: the envelope of `sealing`, in pieces.

    header (10, as every box) ‖ salt (24) ‖ commitment (32) ‖ chunks of 16 KiB, each with its tag

Each file has a key of its own. Nothing is padded: how long a file is does show.
"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from portfolio.crypto.sealing import HEADER_SIZE, header
from portfolio.domain.errors import Unsealable

CHUNK = 16 * 1024
TAG = 16
BODY_AT = HEADER_SIZE + 24 + 32
PIECE = 8 * CHUNK
"""How much is best sealed or opened at once: less takes longer, and so does what no cache holds."""
_ROOM = BODY_AT + PIECE + CHUNK + TAG * (PIECE // CHUNK + 1)
"""What comes out of a piece at most, together with the beginning and what waited of a chunk."""


def sealed_size(size: int) -> int:
    """Return how many bytes *size* bytes take once sealed: the last chunk is never a full one."""
    return BODY_AT + size + TAG * (size // CHUNK + 1)


class Target(Protocol):
    """Where sealed bytes go, a file for instance; what it is handed is written over afterwards."""

    def write(self, data: bytes | memoryview, /) -> object:
        """Take them all."""


class Sealer:
    """Seals a stream into *target*, under the 32-byte *key* (or `Unsealable`), for the place *ctx*.

    What `write` and at last `finish` hand to the target, put end to end, is the sealed stream.
    """

    __slots__ = ("_encryptor", "_room", "_target")

    def __init__(self, key: bytes, ctx: bytes, target: Target) -> None:
        begun = header(key)
        self._encryptor = Cobblestone256Encryptor(key, begun + ctx)
        self._target, self._room = target, memoryview(bytearray(_ROOM))
        target.write(begun)

    def write(self, data: bytes) -> None:
        """Take more of the stream in."""
        for piece in _cut(data):
            size = self._encryptor.update_into(piece, self._room)
            self._target.write(self._room[:size])

    def finish(self) -> None:
        """Hand over the last bytes: without them nobody can say that they have the whole."""
        self._target.write(self._encryptor.finalize())


def opened(key: bytes, pieces: Iterable[bytes], ctx: bytes) -> Iterator[bytes]:
    """Give a sealed stream back, no byte of it before its chunk proved genuine and in its place.

    Raises `Unsealable` at the first chunk that does not, and after the last one when the end is
    missing: whoever must not act on a part reads all of it first (see `verify`).
    """
    decryptor, rest = _begun(key, pieces, ctx)
    try:
        for piece in rest:
            if data := decryptor.update(piece):
                yield data
        if data := decryptor.finalize():
            yield data
    except InvalidTag:
        raise Unsealable from None


def verify(key: bytes, pieces: Iterable[bytes], ctx: bytes) -> int:
    """Open a whole stream and let it go; returns its length, or raises `Unsealable`."""
    decryptor, rest = _begun(key, pieces, ctx)
    room = bytearray(_ROOM)  # one for all that is let go
    try:
        length = sum(decryptor.update_into(part, room) for piece in rest for part in _cut(piece))
        return length + len(decryptor.finalize())
    except InvalidTag:
        raise Unsealable from None


def _begun(
    key: bytes, pieces: Iterable[bytes], ctx: bytes
) -> tuple[Cobblestone256Decryptor, Iterator[bytes]]:
    """What opens a stream, and all of it that follows its header."""
    head, rest = _split(pieces)
    if head != header(key):
        raise Unsealable
    return Cobblestone256Decryptor(key, head + ctx), rest


def _cut(data: bytes) -> Iterator[memoryview]:
    """*data* by pieces that have room, without copying it."""
    whole = memoryview(data)
    return (whole[at : at + PIECE] for at in range(0, len(whole), PIECE))


def _split(pieces: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The header, and what follows it."""
    begun, waiting = b"", iter(pieces)
    for piece in waiting:
        begun += piece
        if len(begun) >= HEADER_SIZE:
            break
    return begun[:HEADER_SIZE], _after(begun[HEADER_SIZE:], waiting)


def _after(first: bytes, waiting: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from waiting

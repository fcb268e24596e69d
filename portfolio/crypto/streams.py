"""Files, sealed while they come and opened while they go: the envelope of `sealing`, in pieces.

    header (10, as every box) ‖ salt (24) ‖ commitment (32) ‖ chunks of 16 KiB, each with its tag

Each file has a key of its own. Nothing is padded: how long a file is does show.
"""

from collections.abc import Iterable, Iterator

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from portfolio.crypto.sealing import HEADER_SIZE, header
from portfolio.domain.errors import Unsealable

CHUNK = 16 * 1024
TAG = 16
BODY_AT = HEADER_SIZE + 24 + 32


def sealed_size(size: int) -> int:
    """Return how many bytes *size* bytes take once sealed: the last chunk is never a full one."""
    return BODY_AT + size + TAG * (size // CHUNK + 1)


class Sealer:
    """Seals a stream under the 32-byte *key* for the place *ctx*; `Unsealable` for another length.

    What `update` and at last `finish` return, put end to end, is the sealed stream.
    """

    __slots__ = ("_encryptor", "_pending")

    def __init__(self, key: bytes, ctx: bytes) -> None:
        self._pending = header(key)
        self._encryptor = Cobblestone256Encryptor(key, self._pending + ctx)

    def update(self, data: bytes) -> bytes:
        """Take more of the stream in; returns what is sealed of it so far."""
        return self._begun() + self._encryptor.update(data)

    def finish(self) -> bytes:
        """Return the last bytes: without them nobody can say that they have the whole."""
        return self._begun() + self._encryptor.finalize()

    def _begun(self) -> bytes:
        begun, self._pending = self._pending, b""
        return begun


def opened(key: bytes, pieces: Iterable[bytes], ctx: bytes) -> Iterator[bytes]:
    """Give a sealed stream back, no byte of it before its chunk proved genuine and in its place.

    Raises `Unsealable` at the first chunk that does not, and after the last one when the end is
    missing: whoever must not act on a part reads all of it first (see `verify`).
    """
    head, rest = _split(pieces)
    if head != header(key):
        raise Unsealable
    decryptor = Cobblestone256Decryptor(key, head + ctx)
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
    return sum(map(len, opened(key, pieces, ctx)))


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

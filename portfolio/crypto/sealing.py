"""The one symmetric envelope: Cobblestone-256 (C2SP chunked-encryption), bound to its place.

    0      0xE5    magic
    1      0x01    suite: Cobblestone-256 (HKDF-SHA-512, AES-256-GCM, key-committing)
    2..9   key id  SHA-256("eport/kid" ‖ key)[:8]
    10..33 salt    34..65 commitment    66.. chunks of 16 KiB, each with its 16-byte tag

The header is part of the authenticated context; what is inside is padded (see `padding`).
"""

import hashlib
import os
from collections.abc import Iterable

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portfolio.crypto.context import Part, context
from portfolio.crypto.padding import pad, unpad
from portfolio.domain.errors import Unsealable

KEY_SIZE = 32
HEADER_SIZE = 10
_MAGIC_AND_SUITE = b"\xe5\x01"


def new_key() -> bytes:
    """Return 32 fresh random bytes; `OSError` when the machine has no randomness to give."""
    return os.urandom(KEY_SIZE)


def derive(key: bytes, *parts: Part) -> bytes:
    """Return the 32-byte sub-key of *key* for the use that *parts* name (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), KEY_SIZE, None, context(*parts)).derive(key)


def header(key: bytes) -> bytes:
    """Return the ten bytes that begin every box sealed under *key*; they reveal nothing of it."""
    if len(key) != KEY_SIZE:
        raise Unsealable
    return _MAGIC_AND_SUITE + hashlib.sha256(b"eport/kid" + key).digest()[:8]


def seal(key: bytes, data: bytes, ctx: bytes) -> bytes:
    """Return *data* padded and sealed under the 32-byte *key*; it opens only with the same *ctx*.

    Raises `Unsealable` when *key* has another length.
    """
    head = header(key)
    encryptor = Cobblestone256Encryptor(key, head + ctx)
    return b"".join((head, encryptor.update(pad(data)), encryptor.finalize()))


def unseal(key: bytes, box: bytes, ctx: bytes) -> bytes:
    """Return what `seal` was given; anything else than that very box is `Unsealable`."""
    return Opener(key).unseal(box, ctx)


class Opener:
    """A key ready to open many boxes: its header is worked out once."""

    __slots__ = ("_header", "_key")

    def __init__(self, key: bytes) -> None:
        """Keep the 32-byte *key*; `Unsealable` when it has another length."""
        self._key = key
        self._header = header(key)

    def opens(self, box: bytes) -> bool:
        """Tell whether *box* says it was sealed under this key (it may still be altered)."""
        return box[:HEADER_SIZE] == self._header

    def unseal(self, box: bytes, ctx: bytes) -> bytes:
        """Open one *box* in the place *ctx*, whole or not at all; otherwise `Unsealable`."""
        if box[:HEADER_SIZE] != self._header:
            raise Unsealable
        decryptor = Cobblestone256Decryptor(self._key, self._header + ctx)
        try:
            padded = decryptor.update(box[HEADER_SIZE:]) + decryptor.finalize()
        except InvalidTag:
            raise Unsealable from None
        return unpad(padded)

    def unseal_all(self, items: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
        """Open (box, ctx) pairs in order; one that does not open refuses them all."""
        unseal_one = self.unseal
        return [unseal_one(box, ctx) for box, ctx in items]

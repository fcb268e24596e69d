"""The server's own keys: the outer seal, the blind index and the proofs, by version."""

import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from portfolio.crypto import keyset
from portfolio.crypto.context import Part, context
from portfolio.crypto.keyset import Keyset, KeysetError
from portfolio.crypto.sealing import Opener, derive, seal
from portfolio.domain.errors import UnknownName, Unsealable

__all__ = ["MACS", "SEALS", "KeysetError", "ServerKeys"]

SEALS = frozenset({"slot", "email", "meta", "code", "half"})
MACS = frozenset({"dir", "audit", "pwv"})  # directory, journal chain, password verifiers


class ServerKeys:
    """The keyset at work. Every use has its own key (HKDF-SHA256, RFC 5869) under a version.

    New boxes and MACs use the primary version; older ones are found by their key id or version
    byte. The blind index has one key for ever: rotating it would lose every account.
    """

    __slots__ = ("_index", "_keyset", "_macs", "_openers")

    def __init__(self, keys: Keyset) -> None:
        """Work the keys of every version out once."""
        self._keyset = keys
        self._index = derive(keys.index, "server", "index")
        self._openers: dict[tuple[int, str], Opener] = {}
        self._macs = {
            (version, label): derive(root, "server", "mac", label)
            for version, root in keys.versions.items()
            for label in MACS
        }

    def __repr__(self) -> str:
        return f"<ServerKeys {len(self._keyset.versions)} version(s), primary {self.primary}>"

    @classmethod
    def create(cls, path: Path) -> Self:
        """Write a fresh keyset at *path* (mode 0600); `KeysetError` if something is there."""
        keys = Keyset.fresh()
        keyset.write_new(keys, path)
        return cls(keys)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the keyset at *path*; `KeysetError` if missing, malformed or open to others."""
        return cls(keyset.read(path))

    def rotated(self) -> Self:
        """Return the same keys with a new primary version; `save` it before using it."""
        return type(self)(self._keyset.rotated())

    def save(self, path: Path) -> None:
        """Replace the file at *path* by these keys in one step."""
        keyset.replace(self._keyset, path)

    @property
    def primary(self) -> int:
        """The version that seals now."""
        return self._keyset.primary

    def key(self, use: str) -> bytes:
        """Return 32 bytes for one more *use* of the process; they change when keys rotate."""
        return derive(self._keyset.versions[self.primary], "server", "use", use)

    def index(self, *parts: Part) -> bytes:
        """Return the blind index of *parts* (HMAC-SHA256, 32 bytes): findable, not readable."""
        return hmac.digest(self._index, context(*parts), "sha256")

    def mac(self, label: str, *parts: Part) -> bytes:
        """Return a proof that this server wrote *parts*: version byte ‖ HMAC-SHA256 (33 bytes).

        Raises `UnknownName` when *label* is not one of `MACS`.
        """
        return self._mac(self.primary, label, parts)

    def check(self, mac: bytes, label: str, *parts: Part) -> bool:
        """Tell, in constant time, whether *mac* is ours for *parts*, under whatever version."""
        version = next(iter(mac), 0)
        if version not in self._keyset.versions:
            return False
        return hmac.compare_digest(mac, self._mac(version, label, parts))

    def seal(self, label: str, data: bytes, ctx: bytes, shred: bytes = b"") -> bytes:
        """Seal *data* for the server under the primary version.

        *shred* is a second key kept elsewhere: without it the box never opens again. Raises
        `UnknownName` when *label* is not one of `SEALS`.
        """
        return seal(self._sealing(self.primary, label, shred), data, ctx)

    def unseal(self, label: str, box: bytes, ctx: bytes, shred: bytes = b"") -> bytes:
        """Open a box of `seal` under the version its header names; otherwise `Unsealable`."""
        for version in self._newest_first():
            opener = self._opener(version, label, shred)
            if opener.opens(box):
                return opener.unseal(box, ctx)
        raise Unsealable

    def slot_key(self, shred: bytes = b"") -> bytes:
        """Return the primary key of the outer seal of slots, for one person's *shred* key."""
        return self._sealing(self.primary, "slot", shred)

    def _sealing(self, version: int, label: str, shred: bytes) -> bytes:
        if label not in SEALS:
            raise UnknownName(label)
        return derive(self._keyset.versions[version], "server", "seal", label, shred)

    def _opener(self, version: int, label: str, shred: bytes) -> Opener:
        """What opens boxes of one use; kept, unless it is one person's: a journal has thousands."""
        if shred:
            return Opener(self._sealing(version, label, shred))
        if (version, label) not in self._openers:
            self._openers[version, label] = Opener(self._sealing(version, label, b""))
        return self._openers[version, label]

    def _mac(self, version: int, label: str, parts: tuple[Part, ...]) -> bytes:
        if label not in MACS:
            raise UnknownName(label)
        digest = hmac.digest(self._macs[version, label], context(*parts), "sha256")
        return bytes([version]) + digest

    def _newest_first(self) -> Iterator[int]:
        return iter(sorted(self._keyset.versions, reverse=True))

"""The server's key file: outside the database and its backups, readable by its owner alone.

JSON: {"versions": {"1": base64 of 32 bytes, …}, "primary": 1, "index": base64 of 32 bytes}.
"""

import base64
import json
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from portfolio.crypto.sealing import KEY_SIZE, new_key
from portfolio.domain.errors import Problem

_LATEST = 255  # a version is written as one byte in front of a MAC
_LARGEST = 64 * 1024


class KeysetError(Problem):
    """The server's key file is missing, malformed or exposed; the operator must see to it."""


@dataclass(frozen=True, slots=True)
class Keyset:
    """Root keys by version (32 bytes each), which one seals now, and the index key."""

    versions: Mapping[int, bytes] = field(repr=False)
    primary: int
    index: bytes = field(repr=False)

    def __post_init__(self) -> None:
        roots = [self.index, *self.versions.values()]
        if any(len(root) != KEY_SIZE for root in roots) or self.primary not in self.versions:
            raise ValueError("a keyset needs 32-byte keys and a primary among them")
        if not all(1 <= version <= _LATEST for version in self.versions):
            raise ValueError("keyset versions go from 1 to 255")

    @classmethod
    def fresh(cls) -> Self:
        """Return new random keys, version 1; `OSError` when there is no randomness."""
        return cls({1: new_key()}, 1, new_key())

    def rotated(self) -> Self:
        """Return the same keys and a new primary; the index key stays what it is."""
        latest = max(self.versions) + 1
        if latest > _LATEST:
            raise KeysetError("the keyset has no version number left")
        return type(self)({**self.versions, latest: new_key()}, latest, self.index)


def write_new(keyset: Keyset, path: Path) -> None:
    """Create *path* whole and at mode 0600, or not at all; `KeysetError` if something is there."""
    _write(keyset, path, os.link)


def replace(keyset: Keyset, path: Path) -> None:
    """Put *keyset* in the place of the file at *path* in one step, at mode 0600."""
    _write(keyset, path, os.replace)


def read(path: Path) -> Keyset:
    """Read the keyset at *path*; `KeysetError` if it is missing, exposed or malformed."""
    raw = _private_bytes(path)
    try:
        return _parse(json.loads(raw))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise KeysetError(f"the keyset {path} is malformed: restore it from its copy") from None


def _write(keyset: Keyset, path: Path, settle: Callable[[Path, Path], None]) -> None:
    spare = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        descriptor = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_dump(keyset))
                file.flush()
                os.fsync(file.fileno())
            settle(spare, path)
            _sync_folder(path.parent)
        finally:
            spare.unlink(missing_ok=True)
    except OSError as why:
        raise KeysetError(f"the keyset {path} cannot be written: {why.strerror}") from None


def _sync_folder(folder: Path) -> None:
    """Make the file's name last too: losing this file to a power cut would lose everything."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _private_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            raw = file.read(_LARGEST)
    except OSError as why:
        raise KeysetError(f"the keyset {path} cannot be read: {why.strerror}") from None
    if mode & 0o077:
        raise KeysetError(f"the keyset {path} is open to others (mode {mode:04o}): chmod 600 it")
    return raw


def _dump(keyset: Keyset) -> bytes:
    document = {
        "versions": {str(at): _text(root) for at, root in sorted(keyset.versions.items())},
        "primary": keyset.primary,
        "index": _text(keyset.index),
    }
    return json.dumps(document, indent=2).encode() + b"\n"


def _parse(document: Any) -> Keyset:
    if document.keys() != {"versions", "primary", "index"} or type(document["primary"]) is not int:
        raise ValueError("unexpected members")
    versions = {int(at): _bytes(text) for at, text in document["versions"].items()}
    return Keyset(versions, document["primary"], _bytes(document["index"]))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)

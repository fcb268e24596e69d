"""The place a box belongs to, as bytes: what stops it from opening anywhere else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

Part: TypeAlias = str | bytes | int | UUID | datetime

PREFIX = b"eport/1"


def context(*parts: Part) -> bytes:
    """Return *parts* as one unambiguous string: prefix, then u32be(length) ‖ bytes for each.

    Two different lists of encoded parts never give the same bytes. Text is UTF-8, a number is
    decimal, a UUID its 16 bytes, an instant ISO 8601 in UTC to the microsecond. The type of a
    part is not written: each kind of object fixes what stands at each position.

    Raises `TypeError` for any other type (booleans too) and `ValueError` for an instant
    without time zone.
    """
    return extend(PREFIX, *parts)


def extend(start: bytes, *parts: Part) -> bytes:
    """Add *parts* to the context *start*: `extend(context(a), b) == context(a, b)`."""
    pieces = [start]
    for part in parts:
        encode = _ENCODERS.get(type(part)) or _subclass_encoder(part)
        raw = encode(part)
        pieces += (len(raw).to_bytes(4, "big"), raw)
    return b"".join(pieces)


def _instant(at: datetime) -> bytes:
    if at.tzinfo is None:
        raise ValueError("an instant in a context needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds").encode()


def _number(value: int) -> bytes:
    if isinstance(value, bool):
        raise TypeError("a context part is never a boolean")
    return b"%d" % value


_ENCODERS: dict[type, Callable[[Any], bytes]] = {
    bytes: bytes,
    str: str.encode,
    UUID: lambda value: value.bytes,
    int: _number,
    datetime: _instant,
}


def _subclass_encoder(part: Part) -> Callable[[Any], bytes]:
    """Find how to write a *part* that is of no exact type, a StrEnum for instance."""
    for kind, encode in _ENCODERS.items():
        if isinstance(part, kind):
            return encode
    raise TypeError(f"a context part cannot be a {type(part).__name__}")

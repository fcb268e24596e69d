"""The integrity head of a portfolio: what notices a row deleted, put back or slipped in.

A box is bound to its own place, so nobody can move it; but a database writer can still put a
whole older row back, or remove one. The head covers every row and is rewritten with them.
"""

import hashlib
import hmac
from collections.abc import Iterable
from uuid import UUID

from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive

LINE = 56
"""Bytes that a :func:`line` takes."""


def head(
    key: bytes, portfolio_id: UUID, rev: int, rows: Iterable[tuple[UUID, int, bytes]]
) -> bytes:
    """Return 32 bytes that vouch for all *rows* (entry id, entry revision, box), in any order.

    HMAC-SHA256 (RFC 2104) under HKDF(*key*, "head"), over the portfolio, the head revision
    *rev*, the number of rows, and for each row its id, revision (u64be) and SHA-256 of its box.
    """
    return over(key, portfolio_id, rev, (line(*row) for row in rows))


def line(entry_id: UUID, entry_rev: int, box: bytes) -> bytes:
    """What the head says of one row, in 56 bytes: its id, revision and box."""
    return entry_id.bytes + entry_rev.to_bytes(8, "big") + hashlib.sha256(box).digest()


def over(key: bytes, portfolio_id: UUID, rev: int, told: Iterable[bytes]) -> bytes:
    """The :func:`head` over rows whose :func:`line` is known already."""
    lines = sorted(told)
    message = context("head", portfolio_id, len(lines), rev, b"".join(lines))
    return hmac.digest(derive(key, "head"), message, "sha256")


def is_intact(
    expected: bytes,
    key: bytes,
    portfolio_id: UUID,
    rev: int,
    rows: Iterable[tuple[UUID, int, bytes]],
) -> bool:
    """Compare the stored head *expected* with the rows as they are now, in constant time."""
    return hmac.compare_digest(expected, head(key, portfolio_id, rev, rows))

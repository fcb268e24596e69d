"""What holds a journal together: each line proved with the one before, its end proved apart.

The detail of a line is sealed for the server, which writes it while its owner is away and proves
it at any time; a copy of the database says that somebody came, never to read what.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto.context import context
from portfolio.domain.errors import Unsealable
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine


def begin(keys: Keyring, portfolio: Portfolio) -> None:
    """Anchor the journal of a new portfolio, in which nothing is written yet."""
    portfolio.journal_count, portfolio.journal_tail = 0, b""
    portfolio.journal_seal = anchor(keys, portfolio.id, 0, b"")


def put(keys: Keyring, line: JournalLine, words: str, tail: bytes) -> None:
    """Seal the detail of *line* in it, and prove it as what follows *tail*."""
    line.box = keys.server.seal("meta", words.encode(), _place(line)) if words else None
    line.mac = keys.server.mac("audit", *_parts(line, words, tail))


def anchor(keys: Keyring, portfolio_id: UUID, count: int, tail: bytes) -> bytes:
    """The proof that a journal has *count* lines, the last of which is *tail*."""
    return keys.server.mac("audit", *_anchored(portfolio_id, count, tail))


def detail(keys: Keyring, line: Any) -> str | None:
    """What the box of *line* says; None when it was altered."""
    if line.box is None:
        return ""
    try:
        return keys.server.unseal("meta", line.box, _place(line)).decode()
    except Unsealable:
        return None


def is_sound(work: Work, portfolio: Portfolio) -> bool:
    """Whether every line ever written is there, in its place and unchanged.

    Walks the whole chain: some twenty microseconds a line.
    """
    seq, tail = 0, b""
    lines = work.session.execute(
        select(*JournalLine.__table__.columns)
        .where(JournalLine.portfolio_id == portfolio.id)
        .order_by(JournalLine.seq)
    )
    for line in lines:
        seq += 1
        if line.seq != seq or not _proved(work.keys, line, tail):
            return False
        tail = line.mac
    return (seq, tail) == (portfolio.journal_count, portfolio.journal_tail) and _ends(
        work.keys, portfolio
    )


def _ends(keys: Keyring, portfolio: Portfolio) -> bool:
    end = _anchored(portfolio.id, portfolio.journal_count, portfolio.journal_tail)
    return keys.server.check(portfolio.journal_seal or b"", "audit", *end)


def _proved(keys: Keyring, line: Any, tail: bytes) -> bool:
    words = detail(keys, line)
    return words is not None and keys.server.check(line.mac, "audit", *_parts(line, words, tail))


def _place(line: Any) -> bytes:
    return context("journal", line.portfolio_id, line.seq)


def _anchored(portfolio_id: UUID, count: int, tail: bytes) -> tuple[str | UUID | int | bytes, ...]:
    return "journal-anchor", portfolio_id, count, tail


def _parts(line: Any, words: str, tail: bytes) -> tuple[bytes | int | str | UUID | datetime, ...]:
    """What a line's MAC covers: its words, not their box, so that keys may be renewed."""
    who = (line.actor_id, line.structure_id or b"", line.grant_id or b"")
    return tail, line.portfolio_id, line.seq, line.at, line.act, *who, words

"""The rows of a portfolio that a transaction found sound: it need not ask for them again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Row

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio


class Place(NamedTuple):
    """An entry's row without its box: id, revision, when it was made, when it changed."""

    id: UUID
    rev: int
    created_at: datetime
    changed_at: datetime


class Written(NamedTuple):
    """The same with its box, as it was just written."""

    id: UUID
    rev: int
    box: bytes
    created_at: datetime
    changed_at: datetime


Line = Row[UUID, int, bytes, datetime, datetime] | Written
"""A row, read or written."""
Rows = Sequence[Line]
_LINES = "lines"  # where a session remembers them


@dataclass(frozen=True, slots=True)
class Lines:
    """What the head *head* of a portfolio covers, row by row (:func:`integrity.line`).

    Known for as long as the *transaction* that read it.
    """

    portfolio_id: UUID
    head: bytes
    lines: dict[UUID, bytes]
    rows: dict[UUID, Line] = field(repr=False)
    transaction: object


def remember(
    work: Work, portfolio: Portfolio, lines: dict[UUID, bytes], rows: dict[UUID, Line]
) -> None:
    """Keep what the portfolio's head covers, and the rows."""
    transaction = work.session.get_transaction()
    work.session.info[_LINES] = Lines(portfolio.id, portfolio.head, lines, rows, transaction)


def known(work: Work, portfolio: Portfolio) -> Lines | None:
    """What is under the head as it is now, if this transaction read it."""
    kept: Lines | None = work.session.info.get(_LINES)
    if kept is None or kept.transaction is not work.session.get_transaction():
        return None
    return kept if (kept.portfolio_id, kept.head) == (portfolio.id, portfolio.head) else None


def at_hand(work: Work) -> Lines:
    """What was remembered last."""
    kept: Lines = work.session.info[_LINES]
    return kept

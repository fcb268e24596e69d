"""The access journal: a chained line for every act on a portfolio, kept as long as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update

from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from portfolio.storage.structures import Member, Structure

PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the citizen reads it; *by* and *structure* are names, empty for oneself."""

    at: datetime
    act: str
    by: str
    structure: str
    structure_id: UUID | None
    grant_id: UUID | None
    detail: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: of one structure, since a moment; every one when nothing is said."""

    structure_id: UUID | None = None
    since: datetime | None = None

    def of(self, portfolio: Portfolio, *, others: bool) -> list[ColumnElement[bool]]:
        """The same as conditions on the lines of *portfolio*."""
        asked = [JournalLine.portfolio_id == portfolio.id]
        if others:
            asked.append(JournalLine.actor_id != portfolio.owner_id)
        if self.structure_id:
            asked.append(JournalLine.structure_id == self.structure_id)
        if self.since:
            asked.append(JournalLine.at >= self.since)
        return asked


ALL = Asked()


def write(
    work: Work, portfolio: Portfolio, act: str, *, grant_id: UUID | None = None, detail: str = ""
) -> None:
    """Chain one more line to *portfolio*'s journal, in the transaction of the act itself."""
    work.session.execute(  # the row lock makes concurrent acts wait their turn in the chain
        update(Portfolio)
        .where(Portfolio.id == portfolio.id)
        .values(journal_count=Portfolio.journal_count + 1)
        .execution_options(synchronize_session=False)
    )
    work.session.flush()
    work.session.refresh(portfolio, ["journal_count", "journal_tail"])
    line = JournalLine(
        portfolio_id=portfolio.id,
        seq=portfolio.journal_count,
        at=work.now,
        act=act,
        actor_id=work.actor.account_id,
        structure_id=work.actor.structure_id,
        grant_id=grant_id,
        detail=detail,
    )
    line.mac = work.keys.server.mac("audit", *_parts(line, portfolio.journal_tail))
    portfolio.journal_tail = line.mac
    work.session.add(line)
    work.session.flush()


def read(
    work: Work, portfolio: Portfolio, *, page: int = 1, others: bool = True, asked: Asked = ALL
) -> list[Line]:
    """A page of the lines *asked* for, newest first; *others* leaves out the owner's own acts."""
    query = (
        select(JournalLine, Member.name, Structure.name)
        .outerjoin(Structure, Structure.id == JournalLine.structure_id)
        .outerjoin(
            Member,
            (Member.structure_id == JournalLine.structure_id)
            & (Member.account_id == JournalLine.actor_id),
        )
        .where(*asked.of(portfolio, others=others))
        .order_by(JournalLine.seq.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [
        Line(
            line.at,
            line.act,
            by or "",
            place or "",
            line.structure_id,
            line.grant_id,
            line.detail,
        )
        for line, by, place in work.session.execute(query)
    ]


def count(work: Work, portfolio: Portfolio, *, others: bool = True, asked: Asked = ALL) -> int:
    """How many lines :func:`read` would page through."""
    conditions = asked.of(portfolio, others=others)
    query = select(func.count()).select_from(JournalLine).where(*conditions)
    return work.session.scalar(query) or 0


def visitors(work: Work, portfolio: Portfolio) -> dict[UUID, str]:
    """The structures that ever left a line, by name."""
    query = (
        select(Structure.id, Structure.name)
        .where(
            Structure.id.in_(
                select(JournalLine.structure_id).where(JournalLine.portfolio_id == portfolio.id)
            )
        )
        .order_by(Structure.name)
    )
    return {row.id: row.name for row in work.session.execute(query)}


def is_sound(work: Work, portfolio: Portfolio) -> bool:
    """Whether every line ever written is there, in its place and unchanged.

    Walks the whole chain: a few microseconds a line.
    """
    tail, seq = b"", 0
    lines = work.session.execute(
        select(*JournalLine.__table__.columns)
        .where(JournalLine.portfolio_id == portfolio.id)
        .order_by(JournalLine.seq)
    )
    for line in lines:
        seq += 1
        proved = work.keys.server.check(line.mac, "audit", *_parts(line, tail))
        if line.seq != seq or not proved:
            return False
        tail = line.mac
    return seq == portfolio.journal_count and tail == portfolio.journal_tail


def _parts(line: Any, tail: bytes) -> tuple[bytes | int | str | UUID | datetime, ...]:
    return (
        tail,
        line.portfolio_id,
        line.seq,
        line.at,
        line.act,
        line.actor_id,
        line.structure_id or b"",
        line.grant_id or b"",
        line.detail,
    )

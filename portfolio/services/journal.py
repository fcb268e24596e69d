"""The access journal: a chained line for every act on a portfolio, kept as long as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

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
    line = _line(work, portfolio, act, grant_id, detail)
    while not _chained(work, portfolio, line):  # somebody else wrote meanwhile: go on after them
        work.session.refresh(portfolio, with_for_update=True)
        line = _line(work, portfolio, act, grant_id, detail)
    work.session.add(line)
    work.session.flush()


def _line(
    work: Work, portfolio: Portfolio, act: str, grant_id: UUID | None, detail: str
) -> JournalLine:
    """The line that would follow the last one this session knows of."""
    line = JournalLine(
        portfolio_id=portfolio.id,
        seq=portfolio.journal_count + 1,
        at=work.now,
        act=act,
        actor_id=work.actor.account_id,
        structure_id=work.actor.structure_id,
        grant_id=grant_id,
        detail=detail,
    )
    line.mac = work.keys.server.mac("audit", *_parts(line, portfolio.journal_tail))
    return line


def _chained(work: Work, portfolio: Portfolio, line: JournalLine) -> bool:
    """Anchor *line*, if the anchor is still where it was read: concurrent acts take turns."""
    anchored = work.session.execute(
        update(Portfolio)
        .where(
            Portfolio.id == portfolio.id,
            Portfolio.journal_count == portfolio.journal_count,
            Portfolio.journal_tail == portfolio.journal_tail,
        )
        .values(journal_count=line.seq, journal_tail=line.mac)
        .execution_options(synchronize_session=False)
    )
    if not anchored.rowcount:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        return False
    set_committed_value(portfolio, "journal_count", line.seq)
    set_committed_value(portfolio, "journal_tail", line.mac)
    return True


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

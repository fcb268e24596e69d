"""The access journal: a chained line for every act on a portfolio, kept as long as it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.orm.attributes import set_committed_value

from portfolio.domain.access import SERVICE
from portfolio.domain.acts import NEWS, OWN_NEWS
from portfolio.services import journal_chain
from portfolio.services.journal_chain import is_sound
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.journal import JournalLine
from portfolio.storage.structures import Member, Structure

__all__ = ["is_sound"]

PAGE = 25
_HEADS = cast("Table", Portfolio.__table__)
_ANCHOR = (
    update(_HEADS)
    .where(
        _HEADS.c.id == bindparam("portfolio"),
        _HEADS.c.journal_count == bindparam("count"),
        _HEADS.c.journal_tail == bindparam("tail"),
    )
    .values(
        journal_count=bindparam("seq"),
        journal_tail=bindparam("mac"),
        journal_seal=bindparam("seal"),
    )
)
_LINES = cast("Table", JournalLine.__table__)
_LINE = insert(_LINES)
"""Both write tables, not objects: the unit of work takes twice as long to say the same."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the citizen reads it; *by* and *structure* are names, empty for oneself.

    *serviced* tells an act of the service itself: by night, or by whoever runs it.
    """

    at: datetime
    act: str
    by: str
    structure: str
    structure_id: UUID | None
    grant_id: UUID | None
    detail: str
    serviced: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: of one structure, since a moment, of some acts; every one if nothing is said."""

    structure_id: UUID | None = None
    since: datetime | None = None
    acts: Collection[str] = ()

    def of(self, portfolio: Portfolio, *, others: bool) -> list[ColumnElement[bool]]:
        """The same as conditions on the lines of *portfolio*."""
        asked = [JournalLine.portfolio_id == portfolio.id]
        if others:
            asked.append(JournalLine.actor_id != portfolio.owner_id)
        if self.structure_id:
            asked.append(JournalLine.structure_id == self.structure_id)
        if self.since:
            asked.append(JournalLine.at >= self.since)
        if self.acts:
            asked.append(JournalLine.act.in_(self.acts))
        return asked


ALL = Asked()


def write(
    work: Work, portfolio: Portfolio, act: str, *, grant_id: UUID | None = None, detail: str = ""
) -> bool:
    """Chain one more line to *portfolio*'s journal, in the transaction of the act itself.

    Tells whether somebody else wrote meanwhile: the line goes on after theirs.
    """
    work.session.flush()  # what is pending comes before: the statements below do not look
    line, waited = _line(work, portfolio, act, grant_id, detail), False
    while not _chained(work, portfolio, line):
        work.session.refresh(portfolio, with_for_update={"key_share": True})
        line, waited = _line(work, portfolio, act, grant_id, detail), True
    work.session.execute(_LINE, {each.name: getattr(line, each.name) for each in _LINES.c})
    return waited


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
    )
    journal_chain.put(work.keys, line, detail, portfolio.journal_tail)
    return line


def _chained(work: Work, portfolio: Portfolio, line: JournalLine) -> bool:
    """Anchor *line*, if the anchor is still where it was read: concurrent acts take turns."""
    seal = journal_chain.anchor(work.keys, portfolio.id, line.seq, line.mac)
    anchored = work.session.execute(
        _ANCHOR,
        {
            "portfolio": portfolio.id,
            "count": portfolio.journal_count,
            "tail": portfolio.journal_tail,
            "seq": line.seq,
            "mac": line.mac,
            "seal": seal,
        },
    )
    if not anchored.rowcount:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        return False
    set_committed_value(portfolio, "journal_count", line.seq)
    set_committed_value(portfolio, "journal_tail", line.mac)
    set_committed_value(portfolio, "journal_seal", seal)
    return True


def read(
    work: Work, portfolio: Portfolio, *, page: int = 1, others: bool = True, asked: Asked = ALL
) -> list[Line]:
    """A page of the lines *asked* for, newest first; *others* leaves out the owner's own acts."""
    return _lines(work, asked.of(portfolio, others=others), PAGE, (page - 1) * PAGE)


def news(work: Work, portfolio: Portfolio, most: int, *, others: bool = True) -> list[Line]:
    """What the owner is to be told and did not say they had seen, newest first.

    *others* leaves out what was done in their own name.
    """
    found = work.session.execute(_news(others), {"portfolio": portfolio.id, "most": most})
    return [_line_of(work.keys, *row) for row in found]


def about(work: Work, portfolio: Portfolio, acts: Collection[str], most: int) -> list[Line]:
    """What others did of those *acts*, newest first."""
    return _lines(work, Asked(acts=acts).of(portfolio, others=True), most)


def new_to_its_owner() -> ColumnElement[bool]:
    """Lines that a portfolio's owner is to be told and has not seen, beside its own row."""
    told = JournalLine.act.in_(NEWS) & (JournalLine.actor_id != Portfolio.owner_id)
    unseen = JournalLine.seq > Portfolio.journal_seen
    return unseen & (told | JournalLine.act.in_(OWN_NEWS))


def see(work: Work, portfolio: Portfolio) -> None:
    """Take everything written so far for seen by its owner."""
    portfolio.journal_seen = portfolio.journal_count
    work.session.flush()


def _lines(
    work: Work, which: Sequence[ColumnElement[bool]], most: int, skipped: int = 0
) -> list[Line]:
    query = _QUERY.where(*which).limit(most).offset(skipped)
    return [_line_of(work.keys, *row) for row in work.session.execute(query)]


def _line_of(keys: Keyring, line: JournalLine, by: str | None, place: str | None) -> Line:
    return Line(
        line.at,
        line.act,
        by or "",
        place or "",
        line.structure_id,
        line.grant_id,
        journal_chain.detail(keys, line) or "",
        line.actor_id == SERVICE.id,
    )


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


@cache
def _news(others: bool) -> Select[JournalLine, str | None, str | None]:  # noqa: FBT001
    """What :func:`news` asks; built once, since a citizen's first page does."""
    mine = JournalLine.portfolio_id == bindparam("portfolio")
    known = JournalLine.actor_id != Portfolio.owner_id if others else true()
    told = mine & (Portfolio.id == bindparam("portfolio")) & known & new_to_its_owner()
    return _QUERY.where(told).limit(bindparam("most", type_=Integer))


_QUERY = (
    select(JournalLine, Member.name, Structure.name)
    .outerjoin(Structure, Structure.id == JournalLine.structure_id)
    .outerjoin(
        Member,
        (Member.structure_id == JournalLine.structure_id)
        & (Member.account_id == JournalLine.actor_id),
    )
    .order_by(JournalLine.seq.desc())
)

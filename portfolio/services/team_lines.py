"""What changed in a structure's team and in its keys, line by line, for those who manage names.

Written in the transaction of the act itself. Each line is under the server's MAC: one written or
edited by hand is told apart. That a line was taken away altogether does not show.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import aliased

from portfolio.crypto.context import context
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import SERVICE
from portfolio.domain.errors import Unsealable
from portfolio.domain.team import TeamAct
from portfolio.services import standings
from portfolio.services.work import Work
from portfolio.storage.structures import Member, TeamLine

PAGE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the team reads it: *by* and *who* are names; *act* is empty when altered."""

    at: datetime
    act: TeamAct | None
    by: str
    who: str
    detail: str
    serviced: bool


def write(
    work: Work, structure_id: UUID, act: TeamAct, *, about: UUID | None = None, detail: str = ""
) -> None:
    """Note that the actor did *act* in a structure, perhaps *about* somebody of it."""
    line = TeamLine(
        id=new_id(),
        structure_id=structure_id,
        at=work.now,
        act=act,
        actor_id=work.actor.account_id,
        about_id=about,
    )
    line.box = work.keys.server.seal("meta", detail.encode(), _place(line)) if detail else None
    line.mac = work.keys.server.mac("audit", *_parts(line, detail))
    work.session.add(line)
    work.session.flush()


def read(work: Work, page: int = 1) -> list[Line]:
    """A page of what changed where the actor manages names, newest first."""
    return _read(work, true(), (page - 1) * PAGE)


def _read(work: Work, which: ColumnElement[bool], skipped: int = 0) -> list[Line]:
    standing = standings.confirmed(work).manage_names()
    by, who = aliased(Member), aliased(Member)
    there = TeamLine.structure_id == standing.structure_id
    query = (
        select(TeamLine, by.name, who.name)
        .outerjoin(
            by, (by.structure_id == TeamLine.structure_id) & (by.account_id == TeamLine.actor_id)
        )
        .outerjoin(
            who, (who.structure_id == TeamLine.structure_id) & (who.account_id == TeamLine.about_id)
        )
        .where(there, which)
        .order_by(TeamLine.at.desc(), TeamLine.id.desc())
        .limit(PAGE)
        .offset(skipped)
    )
    return [_line(work, *row) for row in work.session.execute(query)]


def about(work: Work, account_id: UUID) -> list[Line]:
    """How somebody came where the actor manages names: invited by whom, and what they answered."""
    return _read(work, (TeamLine.about_id == account_id) | (TeamLine.actor_id == account_id))


def count(work: Work) -> int:
    """How many lines :func:`read` would page through."""
    there = TeamLine.structure_id == work.actor.structure_id
    return work.session.scalar(select(func.count()).select_from(TeamLine).where(there)) or 0


def _line(work: Work, line: TeamLine, by: str | None, who: str | None) -> Line:
    try:
        box = line.box
        detail = work.keys.server.unseal("meta", box, _place(line)).decode() if box else ""
    except Unsealable:
        detail = ""
    sound = work.keys.server.check(line.mac, "audit", *_parts(line, detail))
    act = TeamAct(line.act) if sound else None
    serviced = line.actor_id == SERVICE.id
    return Line(line.at, act, by or "", who or detail, detail, serviced)


def _place(line: TeamLine) -> bytes:
    return context("team", line.structure_id, line.id)


def _parts(line: TeamLine, detail: str) -> tuple[str | bytes | UUID | datetime, ...]:
    """What a line's MAC covers: its words, not their box, so that keys may be renewed."""
    whom = (line.actor_id, line.about_id or b"")
    return "team", line.id, line.structure_id, line.at, line.act, *whom, detail

"""Counting the shares that one professional opened, from the rows that their visits leave."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, exists, func, select
from sqlalchemy.exc import IntegrityError

from portfolio.domain.errors import Paced, ProofNeeded
from portfolio.domain.pace import DAY, HOUR
from portfolio.domain.team import TeamAct
from portfolio.services import standings, team_lines, turns
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Visit
from portfolio.storage.structures import TeamLine


@dataclass(frozen=True, slots=True)
class Counts:
    """How many shares were opened since the last proof, and today; when today's first was."""

    hour: int
    day: int
    first: datetime | None

    def check(self, work: Work, visit: Visit | None) -> None:
        """Refuse one more; what was opened today already is not counted twice."""
        if visit is not None and visit.at > work.now - DAY:
            return
        if self.day >= work.pace.day:
            until = (self.first or work.now) + DAY
            raise Paced(max(1, ceil((until - work.now).total_seconds())))
        if self.hour >= work.pace.hour:
            raise ProofNeeded


def counted(me: ColumnElement[UUID]) -> tuple[ScalarSelect[Any], ...]:
    """The parts of :class:`Counts`, for the statement that opens a grant."""
    mine, today = Visit.account_id == me, Visit.at > bindparam("today")
    hour = select(func.count()).where(mine, Visit.at > bindparam("lately"))
    day, first = select(func.count()).where(mine, today), select(func.min(Visit.at))
    return hour.scalar_subquery(), day.scalar_subquery(), first.where(mine, today).scalar_subquery()


def sought(work: Work) -> dict[str, datetime]:
    """What :func:`counted` waits for."""
    return {"lately": work.pace.since(work.now), "today": work.now - DAY}


def reached(work: Work, portfolio: Portfolio, grant_id: UUID, visit: Visit | None) -> None:
    """Count a share that was reached to act on it, without its page having been opened.

    In the person's turn: whoever stops the share holds that, then wants the visit.
    """
    if not work.pace.writes or (visit and visit.at > work.now - DAY):
        return
    if visit:
        turns.wait(work, portfolio)
        visit.at = work.now
        return
    try:
        with work.session.begin_nested():
            work.session.add(
                Visit(grant_id=grant_id, account_id=work.actor.account_id, at=work.now)
            )
    except IntegrityError:  # another tab was first
        return


def alert(work: Work, act: TeamAct) -> bool:
    """Note for the team that somebody opens more than a person reads; once in an hour."""
    standing = standings.confirmed(work)
    told = exists().where(
        TeamLine.structure_id == standing.structure_id,
        TeamLine.actor_id == work.actor.account_id,
        TeamLine.act == act,
        TeamLine.at > work.now - HOUR,
    )
    if work.session.scalar(select(told)):
        return False
    team_lines.write(work, standing.structure_id, act)
    return True

"""Shares given for a relay that nobody answered in time: the clock itself closes them.

The night destroys what they hold; before it comes, nobody opens them any more.
"""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from portfolio.domain.referrals import TO_ANSWER
from portfolio.storage.referrals import Handover
from portfolio.storage.sharing import Grant

Waits = aliased(Handover)
WAITING = Waits.stage.in_(sorted(TO_ANSWER))


def left(grant: type[Grant], now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Whether a grant is one of those; they are found once for a list of any length."""
    return grant.id.in_(select(Waits.grant_id).where(WAITING, Waits.expires_at <= now))


def answer_by() -> ColumnElement[datetime]:
    """When a grant closes if nobody answers the relay that it was given for, if it was.

    Sought by grant alone: told of the stage, SQLite would go through all relays that wait.
    """
    ends = func.min(case((WAITING, Waits.expires_at)))
    return select(ends).where(Waits.grant_id == Grant.id).scalar_subquery()

"""How many people a structure works with: counts for whoever manages names, never of a few.

A count is told as a band of five. The difference of two bands leaves at least five numbers
possible too, so that nobody is found by subtraction.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portfolio.domain.figures import Band
from portfolio.domain.sharing import Audience
from portfolio.services import standings
from portfolio.services.ended import ENDED_AT
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.meetings import Meeting
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant

MONTH, YEAR = timedelta(days=30), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Figures:
    """Each counts people, once whatever they gave; they began with their first share.

    *met* left with the sheet of an interview; *sent* and *received* are of relays.
    """

    sharing: Band
    began_lately: Band
    began: Band
    ended: Band
    met: Band
    sent: Band
    received: Band


def read(work: Work) -> tuple[Standing, Figures]:
    """Where the actor manages names, and what is done there with the whole team.

    What is given to people by name is left out: their colleagues do not know that it is there.
    """
    standing = standings.confirmed(work).manage_names()
    now, since = work.now, work.now - YEAR
    people = _people(work)
    first, last = people.c.first, people.c.last
    sent = Handover.id == Referral.id
    query = select(
        func.count().filter(last > now),
        func.count().filter(first > now - MONTH),
        func.count().filter(first > since),
        func.count().filter(last > since, last <= now),
        _whose(work, Meeting.grant_id, Meeting.at > since),
        _whose(work, Referral.grant_id, sent, Handover.sent_at > since),
        _whose(work, Handover.grant_id, Handover.sent_at > since),
    ).select_from(people)
    return standing, Figures(*map(Band.of, work.session.execute(query).one()))


def _here(work: Work) -> ColumnElement[bool]:
    to_the_team = Grant.audience == Audience.STRUCTURE
    return (Grant.structure_id == work.actor.structure_id) & to_the_team


def _people(work: Work) -> Subquery:
    """Whoever shared with the team: since when, and until when."""
    opened = (Grant.starts_at <= work.now) & (Grant.starts_at < ENDED_AT)
    return (
        select(func.min(Grant.starts_at).label("first"), func.max(ENDED_AT).label("last"))
        .where(_here(work), opened)
        .group_by(Grant.portfolio_id)
        .subquery()
    )


def _whose(
    work: Work, grant_id: InstrumentedAttribute[object], *which: ColumnElement[bool]
) -> ScalarSelect[int]:
    """How many people gave the grants of the rows that *which* selects."""
    counted = select(func.count(Grant.portfolio_id.distinct()))
    return counted.where(_here(work), Grant.id == grant_id, *which).scalar_subquery()

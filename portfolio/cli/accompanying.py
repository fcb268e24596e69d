"""What a structure and somebody do together in the demonstration: one telling example of each."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from portfolio.cli import lives
from portfolio.domain import referral_rules
from portfolio.domain.appointments import Plan
from portfolio.domain.dates import PartialDate
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.meetings import Ending
from portfolio.domain.notes import Note
from portfolio.domain.proposed import ProposedObjective
from portfolio.domain.referrals import Proposal
from portfolio.domain.sharing import ZONE, Right
from portfolio.services import (
    appointing,
    caseload,
    contributions,
    grants,
    joint,
    meetings,
    notes,
    referrals,
    rules,
    sides,
    structures,
)
from portfolio.services.work import Work

QUARTER = 15
OPENED = range(9, 18)
"""The hours at which people meet."""
WEEK = timedelta(days=7)


def accompany(host: Work, grant_id: UUID, other: UUID) -> None:
    """A first interview was held a week ago; the next is near."""
    then, soon = replace(host, now=host.now - WEEK), _soon(host.now)
    grants.open_(then, grant_id)
    caseload.take(then, [grant_id])
    _met(then, grant_id, soon)
    _meets(then, grant_id, soon)
    contributions.propose(then, grant_id, ProposedObjective(**lives.GOAL))
    notes.write(then, grant_id, Note(text=lives.NOTE))
    _refers(replace(host, now=host.now - timedelta(days=2)), grant_id, other)


def _soon(now: datetime) -> datetime:
    """Some two hours ahead of whoever tries, on a quarter of an hour; the next morning at night."""
    soon = (now + timedelta(hours=2)).astimezone(ZONE).replace(second=0, microsecond=0)
    if soon.hour in OPENED:
        return soon - timedelta(minutes=soon.minute % QUARTER)
    night = timedelta(days=1) if soon.hour >= OPENED.stop else timedelta()
    return (soon + night).replace(hour=OPENED.start, minute=0)


def _met(host: Work, grant_id: UUID, following: datetime) -> None:
    """The sheet of a first interview, and its synthesis, which the person has yet to read."""
    on, then = (PartialDate.parse(day.date().isoformat()) for day in (host.now, following))
    side = sides.of_structure(host, grant_id, Right.PROPOSE)
    joint.begin(host, side, JointSynthesis(met_on=on, **lives.SYNTHESIS))
    place = f"{following:%H h %M}, {lives.MEETINGS[0]['place']}"
    ending = Ending(met_on=on, next_day=then, next_place=place, **lives.SHEET)
    meetings.close(host, grant_id, ending, "fr")


def _meets(host: Work, grant_id: UUID, soon: datetime) -> None:
    """An appointment soon, and one in a fortnight."""
    side = sides.of_structure(host, grant_id, Right.READ)
    for at, words in zip((soon, soon + timedelta(days=14)), lives.MEETINGS, strict=True):
        plan = Plan(day=at.date(), at=at.time().replace(tzinfo=None), **words)
        appointing.propose(host, side, plan)


def _refers(host: Work, grant_id: UUID, other: UUID) -> None:
    """A relay that waits for the person: the other structure knows nothing of it."""
    rules.accept(host, referral_rules.current().version, "fr")
    place = structures.read(host.session, other).card.name
    what = Proposal.model_validate(lives.RELAY | {"to": other, "place": place})
    referrals.propose(host, grant_id, what)

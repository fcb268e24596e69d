"""What a structure and somebody do together in the demonstration: one telling example of each."""

from datetime import timedelta
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


def accompany(host: Work, grant_id: UUID, other: UUID) -> None:
    """A first interview was held; the next is today."""
    _met(host, grant_id)
    _meets(host, grant_id)
    contributions.propose(host, grant_id, ProposedObjective(**lives.GOAL))
    notes.write(host, grants.reach(host, grant_id, Right.READ), Note(text=lives.NOTE))
    _refers(host, grant_id, other)


def _met(host: Work, grant_id: UUID) -> None:
    """The sheet of a first interview, and its synthesis, which the person has yet to read."""
    on = PartialDate.parse((host.now - timedelta(days=7)).date().isoformat())
    side = sides.of_structure(host, grant_id, Right.PROPOSE)
    joint.begin(host, side, JointSynthesis(met_on=on, **lives.SYNTHESIS))
    meetings.close(host, grant_id, Ending(met_on=on, **lives.SHEET), "fr")


def _meets(host: Work, grant_id: UUID) -> None:
    """An appointment today, some two hours ahead of whoever tries, and one in a fortnight."""
    side = sides.of_structure(host, grant_id, Right.READ)
    soon = (host.now + timedelta(hours=2)).astimezone(ZONE).replace(second=0, microsecond=0)
    soon -= timedelta(minutes=soon.minute % QUARTER)
    for at, words in zip((soon, soon + timedelta(days=14)), lives.MEETINGS, strict=True):
        plan = Plan(day=at.date(), at=at.time().replace(tzinfo=None), **words)
        appointing.propose(host, side, plan)


def _refers(host: Work, grant_id: UUID, other: UUID) -> None:
    """A relay that waits for the person: the other structure knows nothing of it."""
    rules.accept(host, referral_rules.current().version, "fr")
    place = structures.read(host.session, other).card.name
    what = Proposal.model_validate(lives.RELAY | {"to": other, "place": place})
    referrals.propose(host, grant_id, what)

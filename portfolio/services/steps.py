"""The thread of steps with one structure: who, when, what was agreed, as the person kept it.

Nothing is told that is not in their portfolio: what a structure noted for itself is not there.
"""

from uuid import UUID

from sqlalchemy import Select, select, union_all

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.referrals import Step
from portfolio.services import boxes
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.joint import JointSynthesis
from portfolio.storage.sharing import Contribution, Grant


def taken(work: Work, portfolio: Portfolio, structure_id: UUID) -> tuple[Step, ...]:
    """The actor's own steps with a structure, the first one first."""
    brought = _brought(work, portfolio, structure_id)
    kept = [each.entry for each in boxes.read(work, portfolio)]
    found = [_step(one) for one in kept if one.provenance.source_id in brought]
    return tuple(sorted(filter(None, found), key=lambda step: (str(step.on or ""), step.agreed)))


def _brought(work: Work, portfolio: Portfolio, structure_id: UUID) -> set[str]:
    """The ids of all that came from a structure, whichever grant it came on."""
    made = (Contribution, JointSynthesis)
    found = work.session.scalars(union_all(*(_of(one, portfolio, structure_id) for one in made)))
    return {str(each) for each in found}


def _of(
    model: type[Contribution] | type[JointSynthesis], portfolio: Portfolio, place: UUID
) -> Select[UUID]:
    theirs = (Grant.portfolio_id == portfolio.id) & (Grant.structure_id == place)
    return select(model.id).join(Grant, Grant.id == model.grant_id).where(theirs)


def _step(entry: Entry) -> Step | None:
    by = entry.provenance.person
    if isinstance(entry, Synthesis):
        on = entry.met_on.earliest if entry.met_on else entry.provenance.on
        agreed = "\n".join(filter(None, (entry.decided, entry.next_steps)))
        return Step(kind=entry.kind, on=on, by=by, agreed=agreed)
    if isinstance(entry, Action):
        return Step(kind=entry.kind, on=entry.agreed_on, by=by, agreed=entry.title)
    return None

"""What the person does of a synthesis written by two: agree, and keep it in their portfolio."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.entries import Provenance
from portfolio.domain.entries.interview import Agreed
from portfolio.domain.errors import NotFound
from portfolio.domain.joint import Stage
from portfolio.domain.sharing import day_of
from portfolio.services import entries, joint, profiles, revisions, turns
from portfolio.services.revisions import Joint
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member, Structure


def agree(work: Work, side: Side, joint_id: UUID, *, rev: int) -> UUID | None:
    """Agree as the owner; if that makes it final it is kept at once, and its entry returned."""
    agreed = joint.agree(work, side, joint_id, rev=rev)
    return _keep(work, side, agreed) if agreed.stage is Stage.FINAL else None


def keep(work: Work, side: Side, joint_id: UUID) -> UUID:
    """Keep a final one, whether the grant runs or not; kept already, its entry is returned."""
    turns.wait(work, side.portfolio)
    found = revisions.one(work, side, joint_id)
    if found.entry_id:
        return found.entry_id
    if found.stage is not Stage.FINAL:
        raise NotFound
    return _keep(work, side, found)


def _keep(work: Work, side: Side, found: Joint) -> UUID:
    """Put it in the portfolio, its owner named as they were where it was written."""
    person, structure = _theirs(work, found)
    mine = Agreed(person=side.alias or profiles.read(work).name, on=_day(found.owner_at))
    theirs = Agreed(person=person, structure=structure, on=_day(found.structure_at))
    came = Provenance.proposed(structure, person, day_of(found.agreed_at), str(found.id))
    entry_id = entries.add(work, found.last.what.entry(came, (theirs, mine)))
    joint.settle(work, side, found, entry_id)
    return entry_id


def _day(at: datetime | None) -> date | None:
    return day_of(at) if at else None


def _theirs(work: Work, found: Joint) -> tuple[str, str]:
    """The names of whoever agreed for the structure, and of the structure."""
    query = (
        select(Member.name, Structure.name)
        .select_from(Grant)
        .join(Structure, Structure.id == Grant.structure_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == found.structure_by),
        )
        .where(Grant.id == found.grant_id)
    )
    person, structure = work.session.execute(query).one()
    return person or "", structure

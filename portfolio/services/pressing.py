"""What a key holder's desk presses them to do: let somebody in, make the keys outlive them."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, and_, bindparam, select

from portfolio.domain.structures import Membership, Office
from portfolio.services import standings
from portfolio.services.standings import Standing
from portfolio.services.structure_sheets import ENOUGH
from portfolio.services.work import Work
from portfolio.storage.structures import Member, MemberKey, Structure, StructureSheet


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many said yes and *wait* to be confirmed; whether one person *alone* keeps the keys."""

    waiting: int = 0
    alone: bool = False


def read(work: Work, standing: Standing) -> Pressing:
    """What waits for the actor where they stand; nothing, for whoever keeps no key."""
    if not standing.office.keeps_keys:
        return Pressing()
    found = work.session.execute(_asked(), {"place": standing.structure_id}).all()
    sound = [(row, held, sheet) for row, held, sheet in found if standings.sound(work, row)]
    holders = sum(bool(held) and Office(row.office).keeps_keys for row, held, _ in sound)
    waiting = sum(row.state == Membership.ACCEPTED for row, _, _ in sound)
    printed = any(sheet for _, _, sheet in sound)
    return Pressing(waiting, alone=holders < ENOUGH and not printed)


@cache
def _asked() -> Select[Member, int, int]:
    """Everybody in a structure or about to be, with the key each holds and its sheet."""
    held = and_(
        MemberKey.structure_id == Structure.id,
        MemberKey.epoch == Structure.epoch,
        MemberKey.account_id == Member.account_id,
    )
    return (
        select(Member, MemberKey.epoch, StructureSheet.epoch)
        .join(Structure, Structure.id == Member.structure_id)
        .outerjoin(MemberKey, held)
        .outerjoin(StructureSheet, StructureSheet.structure_id == Structure.id)
        .where(
            Member.structure_id == bindparam("place"),
            Member.state.in_([Membership.ACCEPTED, Membership.CONFIRMED]),
        )
    )

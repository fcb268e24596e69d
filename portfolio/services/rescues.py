"""Taking a structure's keys up again with its printed code, when nobody who keeps them is left.

Three things must meet: the paper, an account that the structure already counts among its people,
and no key in that account's hands yet. The code is spent, the key changes at once.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from portfolio.crypto import recovery
from portfolio.domain.errors import NotFound, Refused, TooMany, Unsealable
from portfolio.domain.structures import Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.domain.words import N_
from portfolio.services import (
    epochs,
    keypairs,
    rotations,
    standings,
    structure_sheets,
    team_lines,
    throttles,
)
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import Member, Structure

WRONG = N_(
    "Ce n’est pas le code de la feuille en cours. "
    "Cherchez si une feuille plus récente a été imprimée."
)
SLOWLY = Limit(
    free=5, window=timedelta(days=1), first=timedelta(minutes=1), most=timedelta(minutes=15)
)


def may(work: Work, structure_id: UUID) -> str:
    """The name of the structure whose keys the actor may take up; else :class:`NotFound`.

    Somebody invited as referent who said yes, or a counsellor of the team: never an account
    manager, who handles names, nor whoever keeps the keys already.
    """
    row = work.session.get(Member, (structure_id, work.actor.account_id), populate_existing=True)
    structure = work.session.get(Structure, structure_id)
    if row is None or structure is None or structure.state != "active":
        raise NotFound
    standings.check(work, row)
    if not _is_near(row) or row.account_id in standings.holders(work, structure_id):
        raise NotFound
    return structure.name


def read(code: str) -> bytes:
    """The secret bytes of a code as it was typed; raises :class:`Refused` for a slip of the pen."""
    return recovery.read_code(code)


def wait_turn(work: Work, structure_id: UUID) -> None:
    """Raise :class:`TooMany` while too many wrong codes were typed here, or by the actor."""
    if throttles.blocked(work.session, _buckets(work, structure_id), work.now):
        raise TooMany(int(SLOWLY.first.total_seconds()))


def miss(work: Work, structure_id: UUID) -> bool:
    """Count and note a wrong code, which the caller commits; tells whether to warn the holders."""
    counts = [
        throttles.count(work.session, name, SLOWLY, work.now)
        for name in _buckets(work, structure_id)
    ]
    team_lines.write(work, structure_id, TeamAct.MISSED)
    return SLOWLY.free in counts


def rescue(work: Work, structure_id: UUID, secret: bytes) -> None:
    """Become a key holder of a structure by its code, and change its key.

    Raises :class:`Refused` for a code that is not the sheet's.
    """
    may(work, structure_id)
    structure = epochs.hold(work, structure_id, to_change=True)
    account = work.session.get_one(Account, work.actor.account_id)
    keypairs.public_of(work, account)
    try:
        former = structure_sheets.take_up(work, structure, secret)
    except Unsealable as why:
        raise Refused(WRONG, "code") from why
    row = work.session.get_one(Member, (structure_id, account.id))
    row.office, row.state = Office.REFERENT, Membership.CONFIRMED
    standings.vouch(work, row)
    work.session.flush()
    there = replace(work, actor=replace(work.actor, structure_id=structure_id))
    rotations.renew(there, structure, former)
    team_lines.write(there, structure_id, TeamAct.RESCUED)


def _is_near(row: Member) -> bool:
    office = Office(row.office)
    if row.state == Membership.ACCEPTED:
        return office.keeps_keys
    return row.state == Membership.CONFIRMED and office.reads


def _buckets(work: Work, structure_id: UUID) -> list[bytes]:
    of = (("place", str(structure_id)), ("account", str(work.actor.account_id)))
    return [throttles.bucket(work.keys, "structure-sheet", *each) for each in of]

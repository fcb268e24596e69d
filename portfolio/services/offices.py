"""Changing what somebody is in a structure: a counsellor becomes referent, and back; keys follow.

Only a key holder may: an office that reads comes with the key, and losing it changes the key.
"""

from uuid import UUID

from sqlalchemy import delete

from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.structures import Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.domain.words import N_
from portfolio.services import (
    epochs,
    keypairs,
    note_ends,
    recipients,
    rotations,
    standings,
    team_lines,
)
from portfolio.services.epochs import Held
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import Member, MemberKey, Structure

LAST_REFERENT = N_(
    "Il faut au moins une personne référente. Confiez d’abord ce rôle à quelqu’un d’autre."
)
SAME = N_("C’est déjà son rôle.")


def change(work: Work, account_id: UUID, office: Office) -> None:
    """Give a confirmed member of the actor's structure another *office*.

    Raises :class:`Refused` when nobody would keep the keys, :class:`Tampered` like
    :func:`portfolio.services.members.confirm`.
    """
    standing = standings.confirmed(work).keep_keys()
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    row = work.session.get(Member, (structure.id, account_id), populate_existing=True)
    if row is None or row.state != Membership.CONFIRMED:
        raise NotFound
    standings.check(work, row)
    former = Office(row.office)
    if former is office:
        raise Refused(SAME, "office")
    if not office.keeps_keys and not standings.holders(work, structure.id).keys() - {account_id}:
        raise Refused(LAST_REFERENT, "office")
    key = epochs.held(work, structure.id)
    row.office = office
    standings.vouch(work, row)
    work.session.flush()
    _settle_keys(work, structure, row, key)
    detail = f"{former.value} {office.value}"
    team_lines.write(work, structure.id, TeamAct.OFFICE, about=account_id, detail=detail)


def _settle_keys(work: Work, structure: Structure, row: Member, key: Held) -> None:
    """Hand the key to whoever reads from now on; change it when somebody reads no more."""
    held = work.session.get(MemberKey, (structure.id, key.epoch, row.account_id))
    reads = Office(row.office).reads
    if reads and held is None:
        account = work.session.get_one(Account, row.account_id)
        keypairs.public_of(work, account)
        epochs.hand_over(work, structure.id, key, account)
        work.session.flush()
    elif not reads:
        recipients.forget(work, row)
        note_ends.forget(work, structure.id, row.account_id)
        mine = (MemberKey.structure_id == structure.id) & (MemberKey.account_id == row.account_id)
        work.session.execute(delete(MemberKey).where(mine))
        rotations.renew(work, structure, key)

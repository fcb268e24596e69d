"""Who works in a structure: invited, accepted, then confirmed by somebody who holds the key.

Managing names is not managing keys: an account manager writes rows, and only a key holder's
own session can wrap the structure's key to a newcomer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto import hybrid
from portfolio.domain.access import Role
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.structures import Invitation, Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.domain.words import N_
from portfolio.services import accounts, epochs, keypairs, standings, team_lines
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.structures import Member, Structure

UNKNOWN = N_("Aucun compte professionnel ne porte ce nom de connexion. Vérifiez-le.")
SPOKEN = 4
"""Groups of a fingerprint that are read out: 64 bits, enough to tell one person from another."""
ALREADY = N_("Cette personne fait déjà partie de la structure.")


@dataclass(frozen=True, slots=True)
class Belonging:
    """One of the actor's own structures, whatever their state there."""

    structure_id: UUID
    structure: str
    office: Office
    state: Membership


@dataclass(frozen=True, slots=True)
class Teammate:
    """A member as the team page shows them; *fingerprint* is of their own public key."""

    account_id: UUID
    name: str
    office: Office
    state: Membership
    fingerprint: str
    since: datetime

    def is_read_as(self, text: str) -> bool:
        """Whether *text* is the beginning of the fingerprint, as one reads it out."""
        typed = "".join(sign for sign in text.lower() if sign.isalnum()).replace("o", "0")
        return typed == spoken(self.fingerprint).replace(" ", "")


def spoken(fingerprint: str) -> str:
    """The part of a fingerprint that somebody reads to whoever confirms them."""
    return " ".join(fingerprint.split()[:SPOKEN])


def mine(work: Work) -> list[Belonging]:
    """The structures that the actor belongs to or is invited to, by name."""
    query = (
        select(Member, Structure.name)
        .join(Structure, Structure.id == Member.structure_id)
        .where(
            Member.account_id == work.actor.account_id,
            Member.state != Membership.LEFT,
            Structure.state == "active",
        )
        .order_by(Structure.name)
    )
    return [
        Belonging(row.structure_id, name, Office(row.office), Membership(row.state))
        for row, name in work.session.execute(query)
        if standings.sound(work, row)
    ]


def team(work: Work, standing: Standing | None = None) -> list[Teammate]:
    """Everyone in the actor's structure who has not left, by name; *standing*, if it is known."""
    standing = standing or standings.confirmed(work)
    query = (
        select(Member, Account.public)
        .join(Account, Account.id == Member.account_id)
        .where(Member.structure_id == standing.structure_id, Member.state != Membership.LEFT)
        .order_by(Member.name, Member.account_id)
    )
    return [
        Teammate(
            row.account_id,
            row.name,
            Office(row.office),
            Membership(row.state),
            hybrid.fingerprint(public),
            row.changed_at,
        )
        for row, public in work.session.execute(query)
        if standings.sound(work, row)
    ]


def own_print(work: Work) -> str:
    """What the actor reads out to whoever confirms them."""
    account = work.session.get_one(Account, work.actor.account_id)
    return spoken(hybrid.fingerprint(account.public))


def who_reads(work: Work, structure_id: UUID) -> dict[UUID, str]:
    """Those who open what is shared with a structure, by name: whom a citizen may choose among."""
    query = select(Member).where(
        Member.structure_id == structure_id, Member.state == Membership.CONFIRMED
    )
    found = (
        (row.account_id, row.name)
        for row in work.session.scalars(query)
        if Office(row.office).reads and standings.sound(work, row)
    )
    return dict(sorted(found, key=lambda each: each[1]))


def referents(work: Work, *structure_ids: UUID) -> dict[UUID, list[str]]:
    """The names of those who answer for structures: whoever confirms their people."""
    names: dict[UUID, list[str]] = {each: [] for each in structure_ids}
    query = select(Member).where(
        Member.structure_id.in_(names), Member.state == Membership.CONFIRMED
    )
    for row in work.session.scalars(query) if names else ():
        if Office(row.office).keeps_keys and standings.sound(work, row):
            names[row.structure_id].append(row.name)
    return {place: sorted(found) for place, found in names.items()}


def readers(work: Work, structure_id: UUID) -> list[str]:
    """The names of those who open what is shared with a structure: what a citizen is told."""
    return readers_of(work, [structure_id])[structure_id]


def readers_of(work: Work, structure_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The same for several structures, with one query whatever their number."""
    names: dict[UUID, list[str]] = {each: [] for each in structure_ids}
    query = select(Member).where(
        Member.structure_id.in_(names), Member.state == Membership.CONFIRMED
    )
    for row in work.session.scalars(query) if names else ():
        if Office(row.office).reads and standings.sound(work, row):
            names[row.structure_id].append(row.name)
    return {place: sorted(found) for place, found in names.items()}


def invite(work: Work, invitation: Invitation) -> UUID:
    """Write a newcomer's row; it opens nothing until they accept and a key holder confirms."""
    standing = standings.confirmed(work).manage_names()
    return name(work, standing.structure_id, invitation)


def name(work: Work, structure_id: UUID, invitation: Invitation) -> UUID:
    """The same for the service itself, where nobody is left to invite: a name, and no key."""
    account = _professional(work, invitation.login)
    row = work.session.get(Member, (structure_id, account.id))
    if row is None:
        row = Member(structure_id=structure_id, account_id=account.id)
        work.session.add(row)
    elif row.state != Membership.LEFT:
        raise Refused(ALREADY, "login")
    row.name, row.office, row.state = invitation.name, invitation.office, Membership.INVITED
    standings.vouch(work, row)
    work.session.flush()
    team_lines.write(work, structure_id, TeamAct.INVITED, about=account.id)
    return account.id


def accept(work: Work, structure_id: UUID) -> None:
    """Say yes to an invitation; a key holder must still confirm."""
    row = work.session.get(Member, (structure_id, work.actor.account_id))
    if row is None or row.state != Membership.INVITED:
        raise NotFound
    standings.check(work, row)
    row.state = Membership.ACCEPTED
    standings.vouch(work, row)
    work.session.flush()
    team_lines.write(work, structure_id, TeamAct.ACCEPTED)


def decline(work: Work, structure_id: UUID) -> None:
    """Say no to an invitation, or take back an acceptance."""
    row = work.session.get(Member, (structure_id, work.actor.account_id))
    if row is None or row.state not in {Membership.INVITED, Membership.ACCEPTED}:
        raise NotFound
    standings.check(work, row)
    row.state = Membership.LEFT
    standings.vouch(work, row)
    work.session.flush()
    team_lines.write(work, structure_id, TeamAct.DECLINED)


def confirm(work: Work, account_id: UUID) -> None:
    """Let someone who accepted in, and hand them the structure's key if their office reads.

    Raises :class:`Tampered` when the newcomer's public key is not the one they registered.
    """
    standing = standings.confirmed(work).keep_keys()
    epochs.hold(work, standing.structure_id)
    row = work.session.get(Member, (standing.structure_id, account_id), populate_existing=True)
    if row is None or row.state != Membership.ACCEPTED:
        raise NotFound
    standings.check(work, row)
    account = work.session.get_one(Account, account_id)
    keypairs.public_of(work, account)
    if Office(row.office).reads:
        key = epochs.held(work, standing.structure_id)
        epochs.hand_over(work, standing.structure_id, key, account)
    row.state = Membership.CONFIRMED
    standings.vouch(work, row)
    work.session.flush()
    team_lines.write(work, row.structure_id, TeamAct.CONFIRMED, about=account_id)


def _professional(work: Work, login: str) -> Account:
    index = accounts.login_index(work.keys, login)
    account = work.session.scalar(
        select(Account).where(
            Account.login_index == index,
            Account.role == Role.PROFESSIONAL,
            Account.state == "active",
        )
    )
    if account is None:
        raise Refused(UNKNOWN, "login")
    return account

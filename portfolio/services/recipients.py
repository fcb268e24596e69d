"""Whom a grant is given to: each kind of recipient says what its keys are, checked as it does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.crypto import hybrid
from portfolio.domain.consents import Party
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.sharing import Audience
from portfolio.domain.structures import Membership, Office
from portfolio.domain.words import N_
from portfolio.services import epochs, journal, keypairs, partners, sealed_views, standings
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, Structure

NOBODY_READS = N_(
    "Cette structure ne peut pas encore recevoir de partage : personne n’y garde les clés."
)
NOBODY_NAMED = N_(
    "Cochez au moins une personne. Pour ouvrir à toute l’équipe, revenez à l’étape d’avant."
)
TOO_MANY = N_(
    "Vous pouvez nommer %(most)s personnes au plus. Sinon, choisissez toute la structure."
)

MOST_NAMED = 20
LEFT = "grant.member_left"
"""What the owner's journal says when somebody they named leaves; its detail is the name."""


@dataclass(frozen=True, slots=True)
class Door:
    """A way into a grant: whose it is, and how its key is locked for them, in a given place."""

    kind: str
    id: UUID
    epoch: int
    lock: Callable[[bytes, bytes], bytes] = field(repr=False)

    def wrap(self, grant_id: UUID, key: bytes) -> GrantWrap:
        """The grant's *key*, for whoever comes in by this door."""
        return GrantWrap(
            grant_id=grant_id,
            recipient_kind=self.kind,
            recipient_id=self.id,
            epoch=self.epoch,
            box=self.lock(key, sealed_views.wrap_place(grant_id, self.id, self.epoch)),
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """A recipient whose keys were found and checked; *parties* is how the consent names it."""

    audience: Audience
    structure_id: UUID | None
    parties: tuple[Party, ...]
    doors: tuple[Door, ...]


class To(Protocol):
    """Whoever a grant may be given to."""

    def reach(self, work: Work) -> Reached:
        """Find the keys to wrap to, and keep them as they are until the transaction ends.

        Raises :class:`NotFound` for whoever is not there, :class:`Refused` for whoever cannot
        receive, :class:`Tampered` for a key that this server does not vouch for.
        """
        ...


@dataclass(frozen=True, slots=True)
class ToStructure:
    """Everyone who reads in a structure."""

    structure_id: UUID

    def reach(self, work: Work) -> Reached:
        """The structure's key pair of today."""
        structure = epochs.hold(work, self.structure_id)
        lock = partial(hybrid.wrap, epochs.public(work, structure))
        if not standings.holders(work, structure.id):
            raise Refused(NOBODY_READS, "structure")
        door = Door(sealed_views.STRUCTURE, structure.id, structure.epoch, lock)
        return Reached(Audience.STRUCTURE, structure.id, (_party(structure),), (door,))


@dataclass(frozen=True, slots=True)
class ToMembers:
    """Professionals of a structure, by the accounts they hold."""

    structure_id: UUID
    account_ids: frozenset[UUID]

    def reach(self, work: Work) -> Reached:
        """Each one's own key pair; all of them read there today, or nobody is reached."""
        if not self.account_ids:
            raise Refused(NOBODY_NAMED, "members")
        if len(self.account_ids) > MOST_NAMED:
            raise Refused(TOO_MANY, "members", most=MOST_NAMED)
        structure = epochs.hold(work, self.structure_id)
        found = self._found(work)
        named = tuple(Party(id=one.account_id, role="named", name=one.name) for one, _ in found)
        doors = tuple(_own_door(work, account) for _, account in found)
        return Reached(Audience.MEMBERS, structure.id, (_party(structure), *named), doors)

    def _found(self, work: Work) -> list[tuple[Member, Account]]:
        query = (
            select(Member, Account)
            .join(Account, Account.id == Member.account_id)
            .where(
                Member.structure_id == self.structure_id,
                Member.account_id.in_(self.account_ids),
                Member.state == Membership.CONFIRMED,
            )
            .order_by(Member.name, Member.account_id)
            .execution_options(populate_existing=True)
        )
        found = [(one, account) for one, account in work.session.execute(query)]
        for one, _ in found:
            standings.check(work, one)
        if sum(Office(one.office).reads for one, _ in found) < len(self.account_ids):
            raise NotFound
        return found


@dataclass(frozen=True, slots=True)
class ToPartner:
    """The system of a structure: it receives a plan, and nothing else."""

    partner_id: UUID

    def reach(self, work: Work) -> Reached:
        """The partner's own key pair, as long as its token lives."""
        partner, public = partners.public_of(work, self.partner_id)
        structure = epochs.hold(work, partner.structure_id)
        system = Party(id=partner.id, role="system", name=partner.name)
        lock = partial(hybrid.wrap, public)
        door = Door(sealed_views.PARTNER, partner.id, partners.EPOCH, lock)
        return Reached(Audience.PARTNER, structure.id, (_party(structure), system), (door,))


def forget(work: Work, member: Member) -> None:
    """Close what was given by name to somebody who leaves, and tell each owner in their journal."""
    theirs = (
        GrantWrap.recipient_kind == sealed_views.MEMBER,
        GrantWrap.recipient_id == member.account_id,
    )
    query = (
        select(Portfolio, Grant.id)
        .join(Grant, Grant.portfolio_id == Portfolio.id)
        .join(GrantWrap, GrantWrap.grant_id == Grant.id)
        .where(Grant.structure_id == member.structure_id, *theirs)
        .order_by(Portfolio.id, Grant.id)
    )
    found = work.session.execute(query).all()
    for portfolio, grant_id in found:
        journal.write(work, portfolio, LEFT, grant_id=grant_id, detail=member.name)
    ids = [grant_id for _, grant_id in found]
    work.session.execute(delete(GrantWrap).where(GrantWrap.grant_id.in_(ids), *theirs))


def _own_door(work: Work, account: Account) -> Door:
    lock = partial(hybrid.wrap, keypairs.public_of(work, account))
    return Door(sealed_views.MEMBER, account.id, account.key_epoch, lock)


def _party(structure: Structure) -> Party:
    place = " ".join(part for part in (structure.postcode, structure.town) if part)
    return Party(
        id=structure.id,
        role="recipient",
        name=structure.name,
        address=", ".join(part for part in (structure.address, place) if part),
        contact=structure.phone,
    )

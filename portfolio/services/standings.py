"""Where someone stands in a structure: the one place that every professional act asks."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from portfolio.domain.errors import Forbidden, NotFound, Tampered
from portfolio.domain.structures import Membership, Office
from portfolio.services.work import Work
from portfolio.storage.structures import Member, MemberKey, Structure


@dataclass(frozen=True, slots=True)
class Standing:
    """A confirmed member, in the structure they act for."""

    structure_id: UUID
    structure: str
    name: str
    office: Office
    rotation_due: bool

    def keep_keys(self) -> "Standing":
        """Itself, if it is a key holder's; else :class:`Forbidden`."""
        if not self.office.keeps_keys:
            raise Forbidden("only a key holder may do this")
        return self

    def manage_names(self) -> "Standing":
        """Itself, if it may invite and remove people; else :class:`Forbidden`."""
        if not self.office.manages_names:
            raise Forbidden("only a referent or an account manager may do this")
        return self


def confirmed(work: Work) -> Standing:
    """The actor's standing where they act; only a confirmed one exists, others are NotFound.

    Raises :class:`Tampered` for a membership that this server did not write.
    """
    found = work.session.execute(asked(), here(work)).one_or_none()
    if found is None:
        raise NotFound
    return told(work, *found)


def here(work: Work) -> dict[str, UUID | None]:
    """What :func:`asked` waits for: where the actor acts, and who they are."""
    return {"place": work.actor.structure_id, "me": work.actor.account_id}


@cache
def asked() -> Select[Member, Structure]:
    """A membership, and its structure while it is active; built once for every page that asks."""
    return (
        select(Member, Structure)
        .join(Structure, Structure.id == Member.structure_id)
        .where(
            Member.structure_id == bindparam("place"),
            Member.account_id == bindparam("me"),
            Structure.state == "active",
        )
        .execution_options(populate_existing=True)
    )


def told(work: Work, member: Member, structure: Structure) -> Standing:
    """The standing that a membership gives; raises like :func:`confirmed`."""
    check(work, member)
    if member.state != Membership.CONFIRMED:
        raise NotFound
    return Standing(
        structure.id, structure.name, member.name, Office(member.office), structure.rotation_due
    )


def holders(work: Work, structure_id: UUID) -> dict[UUID, str]:
    """The accounts that may confirm members and change the key, and their names: key in hand."""
    query = (
        select(Member)
        .join(
            MemberKey,
            (MemberKey.structure_id == Member.structure_id)
            & (MemberKey.account_id == Member.account_id),
        )
        .join(
            Structure,
            (Structure.id == MemberKey.structure_id) & (Structure.epoch == MemberKey.epoch),
        )
        .where(Member.structure_id == structure_id, Member.state == Membership.CONFIRMED)
    )
    return {
        row.account_id: row.name
        for row in work.session.scalars(query)
        if Office(row.office).keeps_keys and sound(work, row)
    }


def vouch(work: Work, member: Member) -> None:
    """Put the server's word under a membership as it now is."""
    member.changed_at = work.now
    member.state_mac = work.keys.server.mac("dir", *_parts(member))


def check(work: Work, member: Member) -> None:
    """Raise :class:`Tampered` when a membership was not written by this server."""
    if not sound(work, member):
        raise Tampered


def sound(work: Work, member: Member) -> bool:
    """Whether this server wrote the membership as it stands."""
    return work.keys.server.check(member.state_mac, "dir", *_parts(member))


def _parts(member: Member) -> tuple[str | UUID, ...]:
    who = (member.structure_id, member.account_id)
    return "member", *who, member.office, member.state, member.name

"""Changing a structure's key: a new pair, whatever was wrapped to the old one wrapped anew.

One transaction: an interrupted rotation leaves the former epoch whole. Wraps are read and
written in sets, so that what each costs is its two HPKE operations.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, delete, select

from portfolio.domain.errors import Tampered
from portfolio.domain.sharing import State
from portfolio.domain.structures import Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.services import (
    epochs,
    note_folders,
    sealed_views,
    standings,
    structure_sheets,
    team_lines,
)
from portfolio.services.carried import Kind
from portfolio.services.epochs import Held
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, MemberKey, Structure


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the epoch it opened, how many wraps it carried over.

    *unreadable* ones did not open; *set_aside* names the members whose public key or membership
    was altered: they hold no key any more.
    """

    epoch: int
    carried: int
    unreadable: int
    set_aside: tuple[str, ...]


def rotate(work: Work) -> Rotated:
    """Open a new epoch of the actor's structure; only a key holder asks for it."""
    standing = standings.confirmed(work).keep_keys()
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    done = renew(work, structure, epochs.held(work, structure.id))
    team_lines.write(work, structure.id, TeamAct.ROTATED)
    return done


def renew(work: Work, structure: Structure, former: Held) -> Rotated:
    """Open a new epoch with the *former* key in hand, whoever's request brought it.

    The new key is made and handed over here: whoever leaves never sees it. What nobody can vouch
    for any more is left behind rather than stopping the rotation: a departure must never be
    blocked by one altered row.
    """
    epochs.retire(work, structure)
    key = epochs.begin(work, structure)
    set_aside = _hand_over(work, structure, key)
    structure_sheets.follow(work, structure, key)
    done = [kind.carry(work, structure, former) for kind in KINDS]
    work.session.flush()
    work.session.execute(
        delete(MemberKey).where(MemberKey.structure_id == structure.id, MemberKey.epoch < key.epoch)
    )
    structure.rotation_due = False
    work.session.flush()
    carried, unreadable = (sum(counts) for counts in zip(*done, strict=True))
    return Rotated(key.epoch, carried, unreadable, set_aside)


def _hand_over(work: Work, structure: Structure, key: Held) -> tuple[str, ...]:
    query = (
        select(Member, Account)
        .join(Account, Account.id == Member.account_id)
        .where(Member.structure_id == structure.id, Member.state == Membership.CONFIRMED)
    )
    set_aside = []
    for member, account in work.session.execute(query).all():
        if Office(member.office).reads and not _handed(work, member, account, key):
            set_aside.append(member.name)
    return tuple(set_aside)


def _handed(work: Work, member: Member, account: Account, key: Held) -> bool:
    try:
        standings.check(work, member)
        epochs.hand_over(work, member.structure_id, key, account)
    except Tampered:
        return False
    return True


def _living_grants(work: Work, structure_id: UUID, epoch: int) -> Select[UUID, bytes]:
    return (
        select(GrantWrap.grant_id, GrantWrap.box)
        .join(Grant, Grant.id == GrantWrap.grant_id)
        .where(
            GrantWrap.recipient_kind == sealed_views.STRUCTURE,
            GrantWrap.recipient_id == structure_id,
            GrantWrap.epoch == epoch,
            Grant.structure_id == structure_id,
            Grant.state == State.ACTIVE,
            Grant.ends_at > work.now,
        )
    )


GRANTS = Kind(
    id=GrantWrap.grant_id,
    living=_living_grants,
    place=sealed_views.wrap_place,
    whose=lambda place: {"recipient_kind": sealed_views.STRUCTURE, "recipient_id": place},
    emptied=("name_box",),
)
KINDS = (GRANTS, note_folders.KIND)
"""Whatever is wrapped to a structure's key: a kind that is not here is lost by a departure."""

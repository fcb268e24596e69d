"""Changing a structure's key: a new pair, every live grant wrapped anew, the old key gone.

One transaction: an interrupted rotation leaves the former epoch whole. Grants are read and
written in sets, so that what a grant costs is its two HPKE operations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, delete, select, update

from portfolio.crypto import hybrid
from portfolio.crypto.hybrid import Recipient
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.sharing import State
from portfolio.domain.structures import Membership, Office
from portfolio.services import epochs, sealed_views, standings
from portfolio.services.epochs import Held
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Grant, GrantWrap
from portfolio.storage.structures import Member, MemberKey, Structure

AT_ONCE = 500

Wraps = Sequence[Row[UUID, bytes]]


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: the epoch it opened, how many grants it carried over.

    *unreadable* grants had a wrap that did not open; *set_aside* names the members whose
    public key or membership was altered: they hold no key any more.
    """

    epoch: int
    grants: int
    unreadable: int
    set_aside: tuple[str, ...]


def rotate(work: Work) -> Rotated:
    """Open a new epoch of the actor's structure; only a key holder may.

    What nobody can vouch for any more is left behind rather than stopping the rotation: a
    departure must never be blocked by one altered row.
    """
    standing = standings.confirmed(work).keep_keys()
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    former = epochs.held(work, structure.id)
    epochs.retire(work, structure)
    key = epochs.begin(work, structure)
    set_aside = _hand_over(work, structure, key)
    grants, unreadable = _rewrap(work, structure, former)
    work.session.flush()
    work.session.execute(
        delete(MemberKey).where(MemberKey.structure_id == structure.id, MemberKey.epoch < key.epoch)
    )
    structure.rotation_due = False
    work.session.flush()
    return Rotated(key.epoch, grants, unreadable, set_aside)


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


def _rewrap(work: Work, structure: Structure, former: Held) -> tuple[int, int]:
    public, reader = epochs.public(work, structure), former.recipient()
    done = unreadable = 0
    for wraps in _live(work, structure.id, former.epoch):
        fresh = [
            {
                "grant_id": grant_id,
                "recipient_kind": sealed_views.STRUCTURE,
                "recipient_id": structure.id,
                "epoch": structure.epoch,
                "box": hybrid.wrap(
                    public, key, sealed_views.wrap_place(grant_id, structure.id, structure.epoch)
                ),
            }
            for grant_id, key in _opened(structure.id, wraps, reader, former.epoch)
        ]
        if fresh:
            work.session.execute(update(GrantWrap), fresh)
        done += len(fresh)
        unreadable += len(wraps) - len(fresh)
    return done, unreadable


def _live(work: Work, structure_id: UUID, epoch: int) -> Iterator[Wraps]:
    """The structure's living grants and their wraps, some hundreds at a time."""
    query = (
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
        .order_by(GrantWrap.grant_id)
        .limit(AT_ONCE)
        .with_for_update(of=GrantWrap)  # what is being revoked is waited for, then skipped
    )
    wraps = work.session.execute(query).all()
    while wraps:
        yield wraps
        wraps = work.session.execute(query.where(GrantWrap.grant_id > wraps[-1].grant_id)).all()


def _opened(
    structure_id: UUID, wraps: Wraps, reader: Recipient, epoch: int
) -> Iterator[tuple[UUID, bytes]]:
    for grant_id, box in wraps:
        try:
            place = sealed_views.wrap_place(grant_id, structure_id, epoch)
            yield grant_id, reader.unwrap(box, place)
        except Unsealable:
            continue

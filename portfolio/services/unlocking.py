"""Opening someone's keys: one answer and one cost for every way of getting it wrong."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from portfolio.crypto import recovery
from portfolio.crypto.phrases import Cost
from portfolio.crypto.slots import Owner, Slot, SlotKind, Stretched, open_with_root
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.accounts import compared, read_email
from portfolio.domain.errors import Problem, Refused, Unsealable
from portfolio.services import accounts, sessions, throttles
from portfolio.services.keyring import Keyring
from portfolio.services.sessions import Holder
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.accounts import Account, Keyslot
from portfolio.storage.base import Instant

ACCOUNT = Limit(
    free=5, window=timedelta(days=1), first=timedelta(seconds=30), most=timedelta(minutes=15)
)
PLACE = Limit(
    free=30, window=timedelta(hours=1), first=timedelta(seconds=30), most=timedelta(minutes=15)
)
DECOY_ID = UUID(int=0)
_OF_LOGIN = (
    select(Account, Keyslot)
    .join(Keyslot, Keyslot.account_id == Account.id)
    .where(
        or_(
            Account.login_index == bindparam("login"),
            Account.email_index == bindparam("email"),
        ),
        Keyslot.kind == bindparam("kind"),
        Account.state == "active",
        Account.erase_at.is_(None) | (Account.erase_at > bindparam("now", type_=Instant)),
    )
)
_STANDING = (
    select(Keyslot)
    .where(Keyslot.id == bindparam("slot"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_SEEN = update(Account).where(Account.id == bindparam("account")).values(seen_on=bindparam("today"))


class Wrong(Problem):
    """The login, the phrase, the code or the moment is wrong; which one is not told.

    *alarming* when this failure was one too many: the account's owner should hear of it.
    """

    def __init__(self, *, alarming: bool = False) -> None:
        super().__init__("wrong")
        self.alarming = alarming


@dataclass(frozen=True, slots=True)
class Candidate:
    """The slot a login leads to, or a decoy that costs the same and opens nothing.

    *seen_on* is the day of their last visit, as far as it is known.
    """

    holder: Holder | None
    slot: Slot
    buckets: tuple[tuple[bytes, Limit], ...]
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An account whose user key is open, after *failures* that its owner may not know of."""

    holder: Holder
    user_key: bytes = field(repr=False)
    slot: Slot
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """What someone tries: a login, by phrase or by code, from a shortened network address."""

    login: str
    kind: SlotKind
    place: str


def find(session: Session, keys: Keyring, attempt: Attempt, now: datetime) -> Candidate:
    """The slot the attempt's login leads to, by login name or address, or a decoy."""
    kind = attempt.kind
    asked = _indexes(keys, attempt.login) | {"kind": kind, "now": now}
    row = session.execute(_OF_LOGIN, asked).first()
    # one count for an account, whichever of its two logins is typed
    whom = str(row[0].id) if row else compared(attempt.login)
    buckets = (
        (throttles.bucket(keys, "unlock", kind, whom), ACCOUNT),
        (throttles.bucket(keys, "place", attempt.place), PLACE),
    )
    if row is None:
        return Candidate(None, _decoy(keys, kind), buckets)
    account, slot = row
    return Candidate(holder_of(account), slot_of(slot), buckets, account.seen_on)


def root_of_phrase(keys: Keyring, candidate: Candidate, phrase: str) -> bytes:
    """Stretch what was typed with the candidate's own salt and cost; slow, needs no database."""
    return keys.stretcher.stretch(phrase, candidate.slot.salt, candidate.slot.cost or keys.cost)


def root_of_code(code: str) -> bytes:
    """The root a recovery code gives; raises :class:`Refused` for a typing error."""
    return recovery.code_root(recovery.read_code(code))


def unlock(
    session: Session, keys: Keyring, candidate: Candidate, root: bytes, now: datetime
) -> Unlocked:
    """Open the user key, or count the failure and raise :class:`Wrong`.

    The caller commits the count: a refusal must be remembered.
    """
    owner = Owner(keys.server, candidate.holder.id if candidate.holder else DECOY_ID)
    # read again after the slow part: a phrase changed or a code used meanwhile opens nothing
    there = _standing(session, owner.user_id, candidate.slot)
    try:
        user_key = open_with_root(owner, candidate.slot, root) if there else None
    except Unsealable:
        user_key = None
    names = [bucket for bucket, _ in candidate.buckets]
    # asked after the slow part: of many guesses sent at once, all would have found the door open
    if throttles.blocked(session, names, now):
        raise Wrong  # not counted: nothing was learnt, and whoever waits must not wait longer
    if user_key is None or candidate.holder is None:
        raise _refusal(session, candidate, now)
    failures = throttles.forget(session, names[0])
    if candidate.seen_on != now.date():
        session.connection().execute(_SEEN, {"account": candidate.holder.id, "today": now.date()})
    return Unlocked(candidate.holder, user_key, candidate.slot, failures)


def _standing(session: Session, account_id: UUID, slot: Slot) -> Keyslot | None:
    """The row of *slot* if it is still there, in the account's turn until the commit."""
    sessions.take_turn(session.connection(), account_id)
    return session.scalars(_STANDING, {"slot": slot.id}).first()


def _refusal(session: Session, candidate: Candidate, now: datetime) -> Wrong:
    """Count the failure everywhere it counts; the answer says whether to tell the owner."""
    counts = [throttles.count(session, name, limit, now) for name, limit in candidate.buckets]
    return Wrong(alarming=counts[0] == ACCOUNT.free)


def is_weak(keys: Keyring, unlocked: Unlocked) -> bool:
    """Whether the slot should be locked anew: its cost or a server key is not today's."""
    slot, primary = unlocked.slot, bytes([keys.server.primary])
    return slot.cost != keys.cost or slot.verifier[:1] != primary


def replace_slot(  # noqa: PLR0913, PLR0917  # a slot is made of all of these
    session: Session,
    keys: Keyring,
    unlocked: Unlocked,
    kind: SlotKind,
    stretched: Stretched,
    now: datetime,
) -> None:
    """Put a new slot of *kind* in the place of the ones there are.

    In the transaction of :func:`unlock`: until it ends, no one else may change the slots.
    """
    for row in session.scalars(
        select(Keyslot).where(Keyslot.account_id == unlocked.holder.id, Keyslot.kind == kind)
    ):
        session.delete(row)
    accounts.add_slot(session, keys, unlocked.holder.id, kind, stretched, unlocked.user_key, now)


def strengthen(
    session: Session, keys: Keyring, unlocked: Unlocked, new: Stretched | None, now: datetime
) -> bool:
    """Lock anew, with *new*, the very slot that was opened; False when it is gone.

    Without *new* it stays as it is. A phrase that was changed meanwhile is never put back.
    """
    row = _standing(session, unlocked.holder.id, unlocked.slot)
    if row is None:
        return False
    if new:
        session.delete(row)
        holder, user_key = unlocked.holder, unlocked.user_key
        accounts.add_slot(session, keys, holder.id, unlocked.slot.kind, new, user_key, now)
    return True


def own(work: Work) -> Unlocked:
    """The actor's own account, already open, for changing its slots."""
    row = work.session.execute(
        select(Account, Keyslot)
        .join(Keyslot, Keyslot.account_id == Account.id)
        .where(Account.id == work.actor.account_id, Keyslot.kind == SlotKind.PASSWORD)
    ).first()
    if row is None:
        raise Wrong
    return Unlocked(holder_of(row[0]), work.keys.user_key, slot_of(row[1]))


def new_code(work: Work) -> str:
    """Print a new recovery code; the former one opens nothing any more."""
    code = recovery.new_code()
    stretched = Stretched.of_code(recovery.read_code(code))
    replace_slot(work.session, work.keys, own(work), SlotKind.RECOVERY, stretched, work.now)
    return code


def _indexes(keys: Keyring, login: str) -> dict[str, Any]:
    """What *login* may be found by; nobody has an address that is None."""
    email = None
    with suppress(Refused):  # not an address: only a login name, then
        email = keys.server.index("email", read_email(login))
    return {"login": accounts.login_index(keys, login), "email": email}


def holder_of(account: Account) -> Holder:
    """An account as a session holds it."""
    facts = (account.id, Role(account.role), account.locale, account.theme, account.profile_box)
    return Holder(*facts, erase_at=account.erase_at)


def slot_of(row: Keyslot) -> Slot:
    """A slot from its row."""
    cost = row.cost and Cost(row.cost["memory"], row.cost["times"], row.cost["lanes"])
    return Slot(row.id, SlotKind(row.kind), row.salt, cost or None, row.verifier, row.box)


def _decoy(keys: Keyring, kind: SlotKind) -> Slot:
    cost = keys.cost if kind is SlotKind.PASSWORD else None
    return Slot(new_id(), kind, bytes(16), cost, keys.server.mac("pwv", b"decoy"), b"")

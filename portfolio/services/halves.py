"""Between the two steps of a sign-in: the passphrase was right, nothing of the person is open yet.

The user key is in no row meanwhile. It waits in the page that asks for the second step, sealed
under a key that the visitor's session holds and a key of the server's: whoever has the database,
the cookie, or both, lacks the page; whoever has the page lacks the session, which ends in minutes.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.phrases import SALT_SIZE
from portfolio.crypto.sealing import KEY_SIZE, new_key
from portfolio.crypto.slots import Stretched
from portfolio.domain.access import Actor
from portfolio.domain.errors import Unsealable
from portfolio.domain.factors import HALF_LASTS
from portfolio.services import sessions, unlocking
from portfolio.services.keyring import Keyring
from portfolio.services.unlocking import Unlocked, Wrong
from portfolio.services.work import Work
from portfolio.storage.accounts import Account, Keyslot

ROOT_SIZE = 32


class Half(BaseModel):
    """What the visitor's session remembers: whose slot was opened, and half of what opens again."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    account_id: UUID
    slot_id: UUID
    key: str = Field(repr=False)
    since: datetime
    failures: int = 0
    target: str = ""

    def runs(self, now: datetime) -> bool:
        """Whether the second step is still waited for."""
        return timedelta() <= now - self.since < HALF_LASTS


@dataclass(frozen=True, slots=True)
class Whole:
    """An account opened again from both halves; *new* is a passphrase chosen on the way."""

    unlocked: Unlocked
    new: Stretched | None = field(repr=False)

    def work(self, session: Session, keys: Keyring, now: datetime) -> Work:
        """The Work of its owner, who is not signed in yet."""
        holder = self.unlocked.holder
        ring = keys.opened(self.unlocked.user_key)
        return Work(session, Actor(holder.id, holder.role), now, ring)


def part(
    keys: Keyring, unlocked: Unlocked, new: Stretched | None, target: str, now: datetime
) -> tuple[Half, str]:
    """Part what was opened: one half for the session, the other for the page."""
    half = Half(
        account_id=unlocked.holder.id,
        slot_id=unlocked.slot.id,
        key=new_key().hex(),
        since=now,
        failures=unlocked.failures,
        target=target,
    )
    said = unlocked.user_key + (new.root + new.salt if new else b"")
    box = keys.server.seal("half", said, _place(half), bytes.fromhex(half.key))
    return half, urlsafe_b64encode(box).decode()


def join(session: Session, keys: Keyring, half: Half, carried: str, now: datetime) -> Whole:
    """Put both together; too late, altered, or a slot that went meanwhile is :class:`Wrong`."""
    if not half.runs(now):
        raise Wrong
    try:
        box = urlsafe_b64decode(carried.encode())
        said = keys.server.unseal("half", box, _place(half), bytes.fromhex(half.key))
    except (Unsealable, ValueError):
        raise Wrong from None
    return Whole(_again(session, half, said[:KEY_SIZE]), _new(keys, said[KEY_SIZE:]))


def _again(session: Session, half: Half, user_key: bytes) -> Unlocked:
    """The account as it is by now: its slot must still be there."""
    sessions.take_turn(session.connection(), half.account_id)
    account, row = session.get(Account, half.account_id), session.get(Keyslot, half.slot_id)
    if account is None or row is None or account.state != "active":
        raise Wrong
    slot = unlocking.slot_of(row)
    return Unlocked(unlocking.holder_of(account), user_key, slot, half.failures)


def _new(keys: Keyring, said: bytes) -> Stretched | None:
    salt = said[ROOT_SIZE : ROOT_SIZE + SALT_SIZE]
    return Stretched(said[:ROOT_SIZE], salt, keys.cost) if said else None


def _place(half: Half) -> bytes:
    return context("half", half.account_id, half.slot_id, half.since)

"""Opening an account: a person's keys, all at once or not at all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import SystemRandom, choice, randbelow
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from portfolio.crypto import hybrid, integrity, recovery
from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key, seal
from portfolio.crypto.slots import Owner, Slot, SlotKind, Stretched, lock_with_root
from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.accounts import Profile, compared
from portfolio.domain.minors import Minor
from portfolio.domain.wordlist import LOGIN_WORDS, WORDS
from portfolio.services import farewells, journal_chain, throttles
from portfolio.services.keyring import Keyring
from portfolio.services.throttles import Limit
from portfolio.storage.accounts import Account, Keyslot
from portfolio.storage.entries import Portfolio

SUGGESTED = 6
OPENINGS = Limit(
    free=60, window=timedelta(hours=1), first=timedelta(minutes=1), most=timedelta(minutes=15)
)
"""Accounts opened from one network address: a whole class may, a robot may not."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who opens an account: a role, the name to be called by, the stretched passphrase.

    *minor* is what an adult agreed to with whoever is under fifteen.
    """

    role: Role
    name: str
    stretched: Stretched
    locale: str = "fr"
    minor: Minor | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What a newcomer leaves with; the two secrets are shown once and kept nowhere."""

    account: Account
    login: str
    user_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


def suggest_phrase() -> str:
    """Six words drawn at random, sixty bits, for whoever finds it hard to choose."""
    return " ".join(SystemRandom().sample(WORDS, SUGGESTED))


def is_suggestion(text: str) -> bool:
    """Whether *text* could have come from :func:`suggest_phrase`."""
    words = text.split(" ")
    return len(words) == SUGGESTED and set(words) <= set(WORDS)


def ration(session: Session, keys: Keyring, place: str, now: datetime) -> None:
    """Count one more account opened from *place*; beyond a class, :class:`TooMany`."""
    throttles.spend(session, throttles.bucket(keys, "register", place), OPENINGS, now)


def register(session: Session, keys: Keyring, newcomer: Newcomer, now: datetime) -> Registered:
    """Open an account under an issued login name, with its keys, slots and empty portfolio.

    The passphrase was stretched before, so that no transaction waits for it.
    """
    farewells.check_open(session, keys, now)
    user_key, code = new_key(), recovery.new_code()
    login = _free_login(session, keys)
    account = _account(keys.opened(user_key), newcomer, login, now)
    session.add(account)
    session.flush()
    add_slot(session, keys, account.id, SlotKind.PASSWORD, newcomer.stretched, user_key, now)
    by_code = Stretched.of_code(recovery.read_code(code))
    add_slot(session, keys, account.id, SlotKind.RECOVERY, by_code, user_key, now)
    if newcomer.role is Role.CITIZEN:
        session.add(_portfolio(keys, account.id, user_key))
    session.flush()
    return Registered(account, login, user_key, code)


def add_slot(  # noqa: PLR0913, PLR0917  # a slot is made of all of these, and of nothing else
    session: Session,
    keys: Keyring,
    account_id: UUID,
    kind: SlotKind,
    stretched: Stretched,
    user_key: bytes,
    now: datetime,
) -> None:
    """One more way to open *account_id*'s user key."""
    slot = lock_with_root(Owner(keys.server, account_id), kind, stretched, user_key)
    session.add(slot_row(account_id, slot, now))


def slot_row(account_id: UUID, slot: Slot, now: datetime) -> Keyslot:
    """A slot as its row."""
    cost = slot.cost
    return Keyslot(
        id=slot.id,
        account_id=account_id,
        kind=slot.kind,
        salt=slot.salt,
        cost=cost and {"memory": cost.memory_kib, "times": cost.iterations, "lanes": cost.lanes},
        verifier=slot.verifier,
        box=slot.box,
        created_at=now,
    )


def login_index(keys: Keyring, login: str) -> bytes:
    """Where an account is found by its login name, without the name being readable there."""
    return keys.server.index("login", compared(login))


def _account(keys: Keyring, newcomer: Newcomer, login: str, now: datetime) -> Account:
    account_id, pair = new_id(), hybrid.new_pair()
    profile = Profile(name=newcomer.name, login=login, minor=newcomer.minor)
    return Account(
        id=account_id,
        role=newcomer.role,
        state="active",
        login_index=login_index(keys, login),
        public=pair.public,
        public_mac=public_mac(keys, account_id, pair.public),
        private_box=keys.seal_own("user-priv", account_id, pair.private, 1),
        key_epoch=1,
        profile_box=keys.seal_own("profile", account_id, profile.model_dump_json().encode()),
        locale=newcomer.locale,
        theme="auto",
        created_on=now.date(),
        seen_on=now.date(),
    )


def public_mac(keys: Keyring, account_id: UUID, public: bytes) -> bytes:
    """The server's word that this public key is that account's."""
    return keys.server.mac("dir", "account", account_id, public)


def _portfolio(keys: Keyring, account_id: UUID, user_key: bytes) -> Portfolio:
    portfolio_id, key = new_id(), new_key()
    portfolio = Portfolio(
        id=portfolio_id,
        owner_id=account_id,
        key_box=seal(user_key, key, context("dek", account_id, portfolio_id, 1)),
        key_epoch=1,
        head=integrity.head(key, portfolio_id, 0, []),
        head_rev=0,
    )
    journal_chain.begin(keys, portfolio)
    return portfolio


def _free_login(session: Session, keys: Keyring) -> str:
    """Two words and four figures that nobody has yet, such as ``soleil-lac-4821``."""
    while True:
        login = f"{choice(LOGIN_WORDS)}-{choice(LOGIN_WORDS)}-{randbelow(9000) + 1000}"
        taken = exists().where(Account.login_index == login_index(keys, login))
        if not session.scalar(select(taken)):
            return login

"""Attempts to open an account: the slow part holds no transaction, a refusal is counted."""

from dataclasses import replace
from ipaddress import ip_address, ip_network

from flask import request

from portfolio.crypto.slots import SlotKind, Stretched
from portfolio.domain.errors import Overloaded
from portfolio.extensions import db
from portfolio.services import addresses, unlocking
from portfolio.services.sessions import Holder
from portfolio.services.unlocking import Attempt, Candidate, Unlocked, Wrong
from portfolio.web import letters, signin, transaction

PREFIX = {4: 24, 6: 64}
"""How much of a network address is looked at: a street, not a door."""


def place() -> str:
    """Where the request comes from, as an IPv4 /24 or an IPv6 /64."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    return str(ip_network(f"{address}/{PREFIX[address.version]}", strict=False))


def by_phrase(login: str, phrase: str) -> Unlocked:
    """Open *login*'s account with its passphrase; raises :class:`Wrong`, whatever is wrong."""
    keys = signin.keyring()
    candidate = _find(login, SlotKind.PASSWORD)
    root = unlocking.root_of_phrase(keys, candidate, phrase)
    unlocked = _open(candidate, root)
    if not unlocking.is_weak(keys, unlocked) or _strengthen(unlocked, phrase):
        return unlocked
    again = by_phrase(login, phrase)  # its slot went meanwhile: ask the one there is now
    return replace(again, failures=unlocked.failures)


def by_code(login: str, code: str) -> Unlocked:
    """Open *login*'s account with its recovery code; raises :class:`Wrong`."""
    candidate = _find(login, SlotKind.RECOVERY)
    return _open(candidate, unlocking.root_of_code(code))


def stretched(phrase: str) -> Stretched:
    """A new passphrase ready to lock a slot; slow, so the database is let go of first."""
    keys = signin.keyring()
    transaction.release()
    return Stretched.of_phrase(keys.stretcher, phrase, keys.cost)


def _find(login: str, kind: SlotKind) -> Candidate:
    attempt = Attempt(login, kind, place())
    candidate = unlocking.find(db.session(), signin.keyring(), attempt, signin.now())
    transaction.release()
    return candidate


def _open(candidate: Candidate, root: bytes) -> Unlocked:
    try:
        return unlocking.unlock(db.session(), signin.keyring(), candidate, root, signin.now())
    except Wrong as refusal:
        transaction.keep()
        if refusal.alarming and candidate.holder:
            _warn(candidate.holder)
        raise


def _warn(holder: Holder) -> None:
    """Tell the owner that this failure was one too many, if they gave an address."""
    to = addresses.of(db.session(), signin.keyring(), holder.id)
    letters.write("attempts", to, locale=holder.locale, kept=True)
    transaction.release()


def _strengthen(unlocked: Unlocked, phrase: str) -> bool:
    """Lock the slot at today's cost, False if it is gone; if everybody is busy, another day."""
    transaction.keep()
    try:
        new = stretched(phrase)
    except Overloaded:
        new = None
    return unlocking.strengthen(db.session(), signin.keyring(), unlocked, new, signin.now())

"""Attempts to open an account: the slow part holds no transaction, a refusal is counted."""

from dataclasses import replace
from ipaddress import ip_address, ip_network
from uuid import UUID

from flask import current_app, request

from portfolio.crypto.slots import SlotKind, Stretched
from portfolio.domain.errors import Overloaded
from portfolio.domain.factors import FactorKind, Waiver
from portfolio.extensions import db
from portfolio.services import addresses, factors, unlocking, waivers
from portfolio.services.factors import Shown
from portfolio.services.unlocking import Attempt, Candidate, Unlocked, Wrong
from portfolio.services.work import Work
from portfolio.settings import Settings
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


def prove(work: Work, shown: Shown) -> FactorKind:
    """Take what is shown at the second step; raises :class:`Wrong`, and the count is kept."""
    try:
        return factors.prove(work, shown)
    except Wrong as refusal:
        _refused(refusal, work.actor.account_id)
        raise


def waive(work: Work, code: str) -> Waiver:
    """Begin to wait with the recovery code, where the factor was lost; raises :class:`Wrong`."""
    settings: Settings = current_app.extensions["settings"]
    try:
        return waivers.ask(work, code, settings.factor_wait)
    except Wrong as refusal:
        _refused(refusal, work.actor.account_id)
        raise


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
        _refused(refusal, candidate.holder.id if candidate.holder else None)
        raise


def _refused(refusal: Wrong, account_id: UUID | None) -> None:
    """Keep the count; tell the owner of one failure too many, if they gave an address."""
    transaction.keep()
    if refusal.alarming and account_id:
        to = addresses.of(db.session(), signin.keyring(), account_id)
        language = addresses.language(db.session(), account_id)
        letters.write("attempts", to, locale=language, kept=True)
        transaction.release()


def _strengthen(unlocked: Unlocked, phrase: str) -> bool:
    """Lock the slot at today's cost, False if it is gone; if everybody is busy, another day."""
    transaction.keep()
    try:
        new = stretched(phrase)
    except Overloaded:
        new = None
    return unlocking.strengthen(db.session(), signin.keyring(), unlocked, new, signin.now())

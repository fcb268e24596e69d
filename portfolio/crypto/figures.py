"""Six figures that change every thirty seconds (TOTP, RFC 6238), made from a shared seed."""

import hmac
import os
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from portfolio.domain.factors import FIGURES, SEED_BYTES, STEP


def new_seed() -> bytes:
    """Return 160 fresh random bits, as the RFC asks."""
    return os.urandom(SEED_BYTES)


def at(seed: bytes, step: int) -> str:
    """Return the figures of one *step*."""
    return _of(seed).generate(step * STEP).decode()


def found(seed: bytes, typed: str, steps: Iterable[int]) -> int | None:
    """Return which of *steps* the *typed* figures are of, looking at all of them."""
    said = typed.encode(errors="replace")
    right = [step for step in steps if hmac.compare_digest(at(seed, step).encode(), said)]
    return right[0] if right else None


def address(seed: bytes, login: str, issuer: str) -> str:
    """Return the address that an application reads in a QR code."""
    return _of(seed).get_provisioning_uri(login, issuer)


def _of(seed: bytes) -> TOTP:
    return TOTP(seed, FIGURES, SHA1(), STEP)  # noqa: S303  # what every application knows

"""The printed recovery code: 160 random bits in Crockford base32, with a typo check.

34 characters in groups of four, as `spelling` writes and reads them.
"""

import os

from portfolio.crypto import spelling
from portfolio.crypto.sealing import derive
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_

CODE_BYTES = 20


def new_code() -> str:
    """Return a fresh code as printed: 34 characters in groups of four, parted by spaces."""
    return spelling.spelled(int.from_bytes(os.urandom(CODE_BYTES), "big"), CODE_BYTES * 8)


def read_code(text: str) -> bytes:
    """Return the 20 secret bytes of a typed code; `Refused` says it holds a typing error."""
    secret = spelling.read(text, CODE_BYTES * 8)
    if secret is None:
        raise Refused(
            N_(
                "Ce code contient une erreur de frappe. "
                "Comparez-le avec votre feuille, groupe par groupe."
            ),
            "code",
        )
    return secret.to_bytes(CODE_BYTES, "big")


def code_root(code: bytes) -> bytes:
    """Return the 32-byte root of a slot from a code's secret (HKDF: no stretching needed)."""
    return derive(code, "recovery-root")

"""The printed recovery code: 160 random bits in Crockford base32, with a typo check.

32 characters carry the secret and 2 its remainder modulo the prime 1021: every single wrong
character and every swap of neighbours is noticed. Written in groups of four, as it is printed;
read whatever the case, spaces and dashes, with O for 0 and I or L for 1.
"""

import os
import unicodedata

from portfolio.crypto.sealing import derive
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_

CODE_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_LENGTH = 34
_PRIME = 1021
_CHECK_BITS = 10
_GROUP = 4
_LONGEST = 256  # signs looked at: a code with all its gaps is far shorter


def new_code() -> str:
    """Return a fresh code as printed: 34 characters in groups of four, parted by spaces."""
    secret = int.from_bytes(os.urandom(CODE_BYTES), "big")
    number = secret << _CHECK_BITS | secret % _PRIME
    signs = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_LENGTH)))
    return " ".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read_code(text: str) -> bytes:
    """Return the 20 secret bytes of a typed code; `Refused` says it holds a typing error."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    signs = [sign for sign in text if not _is_gap(sign)]
    if len(signs) != _LENGTH or not _VALUES.keys() >= set(signs):
        raise _typo()
    number = 0
    for sign in signs:
        number = number << 5 | _VALUES[sign]
    secret, check = number >> _CHECK_BITS, number & ((1 << _CHECK_BITS) - 1)
    if secret % _PRIME != check:
        raise _typo()
    return secret.to_bytes(CODE_BYTES, "big")


def code_root(code: bytes) -> bytes:
    """Return the 32-byte root of a slot from a code's secret (HKDF: no stretching needed)."""
    return derive(code, "recovery-root")


def _is_gap(sign: str) -> bool:
    """Tell spaces, line ends, dashes and invisible signs, which people add or lose."""
    return unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"}


def _typo() -> Refused:
    return Refused(
        N_(
            "Ce code contient une erreur de frappe. "
            "Comparez-le avec votre feuille, groupe par groupe."
        ),
        "code",
    )

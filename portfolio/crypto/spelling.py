"""Random secrets as people copy and read them out: Crockford base32, with a typo check.

The last two characters are the remainder of the secret modulo the prime 1021: every single wrong
character and every swap of neighbours is noticed. Written in groups of four; read whatever the
case, spaces and dashes, with O for 0 and I or L for 1.
"""

import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_PRIME = 1021
_CHECK_BITS = 10
_GROUP = 4
_LONGEST = 256  # signs looked at: a code with all its gaps is far shorter


def spelled(secret: int, bits: int) -> str:
    """Return the lowest *bits* (a multiple of five) of *secret*, and its check, in groups."""
    number = secret << _CHECK_BITS | secret % _PRIME
    signs = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_length(bits))))
    return " ".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read(text: str, bits: int) -> int | None:
    """Return the secret of a typed code of *bits*, or None: it holds a typing error."""
    text = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    signs = [sign for sign in text if not _is_gap(sign)]
    if len(signs) != _length(bits) or not _VALUES.keys() >= set(signs):
        return None
    number = 0
    for sign in signs:
        number = number << 5 | _VALUES[sign]
    secret, check = number >> _CHECK_BITS, number & ((1 << _CHECK_BITS) - 1)
    return secret if secret % _PRIME == check else None


def _length(bits: int) -> int:
    return (bits + _CHECK_BITS) // 5


def _is_gap(sign: str) -> bool:
    """Tell spaces, line ends, dashes and invisible signs, which people add or lose."""
    return unicodedata.category(sign) in {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"}

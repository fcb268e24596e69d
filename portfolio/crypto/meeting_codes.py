"""The code somebody shows on her screen so that a structure may ask her something.

It opens nothing: 30 random bits, for some minutes, that lead to her once.
"""

import os

from portfolio.crypto import spelling

BITS = 30


def new_code() -> str:
    """Return a fresh code: eight characters in two groups."""
    return spelling.spelled(int.from_bytes(os.urandom(4), "big") >> 32 - BITS, BITS)


def canonical(text: str) -> str:
    """The code as issued, however it was typed; any other text gives an empty one."""
    secret = spelling.read(text, BITS)
    return "" if secret is None else spelling.spelled(secret, BITS)

"""Codes to hand over: short enough to be read out, and of no use to whoever stole the database.

    root = Argon2id(code, the server's own salt)     50 random bits: slow to try, one by one
    row  = blind index of HKDF(root, "code-index")   so that nothing stored can be tried faster
    box  = outer seal(code key) of inner seal(HKDF(root, "code-key", figures)) of the secret

The salt is one for all, since the row must be found from the code alone: 2^50 derivations stand
between a thief who has the server's keys too and the codes that are alive. Whoever opens by the
six figures as well gets five tries, which the database counts.
"""

import os
from secrets import randbelow

from portfolio.crypto import spelling
from portfolio.crypto.phrases import SALT_SIZE, Cost, Stretcher
from portfolio.crypto.sealing import derive, seal, unseal
from portfolio.crypto.server import ServerKeys
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_

BITS = 50
_FIGURES = 6
TYPO = N_("Ce code contient une erreur de frappe. Comparez-le, groupe par groupe.")


def new_code() -> str:
    """Return a fresh code as it is shown: twelve characters in three groups."""
    return spelling.spelled(int.from_bytes(os.urandom(7), "big") >> 56 - BITS, BITS)


def new_figures() -> str:
    """Return six random figures, to be given apart."""
    return f"{randbelow(10**_FIGURES):0{_FIGURES}}"


def read_code(text: str) -> str:
    """Return a typed code as it was issued; `Refused` says it holds a typing error."""
    secret = spelling.read(text, BITS)
    if secret is None:
        raise Refused(TYPO, "code")
    return spelling.spelled(secret, BITS)


def read_figures(text: str) -> str:
    """Return the figures in a typed text, whatever stands between them."""
    return "".join(sign for sign in text[:100] if sign in "0123456789")


def stretched(server: ServerKeys, stretcher: Stretcher, code: str, cost: Cost) -> bytes:
    """Return the root of *code*; slow, so outside any transaction. Raises as `Stretcher` does."""
    return stretcher.stretch(code, server.index("code-salt")[:SALT_SIZE], cost)


def index(server: ServerKeys, root: bytes) -> bytes:
    """Return where the row of a code is found."""
    return server.index("code", derive(root, "code-index"))


def lock(server: ServerKeys, root: bytes, figures: str, secret: bytes, ctx: bytes) -> bytes:
    """Return *secret* for whoever has the code and, where there are any, the *figures*."""
    inner = seal(derive(root, "code-key", figures), secret, ctx)
    return server.seal("code", inner, ctx)


def unlock(server: ServerKeys, root: bytes, figures: str, box: bytes, ctx: bytes) -> bytes:
    """Return the secret of `lock`; another code, figures or place is `Unsealable`."""
    return unseal(derive(root, "code-key", figures), server.unseal("code", box, ctx), ctx)


def lock_reading(server: ServerKeys, token: str, secret: bytes, ctx: bytes) -> bytes:
    """Return *secret* for the one browser that holds *token*, 256 bits."""
    inner = seal(derive(token.encode(), "code-reading"), secret, ctx)
    return server.seal("code", inner, ctx)


def unlock_reading(server: ServerKeys, token: str, box: bytes, ctx: bytes) -> bytes:
    """Return the secret of `lock_reading`; otherwise `Unsealable`."""
    key = derive(token.encode("utf-8", "surrogatepass"), "code-reading")
    return unseal(key, server.unseal("code", box, ctx), ctx)

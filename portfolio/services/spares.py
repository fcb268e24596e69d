"""Printed codes for the day a telephone is lost: ten, each serves once, none can be read again."""

from contextlib import suppress

from portfolio.crypto import codes
from portfolio.domain.errors import Refused
from portfolio.domain.factors import SPARES, FactorKind, Spare
from portfolio.services import factors
from portfolio.services.work import Work
from portfolio.storage.factors import Factor


def renew(work: Work) -> list[str]:
    """Ten new codes, to be shown once; the former ones open nothing any more."""
    new = [codes.new_code() for _ in range(SPARES)]
    left = tuple(_mark(work, code) for code in new)
    factors.put(work, FactorKind.SPARE, Spare(left=left))
    return new


def takes(work: Work, row: Factor, typed: str) -> bool:
    """Whether *typed* is a code that still serves; it does not any more."""
    known, mark = factors.opened(work, row, Spare), ""
    with suppress(Refused):
        mark = _mark(work, codes.read_code(typed))
    left = tuple(each for each in known.left if each != mark)
    if left == known.left:
        return False
    factors.write(work, row, Spare(left=left))
    return True


def _mark(work: Work, code: str) -> str:
    """Where a code is found: its fifty bits are hashed with a key of the server's."""
    return work.keys.server.index("spare", work.actor.account_id, code).hex()

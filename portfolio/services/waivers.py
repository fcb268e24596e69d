"""Telephone and printed codes are lost: the account's recovery code, then days of waiting.

Nobody can shorten it, nobody else can begin it; whoever still has the factor ends it by coming in.
"""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from portfolio.crypto.slots import Owner, SlotKind, open_with_root
from portfolio.domain.errors import Refused, Unsealable
from portfolio.domain.factors import FactorKind, Waiver
from portfolio.services import factors, unlocking
from portfolio.services.work import Work
from portfolio.storage.accounts import Keyslot
from portfolio.storage.factors import Factor


class Lost:
    """The account's recovery code, typed where a factor should be shown; it is not spent."""

    def __init__(self, code: str) -> None:
        self.code = code

    def matches(self, work: Work, rows: list[Factor]) -> FactorKind | None:  # noqa: ARG002  # what is shown
        """Whether it opens the account's own slot."""
        owner = Owner(work.keys.server, work.actor.account_id)
        query = select(Keyslot).where(Keyslot.account_id == owner.user_id)
        row = work.session.scalars(query.where(Keyslot.kind == SlotKind.RECOVERY)).first()
        with suppress(Refused, Unsealable):
            root = unlocking.root_of_code(self.code)
            if row and open_with_root(owner, unlocking.slot_of(row), root):
                return FactorKind.WAIVER
        return None


def ask(work: Work, code: str, wait: timedelta) -> Waiver:
    """Begin to wait, or go on waiting; raises :class:`Wrong` for another code."""
    factors.prove(work, Lost(code))
    standing = factors.held(work).waiver
    if standing:
        return standing
    waiver = Waiver(asked_at=work.now, ready_at=work.now + wait)
    factors.put(work, FactorKind.WAIVER, waiver)
    return waiver


def is_over(work: Work) -> bool:
    """Whether the actor waited long enough to come in without what was lost."""
    standing = factors.held(work).waiver
    return standing is not None and work.now >= standing.ready_at


def cancel(work: Work) -> bool:
    """The factor was shown after all; whether something was waiting."""
    waiting = factors.rows(work, FactorKind.WAIVER)
    for row in waiting:
        work.session.delete(row)
    return bool(waiting)

"""Wrong codes, counted: for a network, for an account, for everybody, and for the code itself."""

from datetime import timedelta

from sqlalchemy import case, delete, select, update

from portfolio.crypto import codes as secrets
from portfolio.domain.codes import MOST_TRIES, Whom
from portfolio.domain.errors import TooMany
from portfolio.services import sealed_views, throttles
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.codes import BearerCode
from portfolio.storage.sharing import GrantWrap

SLOWLY = {"first": timedelta(seconds=30), "most": timedelta(minutes=15)}
FROM_A_PLACE = Limit(free=20, window=timedelta(hours=1), **SLOWLY)
BY_AN_ACCOUNT = Limit(free=10, window=timedelta(hours=1), **SLOWLY)
IN_ALL = Limit(
    free=1000, window=timedelta(hours=1), first=timedelta(seconds=5), most=timedelta(minutes=1)
)
"""What everybody together may try: far more than people mistype, far less than a search needs."""


def wait_turn(work: Work, place: str) -> None:
    """Raise :class:`TooMany` while too many wrong codes came from *place*, the actor or all."""
    names = [name for name, _ in _buckets(work, place)]
    if throttles.blocked(work.session, names, work.now):
        raise TooMany(int(SLOWLY["first"].total_seconds()))


def miss(work: Work, root: bytes, place: str) -> None:
    """Count a code that opened nothing, against everybody it counts for; the caller commits it.

    Where only the figures were wrong the code loses one of its tries, then dies: in two
    statements that are sent whatever was typed.
    """
    for name, limit in _buckets(work, place):
        throttles.count(work.session, name, limit, work.now)
    there = (BearerCode.code_index == secrets.index(work.keys.server, root)) & (
        BearerCode.whom == Whom.OUTSIDE
    )
    left = case((BearerCode.tries + 1 < MOST_TRIES, BearerCode.code_index), else_=None)
    ids = select(BearerCode.id).where(there, BearerCode.tries + 1 >= MOST_TRIES)
    work.session.execute(
        delete(GrantWrap)
        .where(GrantWrap.recipient_kind == sealed_views.CODE, GrantWrap.recipient_id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    work.session.execute(
        update(BearerCode)
        .where(there)
        .values(tries=BearerCode.tries + 1, code_index=left)
        .execution_options(synchronize_session=False)
    )


def _buckets(work: Work, place: str) -> list[tuple[bytes, Limit]]:
    counted = [(("place", place), FROM_A_PLACE), (("all",), IN_ALL)]
    if work.actor.id is not None:
        counted.append((("account", str(work.actor.id)), BY_AN_ACCOUNT))
    return [(throttles.bucket(work.keys, "code", *of), limit) for of, limit in counted]

"""Who calls: a partner's system, by the token it shows; whoever shows none is told the same."""

import re
from datetime import datetime, timedelta

from flask import current_app, g, request

from portfolio.domain.access import VISITOR, Permission, may
from portfolio.domain.errors import NotFound, Tampered
from portfolio.extensions import db
from portfolio.services import partners, throttles
from portfolio.services.keyring import Keyring
from portfolio.services.partners import Caller
from portfolio.services.throttles import Limit
from portfolio.services.work import Work

SHOWN = re.compile(r"Bearer (filrouge_[0-9a-f]{8}_[A-Za-z0-9_-]{43})")
MINUTES = timedelta(minutes=10)
CALLS = Limit(600, MINUTES, timedelta(minutes=1), MINUTES)
"""What a system may ask in ten minutes: one plan a second, for a round of all of them."""
FAILURES = Limit(20, MINUTES, timedelta(seconds=30), timedelta(hours=1))
"""What an address may get wrong before it waits; a token cannot be guessed, only tried."""


class Unauthorized(NotFound):
    """No token, or one that opens nothing: why is never said."""


def guard(required: Permission) -> None:
    """Let a system through that shows a living token and may do what is *required*.

    Raises :class:`Unauthorized`, or :class:`TooMany` for whoever asks too often.
    """
    ring, now = _keys(), _now()
    here = throttles.bucket(ring, "api", request.remote_addr or "")
    shown = SHOWN.fullmatch(request.headers.get("Authorization", ""))
    try:
        if shown is None or throttles.blocked(db.session(), [here], now):
            raise Unauthorized
        g.caller = caller = partners.met(_unknown(ring, now), shown[1], request.remote_addr or "")
    except (NotFound, Tampered) as why:
        throttles.count(db.session(), here, FAILURES, now)
        db.session.commit()  # what was counted outlives the refusal
        raise Unauthorized from why
    if not may(caller.actor, required):
        raise Unauthorized
    _spend(ring, caller, now)


def _spend(ring: Keyring, caller: Caller, now: datetime) -> None:
    try:
        name = throttles.bucket(ring, "partner", str(caller.actor.account_id))
        throttles.spend(db.session(), name, CALLS, now)
    finally:
        db.session.commit()


def caller() -> Caller:
    """The system that makes this request."""
    found: Caller = g.caller
    return found


def work() -> Work:
    """This request's Work: the calling system, now, with the server's keys and nobody's."""
    return Work(db.session(), caller().actor, _now(), _keys())


def _unknown(ring: Keyring, now: datetime) -> Work:
    return Work(db.session(), VISITOR, now, ring)


def _keys() -> Keyring:
    parts = current_app.extensions
    return Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])


def _now() -> datetime:
    if "moment" not in g:
        g.moment = current_app.extensions["clock"]()
    moment: datetime = g.moment
    return moment

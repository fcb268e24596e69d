"""Who is here: the only reader of the session, and the maker of each request's Work."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import current_app, g, session
from flask_login import UserMixin, current_user, login_user, logout_user

from portfolio.domain.access import VISITOR, Actor, Role
from portfolio.domain.accounts import Profile
from portfolio.domain.errors import VaultLocked
from portfolio.domain.factors import PROOF_LASTS
from portfolio.domain.pace import Pace
from portfolio.domain.scribes import Sitting
from portfolio.extensions import db, login, writing
from portfolio.services import devices, profiles, sessions
from portfolio.services.keyring import Keyring
from portfolio.services.sessions import Holder
from portfolio.services.work import Work
from portfolio.settings import Settings
from portfolio.web.sessions import ServerSession


@dataclass
class SignedIn(UserMixin):
    """The account behind the session, in the shape Flask-Login expects."""

    holder: Holder

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return str(self.holder.id)

    @cached_property
    def profile(self) -> Profile:
        """The person's own profile, opened with their key."""
        return profiles.open_box(keyring(), self.holder.id, self.holder.profile_box)


def current() -> ServerSession:
    """This request's session."""
    proxy: Any = session
    opened: ServerSession = proxy._get_current_object()  # noqa: SLF001  # how proxies give themselves
    return opened


@login.user_loader
def load(account_id: str) -> SignedIn | None:
    """The session's holder, if it is the one Flask-Login remembers."""
    holder = current().holder
    return SignedIn(holder) if holder and str(holder.id) == account_id else None


def begin(holder: Holder, user_key: bytes, device: str = "") -> str:
    """Sign *holder* in under a fresh secret, which is returned.

    *device* says in a few words what they hold, for their own list of sessions.
    """
    sessions.take_turn(db.session.connection(), holder.id)
    secret = current().begin(holder, user_key)
    login_user(SignedIn(holder), remember=False)
    _write(holder, secret, device)
    g.pop("actor", None)
    return secret


def renew(*, proved: bool = False) -> str:
    """Go on under a fresh secret, which is returned: the former one opens nothing any more.

    It lasts no longer for that; *proved* says that the holder has just shown who they are.

    Raises :class:`VaultLocked` when the session was ended meanwhile: it stays ended.
    """
    session_, holder = current(), current().holder
    if holder is None:
        raise VaultLocked
    ring, former, box = keyring(), secret(), session_.live.device_box
    device = devices.label_of(ring, holder.id, former, box)
    sessions.take_turn(db.session.connection(), holder.id)
    if not sessions.end(db.session.connection(), former):
        raise VaultLocked
    kept = tuple(name for name in session_ if name != "csrf_token")
    live = session_.live
    new = session_.begin(holder, ring.user_key, kept)
    g.pop("csrf_token", None)  # forms of the former session are over: a page made now has new ones
    proved_at = now() if proved else live.proved_at
    session_.live = replace(session_.live, created_at=live.created_at, proved_at=proved_at)
    _write(holder, new, device)
    return new


def factored(*, stands: bool) -> str:
    """The factor changed: go on under a fresh secret, which is returned, as what one is by now."""
    live = current().live
    g.pop("actor", None)
    if live.holder:
        current().live = replace(live, holder=replace(live.holder, factored=stands))
    return renew(proved=stands)


def is_proven() -> bool:
    """Whether the holder showed who they are in the last few minutes."""
    proved = current().live.proved_at
    return proved is not None and timedelta() <= now() - proved < PROOF_LASTS


def _write(holder: Holder, new: str, device: str) -> None:
    """Put the row in the request's own transaction: what ends sessions meanwhile ends it too.

    The one it takes the place of goes in the same breath.
    """
    session_, connection = current(), db.session.connection()
    box = devices.seal_label(keyring(), holder.id, new, device)
    session_.live = replace(session_.live, data=dict(session_), device_box=box)
    sessions.create(connection, new, session_.live)
    if session_.former:
        sessions.end(connection, session_.former)
    session_.is_written()


def finish() -> None:
    """Sign out here and now."""
    logout_user()
    current().finish()
    g.pop("actor", None)


def secret() -> str:
    """The session's secret, for the list of open sessions to know which one is this."""
    return current().secret or ""


def keyring() -> Keyring:
    """The server's keys, and the holder's if their session has them."""
    parts = current_app.extensions
    ring = Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])
    key = current().live.user_key
    return ring.opened(key) if key else ring


def actor() -> Actor:
    """Whoever makes this request; for a professional, acting for one of their structures."""
    if "actor" not in g:
        g.actor = _actor()
    found: Actor = g.actor
    return found


def sitting() -> Sitting | None:
    """The time of a scribe, while somebody types for the person whose session this is."""
    kept = session.get("sitting")
    return Sitting.model_validate_json(kept) if kept else None


def sit(begun: Sitting | None) -> None:
    """Begin a sitting, or end it: under a fresh secret, so that no earlier page goes on."""
    if begun:
        session["sitting"] = begun.model_dump_json()
    else:
        session.pop("sitting", None)
    renew()
    g.pop("actor", None)


def act_for(structure_id: UUID) -> None:
    """From now on, act for that structure; standing in it is checked at each use."""
    session["structure"] = str(structure_id)
    g.pop("actor", None)


def work() -> Work:
    """This request's Work: one session, one actor, one moment, one keyring."""
    cache = current_app.extensions["sealed_cache"]
    return Work(db.session(), actor(), now(), keyring(), _pace(), cache)


def _pace() -> Pace:
    """How many shares this person may open, since when, and whether one may be noted."""
    settings: Settings = current_app.extensions["settings"]
    proved = current().live.proved_at
    return Pace(settings.shares_an_hour, settings.shares_a_day, proved, writing.get())


def now() -> datetime:
    """The moment of this request: the one at which its session was opened."""
    return current().now


def _actor() -> Actor:
    if not current_user.is_authenticated:
        return VISITOR
    holder = current_user.holder
    if sitting():
        return Actor(holder.id, Role.SCRIBE)
    if holder.role is Role.PROFESSIONAL and not holder.factored:
        return Actor(holder.id, Role.ARRIVING)
    chosen = session.get("structure") if holder.role is Role.PROFESSIONAL else None
    return Actor(holder.id, holder.role, UUID(chosen) if chosen else None)

"""Flask's session, kept on the server and sealed under the cookie's secret."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Request, Response, current_app
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import CallbackDict

from portfolio.crypto.tokens import new_token
from portfolio.domain.access import Role
from portfolio.extensions import at_once, db, writing
from portfolio.services import sessions
from portfolio.services.sessions import Holder, Limits, Live
from portfolio.settings import Settings

COOKIE = "__Host-fil"
SECRET_LENGTH = 43
FILES = ("/static/", "/bootstrap/static/", "/icons.svg")
"""Where nobody is anybody: these answers do not depend on who asks, so no session is read."""


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """The data of one browser's session, with the holder and their user key beside them."""

    fresh = False
    """The cookie must be set: the secret is not the one the browser came with."""
    begun = False
    """Someone was signed in by this request, whose own transaction holds the row."""
    broken = False
    """The database did not answer: nothing was read, nothing may be written."""

    def __init__(self, secret: str | None, live: Live | None, now: datetime) -> None:
        super().__init__(live.data if live else {}, on_update=_changed)
        self.secret = secret if live else None
        self.former: str | None = None
        self.live = live or Live({}, None, None, now, now, None)
        self.modified = False
        self.stale = bool(live) and now - self.live.seen_at > sessions.TOUCH
        self.now = now

    @property
    def holder(self) -> Holder | None:
        """The account signed in, if any."""
        return self.live.holder

    def begin(self, holder: Holder, user_key: bytes, kept: tuple[str, ...] = ("locale",)) -> str:
        """Sign *holder* in under a new secret; of the former data only *kept* goes on.

        The caller writes the row, so that it is kept or lost with what the request did.
        """
        data = {name: self[name] for name in kept if name in self}
        self.clear()
        self.update(data)
        self.former, self.secret = self.former or self.secret, new_token()
        self.live = Live({}, holder, user_key, self.now, self.now, self.now)
        self.fresh = self.begun = self.modified = True
        return self.secret

    def is_written(self) -> None:
        """The request's own transaction holds the row as it is now, and the former one no more."""
        self.former, self.modified = None, False

    def move(self) -> None:
        """Go on under a new secret without anybody signed in: the former opens nothing more."""
        self.former, self.secret = self.former or self.secret, None
        self.modified = True

    def finish(self) -> None:
        """Sign out: the row goes, and so does the cookie."""
        self.former, self.secret = self.former or self.secret, None
        self.begun = False
        self.live = Live({}, None, None, self.now, self.now, None)
        self.clear()
        self.modified = False


def _changed(session: Any) -> None:
    """Kept out of the class: a method of its own would tie a session, and its key, in a ring."""
    session.modified = True


class ServerSessions(SessionInterface):
    """Opens a request's session from its cookie, and writes it back when it changed."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Read the row the cookie names; a bad, ended or unknown one is a new visitor."""
        writing.set(False)  # a worker's last request may have left it on; reading waits for no lock
        now = app.extensions["clock"]()
        secret = request.cookies.get(COOKIE, "")
        nameless = len(secret) != SECRET_LENGTH or not secret.isascii()
        if nameless or request.path.startswith(FILES):
            return ServerSession(None, None, now)
        try:
            with db.engine.connect() as connection:
                live = sessions.load(connection, secret, now, limits(app))
        except OperationalError:
            lost = ServerSession(None, None, now)
            lost.broken = True
            return lost
        return ServerSession(secret, live, now)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Create, update or end the row, in a short transaction of its own.

        When the database is away, a visitor still gets the page, without a session.
        """
        assert isinstance(session, ServerSession)  # noqa: S101  # only ours is ever opened
        if session.broken:
            return
        if session.begun and response.status_code >= HTTPStatus.BAD_REQUEST:
            return  # rolled back with the request: the browser keeps the session it came with
        try:
            _save(session)
        except OperationalError as problem:
            if session.holder:
                raise
            app.logger.error("a session was not written: %s", type(problem.orig).__name__)  # noqa: TRY400  # its trace says nothing more
            return
        _set_cookie(session, response)


def _save(session: ServerSession) -> None:
    """Write what the request changed, if it did; else, from time to time, that it came."""
    if not (session.modified or session.former):
        if session.stale and not session.begun:
            _touch(session)
        return
    with _writing() as connection:
        if session.former:
            sessions.end(connection, session.former)
        _write(connection, session)


def _touch(session: ServerSession) -> None:
    """Say that the session is in use; while somebody else writes, its next page will say so."""
    assert session.secret  # noqa: S101  # only a row that was read is stale
    with suppress(OperationalError), at_once(db.engine) as connection:
        sessions.touch(connection, session.secret, session.now)


def _write(connection: Connection, session: ServerSession) -> None:
    live = replace(session.live, data=dict(session), seen_at=session.now)
    if session.secret and (session.begun or not session.fresh):
        sessions.save(connection, session.secret, live)
    elif session.modified:
        session.secret = session.secret or new_token()
        session.fresh = True
        sessions.create(connection, session.secret, live)


def _set_cookie(session: ServerSession, response: Response) -> None:
    if session.fresh and session.secret:
        response.set_cookie(
            COOKIE, session.secret, secure=True, httponly=True, samesite="Lax", path="/"
        )
    elif session.former and not session.secret:
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")


@contextmanager
def _writing() -> Iterator[Connection]:
    token = writing.set(True)
    try:
        with db.engine.begin() as connection:
            yield connection
    finally:
        writing.reset(token)


def limits(app: Flask) -> dict[Role, Limits]:
    """How long sessions rest and last here, by role."""
    settings: Settings = app.extensions["settings"]
    citizen = Limits(settings.session_idle, settings.session_end)
    return {
        Role.VISITOR: citizen,
        Role.CITIZEN: citizen,
        Role.PROFESSIONAL: Limits(
            settings.session_idle_professional, settings.session_end_professional
        ),
    }


def limits_of(role: Role) -> Limits:
    """How long the sessions of one role rest and last."""
    return limits(current_app)[role]

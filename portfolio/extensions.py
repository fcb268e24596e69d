"""What the edges share, created once and bound to the application by :func:`init_app`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event

from portfolio.crypto import selftest
from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.server import ServerKeys
from portfolio.services.sealed_cache import SealedCache
from portfolio.settings import Settings
from portfolio.storage import Base
from portfolio.storage.blobs import Blobs, Folder

writing: ContextVar[bool] = ContextVar("writing", default=False)
"""Whether the transaction about to begin will write; the edges say so, SQLite wants to know."""

PATIENCE = 10_000
"""Milliseconds that a SQLite transaction waits for another to end its writing."""

db = SQLAlchemy(metadata=Base.metadata)
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
bootstrap = Bootstrap5()


def init_app(app: Flask, settings: Settings) -> None:
    """Bind every extension, open the server keyset, and refuse to start if it is unsound."""
    keys = ServerKeys.load(settings.keyset)
    selftest.check(keys)
    cost = Cost(settings.kdf_memory_kib, settings.kdf_iterations, 1)
    app.extensions["server_keys"] = keys
    app.extensions["stretcher"] = Stretcher(settings.kdf_at_once, settings.kdf_waiting)
    app.extensions["kdf_cost"] = cost
    app.extensions["clock"] = clock
    app.extensions["blobs"] = _blobs(settings)
    app.extensions["sealed_cache"] = SealedCache(settings.cache_mb * 1_000_000)
    app.config["SECRET_KEY"] = keys.key("flask").hex()
    db.init_app(app)
    login.init_app(app)
    login.session_protection = None  # binding to an address breaks phones and proves little
    csrf.init_app(app)
    bootstrap.init_app(app)
    app.teardown_appcontext(_forget)
    with app.app_context():
        prepare(db.engine)


def _blobs(settings: Settings) -> Blobs:
    """The store of sealed files; a folder that cannot be made stops the start."""
    if folder := settings.files_folder:
        return Folder(folder)
    from portfolio.storage.blobs_s3 import Bucket

    return Bucket(settings.files_url)


def _forget(_problem: BaseException | None) -> None:
    """Let go of what a transaction had in clear as soon as it is over.

    The session that noted it is part of a ring: without this, a life would stay in memory until
    the collector next looks at its oldest generation.
    """
    if db.session.registry.has():
        db.session.info.clear()


def clock() -> datetime:
    """The moment it is. A request asks once, when its session opens; a test asks another clock."""
    return datetime.now(UTC)


def prepare(engine: Engine) -> None:
    """Teach SQLite connections our habits; PostgreSQL needs none."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in (
        "page_size=16384",  # a sealed entry must not spill to overflow pages
        "cache_size=-4000",  # kB a thread: by default 125 of our pages, fewer than a desk reads
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "secure_delete=ON",  # a revoked key must not linger in free pages
        f"busy_timeout={PATIENCE}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once when the work will write: upgrading later can fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes now or, `OperationalError`, not at all: it waits for no lock."""
    lite, token = engine.dialect.name == "sqlite", writing.set(True)
    try:
        with (
            engine.connect() as connection,
            _impatient(connection, lite=lite),
            connection.begin(),
        ):
            if not lite:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            yield connection
    finally:
        writing.reset(token)


@contextmanager
def _impatient(connection: Connection, *, lite: bool) -> Iterator[None]:
    if not lite:
        yield
        return
    raw: Any = connection.connection.driver_connection  # under SQLAlchemy, which would say BEGIN
    raw.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout={PATIENCE}")

"""An application over a database that tests take from revision to revision."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from config import load
from portfolio.application import create_app
from portfolio.extensions import db, writing
from portfolio.services.keyring import Keyring
from tests.browser import SITE


def application(url: str, keyset: Path) -> Flask:
    """The real application over the database at *url*, however empty."""
    told = {"ENV": "testing", "DATABASE_URL": url, "KEYSET": str(keyset), "BASE_URL": SITE}
    return create_app(load({f"PORTFOLIO_{name}": value for name, value in told.items()}))


def keys_of(app: Flask) -> Keyring:
    """The server's keys, and nobody's."""
    parts = app.extensions
    return Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])


def upgrade(app: Flask, revision: str = "head") -> None:
    """Bring the database to *revision*."""
    _alembic(app, lambda config: command.upgrade(config, revision))


def downgrade(app: Flask, revision: str = "-1") -> None:
    """Take the database back to *revision*."""
    _alembic(app, lambda config: command.downgrade(config, revision))


@contextmanager
def connected(app: Flask) -> Iterator[Connection]:
    """A connection that may write, committed when the block ends well."""
    token = writing.set(True)
    try:
        with app.app_context(), db.engine.begin() as connection:
            yield connection
    finally:
        writing.reset(token)


@contextmanager
def session_on(app: Flask) -> Iterator[Session]:
    """A session over :func:`connected`."""
    with connected(app) as connection, Session(connection) as session:
        yield session
        session.flush()


def revisions(app: Flask) -> list[str]:
    """Every revision, oldest first."""
    with app.app_context():
        script = ScriptDirectory.from_config(_config())
        return [each.revision for each in script.walk_revisions()][::-1]


def _alembic(app: Flask, run: Callable[[Config], None]) -> None:
    def running() -> None:
        with app.app_context():
            run(_config())

    copy_context().run(running)  # migrations say that they write, and no one takes it back


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config

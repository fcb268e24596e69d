"""An application over a database that is empty for each test, with the keys the test names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from portfolio.crypto.server import ServerKeys
from portfolio.extensions import db
from tests.conftest import database
from tests.migrations.databases import application, connected

Open = Callable[[Path], Flask]


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of them: to build it, and to compile its SQL, took half of each."""
    home = tmp_path_factory.mktemp("revisions")
    ServerKeys.create(home / "server.keyset")
    with database(home) as url:
        app = application(url, home / "server.keyset")
        yield app
        _let_go(app)


@pytest.fixture
def over(standing: Flask) -> Open:
    """Opens the application, with a keyset, over an empty database and beside no file."""
    _let_go(standing)
    _empty(standing)

    def opened(keyset: Path) -> Flask:
        standing.extensions["server_keys"] = ServerKeys.load(keyset)
        return standing

    return opened


@pytest.fixture
def app(over: Open, tmp_path: Path) -> Flask:
    """The application with new keys over an empty database."""
    ServerKeys.create(tmp_path / "server.keyset")
    return over(tmp_path / "server.keyset")


def _empty(app: Flask) -> None:
    keyset: Path = app.extensions["settings"].keyset
    for path in keyset.parent.rglob("*"):
        if path.is_file() and path != keyset:
            path.unlink()
    if "postgresql" in app.extensions["settings"].database_url:
        with connected(app) as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

"""Empty databases, and the keys of an application over them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from portfolio.crypto.server import ServerKeys
from portfolio.extensions import db
from tests.conftest import database
from tests.migrations.databases import application

Open = Callable[[Path], Flask]


@pytest.fixture
def over(tmp_path: Path) -> Iterator[Open]:
    """Opens the application, with a keyset, over an empty database of its own."""
    with ExitStack() as stack:

        def opened(keyset: Path) -> Flask:
            app = application(stack.enter_context(database(tmp_path)), keyset)
            stack.callback(_let_go, app)
            return app

        yield opened


@pytest.fixture
def app(over: Open, tmp_path: Path) -> Flask:
    """The application with new keys over an empty database."""
    ServerKeys.create(tmp_path / "server.keyset")
    return over(tmp_path / "server.keyset")


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

"""The application for real, and people at their browsers."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

from config import load
from portfolio.application import create_app
from portfolio.crypto.server import ServerKeys
from portfolio.extensions import clock as real_clock
from portfolio.extensions import db, writing
from portfolio.services.mail import Postbox
from portfolio.storage import Base
from tests import arrivals, worlds
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.doubting import Doubting
from tests.mailbox import Mailbox, mailbox

# Seconds are for the bench: a busy machine must not turn a property into a failure.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

MUCH = 50_000_000


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the run: the collector need not walk it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The real application, as the testing profile describes it, on a database of its own.

    SQLite in a file, or a new database of the server in ``PORTFOLIO_TEST_DATABASE_URL``.
    """
    home = tmp_path_factory.mktemp("site")
    ServerKeys.create(home / "server.keyset")
    with database(home) as url:
        given = {
            "PORTFOLIO_ENV": "testing",
            "PORTFOLIO_DATABASE_URL": url,
            "PORTFOLIO_KEYSET": str(home / "server.keyset"),
            "PORTFOLIO_BASE_URL": SITE,
        }
        made = create_app(load(given))
        with made.app_context():
            token = writing.set(True)
            Base.metadata.create_all(db.engine)
            writing.reset(token)
        made.extensions[worlds.PLACE] = {}
        made.extensions["sealed_cache"] = Doubting(MUCH)
        yield made
        with made.app_context():
            db.engine.dispose()


@contextmanager
def database(home: Path) -> Iterator[str]:
    """The address of an empty database."""
    server = os.environ.get("PORTFOLIO_TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{home / 'site.sqlite'}"
        return
    name = f"site_{uuid4().hex}"
    control = create_engine(server, isolation_level="AUTOCOMMIT")
    with control.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with control.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    control.dispose()


@pytest.fixture
def tables(app: Flask) -> Iterator[None]:
    """Every table and the store are empty again afterwards; no letter is still on its way.

    Nothing of a copied world is left either: the clock, and what a worker remembers of its tables.
    """
    yield
    postman: ThreadPoolExecutor = app.extensions["postman"]
    postman.submit(int).result()
    token = writing.set(True)
    with app.app_context(), db.engine.begin() as connection:
        worlds.empty(connection)
    writing.reset(token)
    for blob_id, _since in list(app.extensions["blobs"].listed()):
        app.extensions["blobs"].remove(blob_id)
    app.extensions["clock"] = real_clock
    app.extensions.pop("farewell", None)


@pytest.fixture
def clock(app: Flask) -> Iterator[Clock]:
    """The application's clock, in the test's hands."""
    app.extensions["clock"] = moved = Clock(app.extensions["clock"]())
    yield moved
    app.extensions["clock"] = real_clock


@pytest.fixture
def letters(app: Flask, tables: None) -> Iterator[Mailbox]:
    """A mailbox at the end of a real SMTP server, to which the application writes."""
    former = app.extensions["postbox"]
    with mailbox() as box:
        app.extensions["postbox"] = Postbox(box.url, "fil-rouge@example.org")
        yield box
        app.extensions["postman"].submit(int).result()
    app.extensions["postbox"] = former


@pytest.fixture
def browsers(app: Flask, tables: None) -> Callable[..., Browser]:
    """As many browsers as the story needs, each with its own cookies."""

    def fresh(**headers: str) -> Browser:
        return Browser(app.test_client(), **headers)

    return fresh


@pytest.fixture
def browser(browsers: Callable[..., Browser]) -> Browser:
    """A visitor's browser."""
    return browsers()


@pytest.fixture
def citizen(browsers: Callable[..., Browser]) -> Browser:
    """The browser of a citizen who just registered: ``login``, ``phrase`` and ``code`` are hers."""
    return arrivals.a_citizen(browsers())


@pytest.fixture
def professional(app: Flask, browsers: Callable[..., Browser]) -> Browser:
    """The browser of a counsellor, referent of a structure founded for the test."""
    return arrivals.a_professional(app, browsers())

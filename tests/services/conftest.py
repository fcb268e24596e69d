"""Use cases on a real database, without the application: empty again after each test."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.server import ServerKeys
from portfolio.extensions import prepare, writing
from portfolio.services import entries
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage import Base
from tests.conftest import database as new_database
from tests.services.people import a_citizen, a_skill, a_structure
from tests.worlds import empty


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine on a database of this run's own, with every table."""
    with new_database(tmp_path_factory.mktemp("services")) as url:
        engine = create_engine(url, hide_parameters=True)
        prepare(engine)
        token = writing.set(True)
        Base.metadata.create_all(engine)
        writing.reset(token)
        yield engine
        engine.dispose()


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    """A session that may write; every table is empty again afterwards."""
    token = writing.set(True)
    with Session(database, expire_on_commit=False) as session:
        yield session
        session.rollback()
    with database.begin() as connection:
        empty(connection)
    writing.reset(token)


@pytest.fixture
def statements(database: Engine, session: Session) -> Iterator[list[str]]:
    """Every statement sent to the database, as it goes; to be counted or searched."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        sent.append(statement)

    event.listen(database, "before_cursor_execute", note)
    yield sent
    event.remove(database, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    """The server's own keys, with the cheapest stretching there is."""
    server = ServerKeys.create(tmp_path_factory.mktemp("keys") / "server.keyset")
    return Keyring(server, Stretcher(2, 16), Cost(8, 1, 1))


@pytest.fixture
def citizen(session: Session, keys: Keyring) -> Work:
    """Somebody who has a skill to share."""
    work = a_citizen(session, keys)
    entries.add(work, a_skill())
    return work


@pytest.fixture
def counsellor(session: Session, keys: Keyring) -> Work:
    """A professional of a structure of theirs."""
    return a_structure(session, keys)

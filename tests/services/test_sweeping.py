"""What was deleted leaves the disk: at once where nobody reads, else when the job asks again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from portfolio.extensions import prepare, writing
from portfolio.services import sweeping


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database of its own whose writers wait for nobody."""
    made = create_engine(f"sqlite:///{tmp_path / 'site.sqlite'}")
    prepare(made)
    event.listen(made, "connect", lambda raw, _record: raw.execute("PRAGMA busy_timeout=0"))
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
    yield made
    made.dispose()


@pytest.fixture
def reader(engine: Engine) -> Iterator[Connection]:
    """Somebody who reads what was there before, and takes their time."""
    token = writing.set(False)  # whatever a test before this one left
    with engine.connect() as connection:
        connection.execute(text("SELECT * FROM kept")).all()
        with engine.begin() as other:
            other.execute(text("INSERT INTO kept VALUES ('lanterne')"))
        yield connection
    writing.reset(token)


def test_32_a_reader_in_the_way_is_said_and_the_job_asks_again_until_she_is_gone(
    engine: Engine, reader: Connection
) -> None:
    """Security test 32: SQLite's busy flag is neither ignored nor final."""
    asked: list[Connection] = []

    def leave_at_the_third(connection: Connection) -> None:
        asked.append(connection)
        if len(asked) == 3:
            reader.rollback()

    assert not sweeping.checkpoint_at_last(engine, tries=2)
    event.listen(engine, "engine_connect", leave_at_the_third)
    assert sweeping.checkpoint_at_last(engine)
    assert len(asked) == 3


def test_nothing_is_left_in_the_log_once_it_is_emptied(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO kept VALUES ('lanterne')"))

    assert sweeping.checkpoint(engine)
    assert (tmp_path / "site.sqlite-wal").stat().st_size == 0

"""The revisions make the tables that the code names, and carry what was written over."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Connection, func, inspect, select

from portfolio.storage import Base
from tests.migrations.conftest import Open
from tests.migrations.databases import (
    connected,
    downgrade,
    keys_of,
    revisions,
    session_on,
    upgrade,
)
from tests.migrations.frozen import BOOKKEEPING, DATA, Frozen
from tests.migrations.lives import live, reread

FROZEN = sorted(path.stem for path in DATA.glob("*.json"))


def test_from_nothing_the_revisions_make_the_tables_that_the_models_describe(app: Flask) -> None:
    upgrade(app)
    with connected(app) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_life_leaves_a_row_in_every_table_and_reads_back(app: Flask) -> None:
    """A table nobody writes to is a revision nobody tried: teach ``lives.live`` the way."""
    upgrade(app)
    with session_on(app) as session:
        logins = live(session, keys_of(app))
        counts = {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    assert not [name for name, count in counts.items() if not count]
    with session_on(app) as session:
        assert reread(session, keys_of(app), logins)["desk"] == ["Sandrine Thiébaut"]


def test_every_revision_has_its_data_frozen(app: Flask) -> None:
    """``python -m tests.migrations.freeze`` writes what the newest one lacks."""
    assert revisions(app) == FROZEN


@pytest.mark.parametrize("revision", FROZEN)
def test_what_an_earlier_release_wrote_opens_after_every_later_revision(
    over: Open, tmp_path: Path, revision: str
) -> None:
    """Acceptance Q-04, revision by revision: the same people, the same words."""
    frozen = Frozen.load(revision)
    app = over(frozen.keyset_file(tmp_path))
    upgrade(app, revision)
    with connected(app) as connection:
        frozen.pour(connection)
    upgrade(app)
    with session_on(app) as session:
        now = reread(session, keys_of(app), frozen.logins)
    assert {name: now[name] for name in frozen.read} == frozen.read


@pytest.mark.parametrize("revision", FROZEN)
def test_going_back_from_a_revision_is_refused_or_leaves_the_tables_of_the_one_before(
    over: Open, tmp_path: Path, revision: str
) -> None:
    frozen = Frozen.load(revision)
    app = over(frozen.keyset_file(tmp_path))
    former = _shape_before(app, revision)
    upgrade(app, revision)
    with connected(app) as connection:
        frozen.pour(connection)
        kept = _everything(connection)
    try:
        downgrade(app)
    except NotImplementedError:
        with connected(app) as connection:
            assert _everything(connection) == kept
    else:
        assert _shape(app) == former


def _everything(connection: Connection) -> dict[str, list[str]]:
    """Every row as it lies, in the tables and columns of the revision that is there."""
    names = inspect(connection).get_table_names()
    found = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"') for name in names}  # noqa: S608
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def _shape_before(app: Flask, revision: str) -> dict[str, set[str]]:
    """The tables of the revision before *revision*, which the database is left at."""
    place = revisions(app).index(revision)
    if place:
        upgrade(app, revisions(app)[place - 1])
    return _shape(app)


def _shape(app: Flask) -> dict[str, set[str]]:
    with connected(app) as connection:
        there = inspect(connection)
        names = set(there.get_table_names()) - {BOOKKEEPING}
        return {name: {each["name"] for each in there.get_columns(name)} for name in names}

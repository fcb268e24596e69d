"""What goes into a column comes out of it, in SQLite's own shapes."""

import pickle
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.exc import StatementError

from portfolio.storage.base import Id, Instant

METADATA = MetaData()
THINGS = Table("thing", METADATA, Column("id", Id), Column("at", Instant))
LOCAL = timezone(timedelta(hours=2))


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        METADATA.create_all(connection)
        yield connection
    engine.dispose()


def kept(connection: Connection, **values: object) -> tuple[UUID | None, datetime | None]:
    connection.execute(insert(THINGS).values(**values))
    row = connection.execute(select(THINGS.c.id, THINGS.c.at)).one()
    return row[0], row[1]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 20, 11, 0, tzinfo=UTC),
        datetime(2026, 11, 20, 11, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 11, 20, 13, 0, tzinfo=LOCAL),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.max.replace(tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(
    connection: Connection, at: datetime
) -> None:
    _, read = kept(connection, at=at)
    assert read == at and read.tzinfo is UTC


def test_an_id_comes_back_as_it_went(connection: Connection) -> None:
    given = uuid4()
    assert kept(connection, id=given)[0] == given


def test_an_id_that_comes_back_is_like_any_other(connection: Connection) -> None:
    """It is made by a shorter way than Python's own."""
    given = uuid4()
    read = kept(connection, id=given)[0]
    assert (repr(read), hash(read)) == (repr(given), hash(given))
    assert read is not None and (read.bytes, read.is_safe) == (given.bytes, UUID(int=1).is_safe)
    assert pickle.loads(pickle.dumps(read)) == deepcopy(read) == given  # noqa: S301  # our own


@pytest.mark.parametrize("length", [0, 15, 17])
def test_what_is_no_id_is_refused(connection: Connection, length: int) -> None:
    with pytest.raises(ValueError, match="not a UUID"):
        connection.execute(select(type_coerce(func.zeroblob(length), Id))).scalar_one()


def test_nothing_stays_nothing(connection: Connection) -> None:
    assert kept(connection, id=None, at=None) == (None, None)


def test_a_moment_without_its_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="without its zone"):
        kept(connection, at=datetime(2026, 11, 20, 11, 0))  # noqa: DTZ001  # that is the point

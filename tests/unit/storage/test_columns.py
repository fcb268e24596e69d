"""What goes into a column comes out of it, in SQLite's own shapes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, select
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


def test_nothing_stays_nothing(connection: Connection) -> None:
    assert kept(connection, id=None, at=None) == (None, None)


def test_a_moment_without_its_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(StatementError, match="without its zone"):
        kept(connection, at=datetime(2026, 11, 20, 11, 0))  # noqa: DTZ001  # that is the point

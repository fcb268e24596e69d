"""What each kind of database is told once, and must still do after the revisions ran."""

import pytest
from flask import Flask
from sqlalchemy import text

from tests.migrations.databases import connected, upgrade

PRAGMAS = {
    "page_size": 16384,
    "journal_mode": "wal",
    "secure_delete": 1,
    "foreign_keys": 1,
    "synchronous": 1,
}


@pytest.fixture
def dialect(app: Flask) -> str:
    """What the revisions ran on."""
    upgrade(app)
    with connected(app) as connection:
        return connection.dialect.name


def test_the_database_keeps_the_habits_of_its_kind(app: Flask, dialect: str) -> None:
    """SQLite: large pages, a write-ahead log, no residue. PostgreSQL: sessions never logged."""
    found, expected = (_on_sqlite if dialect == "sqlite" else _on_postgresql)(app)
    assert found == expected


def _on_sqlite(app: Flask) -> tuple[object, object]:
    with connected(app) as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in PRAGMAS}
    return found, PRAGMAS


def _on_postgresql(app: Flask) -> tuple[object, object]:
    query = "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"
    with connected(app) as connection:
        return list(connection.scalars(text(query))), ["web_session"]

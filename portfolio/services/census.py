"""What each person has at rest, counted and fingerprinted without opening anything.

Taken before and after an upgrade, two censuses must agree: a revision cannot seal, so whatever
it does to somebody's boxes is a loss.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, Uuid, select

OWNERS = ("portfolio_id", "owner_id", "account_id")
"""Columns that say whose a row is, the narrowest first."""
OWNED = {"account": ("id",)}
"""Tables whose own key is whose they are."""
PASSING = frozenset({"web_session", "token", "throttle"})
"""Tables of what ends by itself: nobody's content."""
SLICE = 1_000

Columns = Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Holding:
    """How many rows one person has in one table, and a fingerprint of their boxes."""

    count: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Census:
    """Everybody's holdings by table and owner, and the columns that were read."""

    columns: Columns = field(repr=False)
    holdings: Mapping[str, Mapping[bytes, Holding]] = field(repr=False)

    def losses(self, after: "Census") -> dict[str, int]:
        """By table, for how many people *after* does not say the same."""
        found = {}
        for table, mine in self.holdings.items():
            theirs = after.holdings.get(table, {})
            parted = sum(theirs.get(owner) != holding for owner, holding in mine.items())
            parted += len(theirs.keys() - mine.keys())
            found[table] = parted
        return {table: count for table, count in found.items() if count}


def take(connection: Connection, columns: Columns | None = None) -> Census:
    """Count what is there; *columns* of a former census are read again, and no others."""
    there = MetaData()
    there.reflect(connection)
    columns = _columns(there.tables.values()) if columns is None else columns
    holdings = {
        name: _holdings(connection, there.tables[name], *read)
        for name, read in columns.items()
        if name in there.tables
    }
    return Census(columns, holdings)


def _columns(tables: Iterable[Table]) -> dict[str, tuple[str, tuple[str, ...]]]:
    read = {}
    for table in tables:
        asked = (*OWNERS, *OWNED.get(table.name, ()))
        owner = next((name for name in asked if name in table.columns), None)
        if owner and table.name not in PASSING:
            read[table.name] = owner, tuple(each.name for each in table.columns if _tells(each))
    return read


def _tells(column: Column[Any]) -> bool:
    """Whether a column is a box, or something that a box is bound to."""
    return column.primary_key or isinstance(column.type, (LargeBinary, Uuid, Integer))


def _holdings(
    connection: Connection, table: Table, owner: str, boxes: tuple[str, ...]
) -> dict[bytes, Holding]:
    """One pass over the table; a column that is gone counts as empty, which shows."""
    counted: dict[bytes, tuple[int, int]] = {}
    for whose, *values in _rows(connection, table, (owner, *boxes)):
        count, total = counted.get(whose, (0, 0))
        row = sha256(b"".join(len(each).to_bytes(8, "big") + each for each in values)).digest()
        counted[whose] = count + 1, (total + int.from_bytes(row, "big")) % 2**256
    return {
        whose: Holding(count, total.to_bytes(32, "big"))
        for whose, (count, total) in counted.items()
    }


def _rows(
    connection: Connection, table: Table, names: tuple[str, ...]
) -> Iterator[tuple[bytes, ...]]:
    known = [table.columns[name] for name in names if name in table.columns]
    if len(known) < len(names):
        return
    for row in connection.execute(select(*known)).yield_per(SLICE):
        yield tuple(map(_plain, row))


def _plain(value: object) -> bytes:
    """The bytes of a value, alike before and after whatever its column became."""
    if isinstance(value, bytes):
        return value
    return b"" if value is None else str(value).encode()

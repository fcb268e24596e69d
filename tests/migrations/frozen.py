"""Databases as earlier releases wrote them: rows as JSON, with the keys that open them.

``data/<revision>.json`` holds what a life left when that revision was the newest. The author of
a revision freezes it with ``python -m tests.migrations.freeze``; nobody ever writes it again.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.types import TypeEngine

from portfolio.storage import Base
from tests.migrations.lives import Logins, Read

DATA = Path(__file__).parent / "data"
BOOKKEEPING = "alembic_version"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A database at rest: its keyset, who signs in, what they read, the rows by table."""

    keyset: Row
    logins: Logins
    read: Read
    tables: dict[str, list[Row]]

    @classmethod
    def load(cls, revision: str) -> Self:
        """What was frozen at *revision*; ``FileNotFoundError`` when nobody did."""
        return cls(**json.loads((DATA / f"{revision}.json").read_text()))

    def save(self, revision: str) -> Path:
        """Write it beside the others."""
        DATA.mkdir(exist_ok=True)
        path = DATA / f"{revision}.json"
        path.write_text(_one_row_a_line(asdict(self)))
        return path

    def keyset_file(self, home: Path) -> Path:
        """The keyset as a file that the server accepts."""
        path = home / "frozen.keyset"
        path.write_text(json.dumps(self.keyset))
        path.chmod(0o600)
        return path

    def pour(self, connection: Connection) -> None:
        """Write the rows into the tables that stand there, whatever today's models say."""
        there = inspect(connection).get_multi_columns()
        for name, rows in self.tables.items():  # whoever is pointed at comes first
            if not rows:
                continue
            types = {each["name"]: each["type"] for each in there[None, name]}
            place = table(name, *(column(each, kind) for each, kind in types.items()))
            thawed = [{each: _thawed(row[each], types[each]) for each in row} for row in rows]
            connection.execute(place.insert(), thawed)


def rows_of(connection: Connection) -> dict[str, list[Row]]:
    """Every row of every table of today's models, in shapes that JSON keeps."""
    return {
        table.name: [
            {name: _frozen(value) for name, value in row._mapping.items()}
            for row in connection.execute(select(table))
        ]
        for table in Base.metadata.sorted_tables
    }


_MARKS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (bytes, "bytes", lambda value: base64.b64encode(value).decode()),
    (UUID, "uuid", str),
    (datetime, "instant", lambda value: value.astimezone(UTC).isoformat()),
    (date, "day", lambda value: value.isoformat()),
)
_READERS: dict[str, Callable[[str], Any]] = {
    "bytes": base64.b64decode,
    "uuid": UUID,
    "instant": datetime.fromisoformat,
    "day": date.fromisoformat,
}


def _one_row_a_line(document: Row) -> str:
    """JSON that a reviewer can scroll through: a row of a table is a line."""
    tables = document.pop("tables")
    head = json.dumps(document, indent=1, ensure_ascii=False)[:-2]
    lines = [
        f"  {json.dumps(name)}: [\n   "
        + ",\n   ".join(json.dumps(row, ensure_ascii=False) for row in rows)
        + "]"
        for name, rows in tables.items()
    ]
    return f'{head},\n "tables": {{\n' + ",\n".join(lines) + "\n }\n}\n"


def _frozen(value: Any) -> Any:
    for kind, mark, write in _MARKS:
        if isinstance(value, kind):
            return {mark: write(value)}
    return value


def _thawed(value: Any, kind: TypeEngine[Any]) -> Any:
    """The value as the driver takes it for a column found in the database."""
    mark = next(iter(value)) if isinstance(value, dict) else ""
    if mark not in _READERS:
        return value
    read = _READERS[mark](value[mark])
    if isinstance(read, UUID) and kind.python_type is bytes:
        return read.bytes
    if isinstance(read, datetime) and not getattr(kind, "timezone", False):
        return read.replace(tzinfo=None)
    return read

"""A file of the archive as it grows: a list of any length, then the rest, never whole in memory."""

from collections.abc import Callable
from datetime import datetime
from json import dumps
from typing import Any

from pydantic import BaseModel, TypeAdapter

Write = Callable[[bytes], object]


class Growing:
    """JSON whose list *many* is written one thing at a time."""

    def __init__(self, write: Write, head: bytes, many: str) -> None:
        """Begin it; *write* takes its bytes, in order."""
        self._write, self._first = write, True
        write(head + f',"{many}":['.encode())

    def add(self, one: BaseModel) -> None:
        """One more thing of the list."""
        self._write(b"\n" if self._first else b",\n")
        self._write(one.model_dump_json().encode())
        self._first = False

    def finish(self, rest: BaseModel) -> None:
        """What comes after the list."""
        self._write(b"],\n" + rest.model_dump_json().encode()[1:])


def head(schema_id: str, site: str, at: datetime) -> bytes:
    """How a file of ours begins; what follows closes it."""
    moment = TypeAdapter(datetime).dump_json(at).decode()
    said = f'"$schema":"{schema_id}","version":1,"site":{dumps(site)},"exported_at":{moment}'
    return f"{{{said}".encode()


def schema(file: type[BaseModel], schema_id: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of ours."""
    told = file.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schema_id, **told}

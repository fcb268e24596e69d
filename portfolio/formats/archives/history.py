"""What entries said before, and what was typed and not saved: to be read, never taken in again."""

from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from portfolio.domain.entries import Entry
from portfolio.formats.archives import growing
from portfolio.formats.archives.growing import Growing, Write

SCHEMA_ID: Literal["/api/v1/schemas/history"] = "/api/v1/schemas/history"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Former(_Part):
    """What an entry was at one revision, from *changed_at* until the next."""

    rev: int
    changed_at: AwareDatetime
    kind: str
    version: int
    data: dict[str, JsonValue]

    @classmethod
    def of(cls, rev: int, entry: Entry, changed_at: datetime) -> Self:
        """*entry*, field by field."""
        data = entry.model_dump(mode="json")
        return cls(
            rev=rev, changed_at=changed_at, kind=entry.kind, version=entry.version, data=data
        )


class Past(_Part):
    """All that is kept of an entry before it was what it is in *within*, the latest first.

    *unread* are the revisions that did not open on that day.
    """

    id: UUID
    within: Literal["portfolio.json", "trash.json"]
    versions: tuple[Former, ...]
    unread: tuple[int, ...] = ()


class Draft(_Part):
    """A form that was begun: where it was to be sent, each question's name and its answer."""

    id: UUID
    place: str
    saved_at: AwareDatetime
    answers: tuple[tuple[str, str], ...]


class Drafts(_Part):
    """All of them, the latest first; *unread* did not open on that day."""

    drafts: tuple[Draft, ...] = ()
    unread: tuple[UUID, ...] = ()


class HistoryFile(Drafts):
    """The whole file. Within version 1 fields may be added, never removed or renamed."""

    schema_: Literal["/api/v1/schemas/history"] = Field(alias="$schema")
    version: Literal[1]
    site: str
    exported_at: AwareDatetime
    entries: tuple[Past, ...]


def written(write: Write, site: str, at: datetime) -> Growing:
    """The file, begun: the past of each entry is added to it, then all drafts finish it."""
    return Growing(write, growing.head(SCHEMA_ID, site, at), "entries")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the file."""
    return growing.schema(HistoryFile, SCHEMA_ID)

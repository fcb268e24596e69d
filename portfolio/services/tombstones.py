"""What must stay dead once a backup is restored: one line for each, kept apart from the database.

A restored database knows nothing of what was stopped since. The line says when, what kind, and a
fingerprint of the id: nothing, to whoever does not hold the row itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Self
from uuid import UUID

from sqlalchemy.orm import Session

_BURIED = "tombstones"  # where a session keeps the lines of its transaction


class Kind(StrEnum):
    """What may be dead for good."""

    GRANT = "grant"
    ACCOUNT = "account"
    ENDORSEMENT = "endorsement"
    COMMENT = "comment"
    CONTRIBUTION = "contribution"
    CODE = "code"
    """A code that served, by its grant."""
    NOTE = "note"
    NOTES = "notes"
    """All that a structure noted of somebody, by their folder; a new one has the same id."""
    SHOWN = "shown"
    """What its owner took back from a structure; they may show it again."""
    ERASURE = "erasure"
    """That an account is to be deleted, by its id: whichever of this and the next came last."""
    STAY = "stay"
    """That its owner keeps it after all."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One line of the list."""

    at: datetime
    kind: Kind
    mark: str

    @classmethod
    def of(cls, kind: Kind, dead_id: UUID, at: datetime) -> Self:
        """The tombstone of an id."""
        return cls(at, kind, mark(kind, dead_id))

    @classmethod
    def read(cls, line: str) -> Self:
        """What :func:`str` wrote; ``ValueError`` for anything else."""
        at, kind, found = line.split()
        return cls(datetime.fromisoformat(at), Kind(kind), found)

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.kind} {self.mark}"


def mark(kind: Kind, dead_id: UUID) -> str:
    """The fingerprint of an id: 122 random bits, so that nobody finds it by trying."""
    return sha256(f"tombstone {kind} ".encode() + dead_id.bytes).hexdigest()


def bury(session: Session, kind: Kind, dead_id: UUID, at: datetime) -> None:
    """Say that *dead_id* must stay dead, once this transaction is kept."""
    session.info.setdefault(_BURIED, []).append(Tombstone.of(kind, dead_id, at))


def buried(session: Session) -> list[Tombstone]:
    """What was buried in the transaction that just ended; said once."""
    taken: list[Tombstone] = session.info.pop(_BURIED, [])
    return taken


def read(lines: Iterable[str]) -> dict[str, Tombstone]:
    """A list by its marks; ``ValueError`` when a line is none of ours."""
    return {one.mark: one for one in map(Tombstone.read, lines)}

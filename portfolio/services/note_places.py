"""What notes structures keep on somebody, as that person may know it: where, and under which name.

A structure that knows a person under two names does not know that they are one: here alone are
both told together.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portfolio.domain.errors import Tampered
from portfolio.services import boxes, note_folders, sealed_views
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.notes import NoteFolder
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Structure


@dataclass(frozen=True, slots=True)
class Known:
    """A folder of notes as the person they are on may know it; *by_name*: of one reader alone.

    *alias* is the one it was begun under; empty for their own name.
    """

    id: UUID
    alias: str
    by_name: bool
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A structure that somebody shared with, and the folders of notes it keeps on them."""

    structure_id: UUID
    structure: str
    folders: tuple[Known, ...]

    @property
    def several_names(self) -> bool:
        """Whether it knows that person by more than one name, and not that they are one."""
        return len({one.alias for one in self.folders}) > 1


def places(work: Work) -> list[Place]:
    """The structures that the actor ever shared with, and what notes they keep on them."""
    portfolio = boxes.portfolio_of(work)
    kept = select(NoteFolder).where(NoteFolder.portfolio_id == portfolio.id)
    folders = work.session.scalars(kept.order_by(NoteFolder.created_at, NoteFolder.id)).all()
    aliases = _aliases(work, portfolio) if folders else {}
    found: dict[UUID, list[Known]] = {}
    for row in folders:
        alias = _alias_of(work, row, aliases.get(row.structure_id, ()))
        known = Known(row.id, alias, row.reader_id is not None, row.created_at)
        found.setdefault(row.structure_id, []).append(known)
    met = select(Grant.structure_id).where(Grant.portfolio_id == portfolio.id)
    query = select(Structure.id, Structure.name).where(Structure.id.in_(met))
    rows = work.session.execute(query.order_by(Structure.name, Structure.id))
    return [Place(row.id, row.name, tuple(found.get(row.id, ()))) for row in rows]


def _aliases(work: Work, portfolio: Portfolio) -> dict[UUID, set[str]]:
    """The names that were not the actor's own, by the structure they were given to."""
    asked = select(Grant.id, Grant.owner_id, Grant.owner_box, Grant.structure_id)
    found: dict[UUID, set[str]] = {}
    for row in work.session.execute(asked.where(Grant.portfolio_id == portfolio.id)):
        with suppress(Tampered):
            copy = sealed_views.kept(work.keys, row.id, row.owner_id, row.owner_box)
            if row.structure_id and copy.terms.alias:
                found.setdefault(row.structure_id, set()).add(copy.terms.alias)
    return found


def _alias_of(work: Work, folder: NoteFolder, aliases: Iterable[str]) -> str:
    return next((one for one in aliases if note_folders.is_called(work, folder, one)), "")

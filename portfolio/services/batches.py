"""What one import found and did, sealed under the portfolio's key: shown, confirmed, taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound
from portfolio.formats.base import Draft, Remark
from portfolio.services import boxes
from portfolio.services.work import Work
from portfolio.storage.entries import ImportBatch, Portfolio


class State(StrEnum):
    """Where an import stands."""

    PREVIEW = "preview"
    DONE = "done"
    UNDONE = "undone"


class _Sealed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Note(_Sealed):
    """A reader's remark, kept: a sentence of the catalogue and its values, what was found."""

    path: str
    what: str
    values: dict[str, str | int | float] = {}
    found: str = ""

    @classmethod
    def of(cls, remark: Remark) -> Self:
        """The same remark, in shapes that JSON keeps."""
        plain = {
            name: value if isinstance(value, (int, float)) else str(value)
            for name, value in remark.values.items()
        }
        return cls(path=remark.path, what=remark.what, values=plain, found=remark.found)


class Item(_Sealed):
    """An entry a file proposes; *payload* is its own bytes, *id* the one that others lead to."""

    payload: str
    source_key: str
    path: str
    notes: tuple[Note, ...] = ()
    id: UUID | None = None

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """The same draft, in shapes that JSON keeps."""
        notes = tuple(map(Note.of, draft.notes))
        payload = draft.entry.to_bytes().decode()
        return cls(payload=payload, source_key=draft.source_key, path=draft.path, notes=notes)

    @property
    def entry(self) -> Entry:
        """The entry, as the file tells it."""
        return Entry.from_bytes(self.payload.encode())


class Mark(_Sealed):
    """An entry that an import touched; *before* holds its former bytes when it was completed."""

    id: UUID
    rev: int
    kind: str
    title: str
    source_keys: tuple[str, ...] = ()
    before: str = ""

    @property
    def former(self) -> Entry:
        """The entry as it was before the import completed it."""
        return Entry.from_bytes(self.before.encode())


class Batch(_Sealed):
    """All that is remembered of one import; *items* only until the person has chosen.

    A whole portfolio brings files too, *fresh* here, and *handouts* to make, as their own bytes;
    *made* are those that were.
    """

    format: str
    filename: str
    items: tuple[Item, ...] = ()
    fresh: tuple[UUID, ...] = ()
    handouts: tuple[str, ...] = ()
    made: tuple[UUID, ...] = ()
    notes: tuple[Note, ...] = ()
    extra: dict[str, Any] = {}
    created: tuple[Mark, ...] = ()
    completed: tuple[Mark, ...] = ()
    ignored: int = 0
    removed: int = 0
    restored: int = 0
    kept: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A batch with what its row knows."""

    id: UUID
    state: State
    created_at: datetime
    batch: Batch


def add(work: Work, portfolio: Portfolio, batch: Batch) -> UUID:
    """Keep *batch* as a preview; the previews that came to nothing go."""
    work.session.execute(
        delete(ImportBatch).where(
            ImportBatch.portfolio_id == portfolio.id, ImportBatch.state == State.PREVIEW
        )
    )
    row = ImportBatch(portfolio_id=portfolio.id, id=new_id(), created_at=work.now)
    _write(work, portfolio, row, State.PREVIEW, batch)
    work.session.add(row)
    work.session.flush()
    return row.id


def read(work: Work, portfolio: Portfolio, batch_id: UUID) -> Kept:
    """One batch of the actor's; another's is as absent as none."""
    row = work.session.get(ImportBatch, (portfolio.id, batch_id), populate_existing=True)
    if row is None:
        raise NotFound
    return _open(work, portfolio, row)


def read_all(work: Work, portfolio: Portfolio) -> list[Kept]:
    """Every batch, the latest first."""
    rows = work.session.scalars(
        select(ImportBatch)
        .where(ImportBatch.portfolio_id == portfolio.id)
        .order_by(ImportBatch.created_at.desc())
    )
    return [_open(work, portfolio, row) for row in rows]


def waiting(work: Work, portfolio: Portfolio) -> list[Kept]:
    """Those that the person has not answered yet."""
    mine = ImportBatch.portfolio_id == portfolio.id
    rows = work.session.scalars(select(ImportBatch).where(mine, ImportBatch.state == State.PREVIEW))
    return [_open(work, portfolio, row) for row in rows]


def change(work: Work, portfolio: Portfolio, batch_id: UUID, state: State, batch: Batch) -> None:
    """Say what became of a batch."""
    row = work.session.get_one(ImportBatch, (portfolio.id, batch_id))
    _write(work, portfolio, row, state, batch)
    work.session.flush()


def remove(work: Work, portfolio: Portfolio, batch_id: UUID) -> None:
    """Forget a batch."""
    work.session.delete(work.session.get_one(ImportBatch, (portfolio.id, batch_id)))
    work.session.flush()


def _context(portfolio_id: UUID, batch_id: UUID, state: str) -> bytes:
    """The state is part of the place: a row whose state was changed does not open."""
    return context("import", portfolio_id, batch_id, state)


def _write(work: Work, portfolio: Portfolio, row: ImportBatch, state: State, batch: Batch) -> None:
    row.state = state
    plain = batch.model_dump_json().encode()
    key = boxes.key_of(work, portfolio)
    row.box = seal(key, plain, _context(portfolio.id, row.id, state))


def _open(work: Work, portfolio: Portfolio, row: ImportBatch) -> Kept:
    key = boxes.key_of(work, portfolio)
    plain = unseal(key, row.box, _context(portfolio.id, row.id, row.state))
    return Kept(row.id, State(row.state), row.created_at, Batch.model_validate_json(plain))

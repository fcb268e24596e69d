"""The files of a citizen: weighed, kept, read back, let go. Their bytes lie in a store, sealed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import Row, bindparam, delete, func, select, update

from portfolio.crypto import streams
from portfolio.crypto.context import context
from portfolio.crypto.sealing import Opener, seal
from portfolio.domain.entries import Entry
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.errors import NotFound, Overloaded, Tampered, Unsealable
from portfolio.domain.files import KeyedFile
from portfolio.services import boxes, journal
from portfolio.services.allowances import Allowance, Usage
from portfolio.services.arriving import Arrival
from portfolio.services.spools import place
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs, Gone, Unreachable
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile

KEPT = timedelta(days=30)
"""How long a file that was let go can still be taken back."""
AGAIN_IN = 30
_FILES = (
    select(
        StoredFile.portfolio_id,
        StoredFile.id,
        StoredFile.box,
        StoredFile.created_at,
        StoredFile.released_at,
        StoredFile.renew_at,
    )
    .where(StoredFile.portfolio_id == bindparam("portfolio"))
    .order_by(StoredFile.created_at, StoredFile.id)
)
_KEYED = TypeAdapter(dict[UUID, KeyedFile])


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of the person's; *released_at* is when they let go of it.

    *renew_at* is when they asked for a new key, which it still waits for.
    """

    file: KeyedFile
    created_at: datetime
    released_at: datetime | None
    renew_at: datetime | None = None

    @property
    def erased_at(self) -> datetime | None:
        """When it is gone for good."""
        return self.released_at + KEPT if self.released_at else None


def usage(work: Work, allowance: Allowance) -> Usage:
    """What the actor's files take, those that were let go and are still there included."""
    portfolio = boxes.portfolio_of(work)
    asked = select(func.coalesce(func.sum(StoredFile.size), 0), func.count())
    size, count = work.session.execute(asked.where(StoredFile.portfolio_id == portfolio.id)).one()
    return Usage(size, count, allowance)


def read_all(work: Work) -> dict[UUID, Stored]:
    """Every file of the actor's, oldest first."""
    return read_of(work, boxes.portfolio_of(work))


def read_of(work: Work, portfolio: Portfolio) -> dict[UUID, Stored]:
    """The same, of a portfolio at hand; :class:`Tampered` for a box that is not its owner's."""
    opener = Opener(boxes.key_of(work, portfolio))
    return {row.id: _opened(opener, row) for row in _rows(work, portfolio)}


def keyed(work: Work, portfolio: Portfolio) -> dict[UUID, KeyedFile]:
    """Every file with its key: what goes into a view of the entries that show it.

    Opened once by a worker that remembers, until a box of theirs is another.
    """
    key, rows = boxes.key_of(work, portfolio), _rows(work, portfolio)
    told = (part for row in rows for part in (row.id, row.box))
    name = context("keyed", portfolio.id, *told)
    if known := work.cache.take(key, name):
        return _KEYED.validate_json(known)
    opener = Opener(key)
    found = {row.id: _opened(opener, row).file for row in rows}
    work.cache.keep(key, name, _KEYED.dump_json(found))
    return found


def used(entries: Iterable[Entry]) -> set[UUID]:
    """The files that entries show."""
    return {file for one in entries if isinstance(one, Evidence) for file in one.files}


@contextmanager
def put(blobs: Blobs, arrivals: Iterable[Arrival]) -> Iterator[None]:
    """Bytes first, rows within the block: when it fails, the bytes go away again."""
    done: list[UUID] = []
    try:
        for each in arrivals:
            done.append(each.file.id)
            blobs.put(each.file.id, each.spool.sealed())
        yield
    except Unreachable:
        raise Overloaded(AGAIN_IN) from None
    except BaseException:
        for file_id in done:
            blobs.remove(file_id)
        raise


def add(work: Work, arrivals: Sequence[Arrival], allowance: Allowance) -> None:
    """A row for each file whose bytes are in the store; all of them fit, or none is kept."""
    if not arrivals:
        return
    portfolio = boxes.begin(work)
    usage(work, allowance).check(arrivals)
    key = boxes.key_of(work, portfolio)
    for each in arrivals:
        file = each.file
        work.session.add(
            StoredFile(
                portfolio_id=portfolio.id,
                id=file.id,
                size=each.sealed_size,
                box=boxed(key, portfolio, file),
                created_at=work.now,
            )
        )
    journal.write(work, portfolio, "file.added", detail=str(len(arrivals)))


def release(work: Work, file_ids: Iterable[UUID]) -> None:
    """Let go of files, which stay for a while; those that an entry still shows are not touched."""
    portfolio = boxes.begin(work)
    free = set(file_ids) - _shown(work, portfolio)
    _mark(work, portfolio, free, work.now)


def hold(work: Work, file_ids: Iterable[UUID]) -> None:
    """Take back files that were let go, as long as they are there."""
    _mark(work, boxes.portfolio_of(work), set(file_ids), None)


def erase(work: Work, file_id: UUID) -> UUID:
    """Forget a file's key and name here and now; returns where the caller lets its bytes go from.

    :class:`NotFound` for one that is not the actor's, or that an entry still shows.
    """
    dropped = drop(work, [file_id])
    if not dropped:
        raise NotFound
    return dropped[0]


def drop(work: Work, file_ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """Forget those files that nothing shows; returns where the bytes to let go of are."""
    portfolio = boxes.begin(work)
    free = set(file_ids) - _shown(work, portfolio)
    mine = (StoredFile.portfolio_id == portfolio.id) & StoredFile.id.in_(free)
    lies = func.coalesce(StoredFile.blob_id, StoredFile.id)
    gone = delete(StoredFile).where(mine).returning(lies)
    if dropped := tuple(work.session.scalars(gone)):
        journal.write(work, portfolio, "file.erased", detail=str(len(dropped)))
    return dropped


def own(work: Work, file_id: UUID) -> KeyedFile:
    """One of the actor's own files; another's is as absent as none."""
    portfolio = boxes.portfolio_of(work)
    row = work.session.get(StoredFile, (portfolio.id, file_id))
    if row is None:
        raise NotFound
    return _opened(Opener(boxes.key_of(work, portfolio)), row).file


def content(blobs: Blobs, file: KeyedFile) -> Iterator[bytes]:
    """A file in clear, piece by piece, once all of it proved to be there and genuine.

    Raises :class:`Tampered` when it is not, :class:`Overloaded` when the store does not answer.
    """
    key, where = bytes.fromhex(file.key), place(file.place)
    try:
        if streams.verify(key, blobs.read(file.place), where) != file.size:
            raise Tampered
    except (Unsealable, Gone) as why:
        raise Tampered from why
    except Unreachable as why:
        raise Overloaded(AGAIN_IN) from why
    return streams.opened(key, blobs.read(file.place), where)


def boxed(key: bytes, portfolio: Portfolio, file: KeyedFile) -> bytes:
    """What a row keeps of a file, sealed under the portfolio's *key*."""
    return seal(key, to_json(file, exclude_none=True), _place(portfolio.id, file.id))


def _rows(work: Work, portfolio: Portfolio) -> Sequence[Row[*tuple[Any, ...]]]:
    return work.session.execute(_FILES, {"portfolio": portfolio.id}).all()


def _opened(opener: Opener, row: StoredFile | Row[*tuple[Any, ...]]) -> Stored:
    try:
        box = opener.unseal(row.box, _place(row.portfolio_id, row.id))
    except Unsealable as why:
        raise Tampered from why
    file = KeyedFile.model_validate_json(box)
    return Stored(file, row.created_at, row.released_at, row.renew_at)


def _shown(work: Work, portfolio: Portfolio) -> set[UUID]:
    return used(one.entry for one in boxes.read(work, portfolio))


def _mark(work: Work, portfolio: Portfolio, ids: set[UUID], at: datetime | None) -> None:
    if ids:
        work.session.execute(
            update(StoredFile)
            .where(StoredFile.portfolio_id == portfolio.id, StoredFile.id.in_(ids))
            .values(released_at=at)
        )


def _place(portfolio_id: UUID, file_id: UUID) -> bytes:
    return context("file-meta", portfolio_id, file_id)

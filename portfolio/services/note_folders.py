"""The folders that a structure's notes are kept in: whose, under which key, for how long.

A folder's key is wrapped to the structure, and follows it when its key changes. What people
shared with professionals by name is noted under the own key of whoever writes: no colleague
reads it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import IntegrityError

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key, seal, unseal
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.domain.notes import MONTHS, USUAL, months_after
from portfolio.domain.sharing import day_of
from portfolio.services import epochs, keypairs, readers, sealed_views, standings
from portfolio.services.carried import Kind
from portfolio.services.grants import OpenGrant
from portfolio.services.readers import Lock, Reader
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.notes import NoteFolder, NoteRule

PAGE = 25


@dataclass(frozen=True, slots=True)
class Folder:
    """One that opened: *person* is the name it was begun under; *by_name* one reader's alone."""

    id: UUID
    structure_id: UUID
    portfolio_id: UUID
    key: bytes = field(repr=False)
    person: str
    by_name: bool
    created_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of folders, the last written first; *months* is the structure's rule."""

    folders: tuple[Folder, ...]
    total: int
    page: int
    pages: int
    months: int


def here(work: Work) -> Reader:
    """The actor, who reads where they act; else :class:`NotFound`."""
    reader = readers.here(work)
    if not reader.standing.office.reads:
        raise NotFound
    return reader


def of_grant(work: Work, opened: OpenGrant) -> Folder | None:
    """The folder of whoever gave a grant that the actor has just opened, if there is one."""
    row = work.session.get(NoteFolder, _id(work, opened), populate_existing=True)
    return _open(work, here(work), row) if row else None


def begin(work: Work, opened: OpenGrant) -> Folder:
    """The same, begun if there is none yet; the structure is held already."""
    if found := of_grant(work, opened):
        return found
    key, folder_id = new_key(), _id(work, opened)
    structure = epochs.hold(work, opened.standing.structure_id)
    reader_id = work.actor.account_id if opened.by_name else None
    public, whose, epoch = epochs.public(work, structure), structure.id, structure.epoch
    if reader_id:
        account = work.session.get_one(Account, reader_id)
        public, whose, epoch = keypairs.public_of(work, account), reader_id, account.key_epoch
    row = NoteFolder(
        id=folder_id,
        structure_id=structure.id,
        portfolio_id=opened.portfolio.id,
        reader_id=reader_id,
        epoch=epoch,
        box=hybrid.wrap(public, key, place(folder_id, whose, epoch)),
        label_box=seal(key, opened.view.person.encode(), context("note-label", folder_id)),
        created_at=work.now,
        last_at=work.now,
    )
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:  # a colleague began it at the same instant
        return begin(work, opened)
    return _folder(row, key)


def one(work: Work, folder_id: UUID) -> Folder:
    """One of those that the actor reads where they act, whether a grant runs or not."""
    reader = here(work)
    row = work.session.scalar(
        select(NoteFolder)
        .where(NoteFolder.id == folder_id, _theirs(work, reader))
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return _open(work, reader, row)


def kept(work: Work, page: int = 1) -> Kept:
    """A page of the folders that the actor reads where they act."""
    reader = here(work)
    months = months_of(work, reader.standing.structure_id)
    which = _theirs(work, reader)
    total = work.session.scalar(select(func.count()).select_from(NoteFolder).where(which)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    query = select(NoteFolder).where(which).order_by(NoteFolder.last_at.desc(), NoteFolder.id)
    rows = work.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE))
    return Kept(tuple(_those_that_open(work, reader, rows)), total, page, pages, months)


def several(work: Work, reader: Reader, ids: Sequence[UUID]) -> dict[UUID, Folder]:
    """Some of them, by id: those that are there still."""
    rows = work.session.scalars(
        select(NoteFolder).where(NoteFolder.id.in_(ids), _theirs(work, reader))
    )
    return {folder.id: folder for folder in _those_that_open(work, reader, rows)}


def alone(work: Work, account_id: UUID) -> int:
    """How many folders only that person reads, where the actor acts: they end with them there."""
    which = (NoteFolder.structure_id == work.actor.structure_id) & (
        NoteFolder.reader_id == account_id
    )
    return work.session.scalar(select(func.count()).select_from(NoteFolder).where(which)) or 0


def months_of(work: Work, structure_id: UUID) -> int:
    """How many months after the last contact that structure keeps notes."""
    rule = work.session.get(NoteRule, structure_id)
    return rule.months if rule else USUAL


def keep_for(work: Work, months: int) -> None:
    """Choose how long notes are kept where the actor acts; for key holders."""
    standing = standings.confirmed(work).keep_keys()
    if months not in MONTHS:
        raise NotFound
    rule = work.session.get(NoteRule, standing.structure_id)
    if rule is None:
        rule = NoteRule(structure_id=standing.structure_id)
        work.session.add(rule)
    rule.months, rule.by_id, rule.at = months, work.actor.account_id, work.now
    work.session.flush()


def until(folder: Folder, months: int) -> date:
    """The day from which *folder* is destroyed, if nothing is written and no share runs by then."""
    return months_after(day_of(folder.last_at), months)


def place(folder_id: UUID, whose: UUID, epoch: int) -> bytes:
    """What a folder's key is bound to when it is wrapped."""
    return context("notes", folder_id, whose, epoch)


def is_called(work: Work, row: NoteFolder, person: str) -> bool:
    """Whether a folder was begun under that name."""
    of = (row.structure_id, row.portfolio_id, person, row.reader_id)
    return row.id == _called(work, *of)


def _id(work: Work, opened: OpenGrant) -> UUID:
    """Under another name one is somebody else: their notes are not brought together either."""
    reader = work.actor.account_id if opened.by_name else None
    return _called(
        work, opened.standing.structure_id, opened.portfolio.id, opened.view.person, reader
    )


def _called(work: Work, place: UUID, whose: UUID, person: str, reader: UUID | None) -> UUID:
    """The id of a folder, which says all that it is: a row that was moved is called otherwise."""
    return UUID(bytes=work.keys.server.index("notes", place, whose, person, reader or b"")[:16])


def _theirs(work: Work, reader: Reader) -> ColumnElement[bool]:
    mine = NoteFolder.reader_id.is_(None) | (NoteFolder.reader_id == work.actor.account_id)
    return (NoteFolder.structure_id == reader.standing.structure_id) & mine


def _open(work: Work, reader: Reader, row: NoteFolder) -> Folder:
    kind = sealed_views.MEMBER if row.reader_id else sealed_views.STRUCTURE
    lock: Lock = reader.locks[kind]
    if row.epoch != lock.epoch:
        raise NotFound
    try:
        folder = _folder(row, lock.key.unwrap(row.box, place(row.id, lock.id, row.epoch)))
    except Unsealable as why:
        raise Tampered from why
    if not is_called(work, row, folder.person):
        raise Tampered
    return folder


def _those_that_open(work: Work, reader: Reader, rows: Iterable[NoteFolder]) -> Iterator[Folder]:
    """One that was altered, or left behind by a change of keys, hides no other."""
    for row in rows:
        with suppress(NotFound, Tampered):
            yield _open(work, reader, row)


def _folder(row: NoteFolder, key: bytes) -> Folder:
    person = unseal(key, row.label_box, context("note-label", row.id)).decode()
    ids = (row.id, row.structure_id, row.portfolio_id)
    return Folder(*ids, key, person, row.reader_id is not None, row.created_at, row.last_at)


def _living(_work: Work, structure_id: UUID, epoch: int) -> Select[UUID, bytes]:
    return select(NoteFolder.id, NoteFolder.box).where(
        NoteFolder.structure_id == structure_id,
        NoteFolder.reader_id.is_(None),
        NoteFolder.epoch == epoch,
    )


KIND = Kind(id=NoteFolder.id, living=_living, place=place)

"""Working notes: written, amended with every version kept, taken away; never in any portfolio.

Nothing here is written in the person's journal: it tells who opened *her* things. What she asks
about notes, and what she is answered, is (:mod:`portfolio.services.note_requests`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import Conflict, NotFound, Refused, Tampered, Unsealable
from portfolio.domain.notes import Note
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import epochs, grants, note_ends, note_folders, tombstones
from portfolio.services.note_folders import Folder
from portfolio.services.work import Work
from portfolio.storage import notes as rows
from portfolio.storage.structures import Member

MOST = 500
SAME_PRESS = timedelta(minutes=1)
TOO_MANY = N_("%(most)s notes sont déjà gardées sur cette personne. Effacez-en d’abord.")


@dataclass(frozen=True, slots=True)
class Version:
    """What a note said at one revision, by whom, when; None where it was altered."""

    id: UUID
    rev: int
    what: Note | None
    author_id: UUID
    author: str
    at: datetime


def of_folder(work: Work, folder: Folder) -> list[Version]:
    """The notes of a folder as they stand, the latest first; an altered one hides no other."""
    latest: dict[UUID, Version] = {}
    for version in _versions(work, folder):
        latest.setdefault(version.id, version)
    return sorted(latest.values(), key=lambda each: (each.at, each.id), reverse=True)


def history(work: Work, folder: Folder, note_id: UUID) -> list[Version]:
    """Every version of one, the latest first."""
    found = [each for each in _versions(work, folder) if each.id == note_id]
    if not found:
        raise NotFound
    if not all(each.what for each in found):
        raise Tampered
    return found


def write(work: Work, grant_id: UUID, what: Note) -> UUID:
    """Write one about whoever gave a grant; the very same words at once are the same press.

    :class:`NotFound` once the grant ended. The structure is held before the person, as whoever
    leaves it holds them.
    """
    epochs.hold(work, note_folders.here(work).standing.structure_id)
    opened = grants.reach(work, grant_id, Right.READ)
    grants.hold(work, opened)
    folder = note_folders.begin(work, opened)
    there = of_folder(work, folder)
    for one in there:
        same = one.what == what and one.author_id == work.actor.account_id
        if same and work.now - one.at < SAME_PRESS:
            return one.id
    if len(there) >= MOST:
        raise Refused(TOO_MANY, most=MOST)
    note_id = new_id()
    _add(work, folder, note_id, 1, what)
    return note_id


def amend(work: Work, folder: Folder, note_id: UUID, what: Note, *, rev: int) -> None:
    """Write the next version over *rev*; :class:`Conflict` with what is there otherwise."""
    last = history(work, folder, note_id)[0]
    if what == last.what:
        return
    if rev != last.rev:
        raise Conflict(last)
    try:
        with work.session.begin_nested():
            _add(work, folder, note_id, rev + 1, what)
    except IntegrityError as why:  # a colleague was first
        raise Conflict(history(work, folder, note_id)[0]) from why


def remove(work: Work, folder: Folder, note_id: UUID, *, rev: int) -> None:
    """Take a note away with all its versions, for good; the last one takes its folder along.

    :class:`Conflict` when *rev*, the version that was read, is not the newest.
    """
    these = (rows.Note.folder_id == folder.id, rows.Note.id == note_id)
    newest = work.session.scalar(select(func.max(rows.Note.rev)).where(*these))
    if newest is None:
        raise NotFound
    if rev != newest:
        raise Conflict(newest)
    work.session.execute(delete(rows.Note).where(*these))
    tombstones.bury(work.session, tombstones.Kind.NOTE, note_id, work.now)
    left = select(func.count()).select_from(rows.Note).where(rows.Note.folder_id == folder.id)
    if not work.session.scalar(left):
        note_ends.erase(work, folder.id)


def _add(work: Work, folder: Folder, note_id: UUID, rev: int, what: Note) -> None:
    row = rows.Note(
        folder_id=folder.id, id=note_id, rev=rev, author_id=work.actor.account_id, at=work.now
    )
    row.box = seal(folder.key, what.model_dump_json().encode(), _place(row))
    work.session.add(row)
    touched = update(rows.NoteFolder).where(rows.NoteFolder.id == folder.id)
    work.session.execute(touched.values(last_at=work.now))
    work.session.flush()


def _versions(work: Work, folder: Folder) -> Iterable[Version]:
    query = (
        select(*rows.Note.__table__.columns, Member.name.label("author"))
        .outerjoin(
            Member,
            (Member.structure_id == folder.structure_id)
            & (Member.account_id == rows.Note.author_id),
        )
        .where(rows.Note.folder_id == folder.id)
        .order_by(rows.Note.id, rows.Note.rev.desc())
    )
    return [_read(row, folder) for row in work.session.execute(query)]


def _read(row: Any, folder: Folder) -> Version:
    try:
        what = Note.model_validate_json(unseal(folder.key, row.box, _place(row)))
    except Unsealable:
        what = None
    return Version(row.id, row.rev, what, row.author_id, row.author or "", row.at)


def _place(row: Any) -> bytes:
    return context("note", row.folder_id, row.id, row.rev, row.author_id, row.at)

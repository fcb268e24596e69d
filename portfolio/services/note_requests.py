"""What somebody asks of the notes that a structure keeps on them, and what they are answered.

A request goes to one folder, and to the people who read it; the answer is sealed to the
person's own key, so that they keep it whatever becomes of the notes.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key, seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.notes import Reply, Said, State, Wanted, answer_by
from portfolio.domain.words import N_
from portfolio.services import (
    boxes,
    journal,
    keypairs,
    note_ends,
    note_folders,
    notes,
    turns,
)
from portfolio.services.note_folders import Folder
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.entries import Portfolio
from portfolio.storage.notes import NoteFolder, NoteRequest
from portfolio.storage.structures import Structure

ANSWERED = N_("Cette demande a déjà sa réponse.")
PARTIAL = N_(
    "Une note ne peut pas être lue : la copie serait incomplète. Prévenez l’équipe du service."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as either side reads it; *person* for the structure, *structure* for the other."""

    id: UUID
    structure_id: UUID
    wanted: Wanted
    state: State
    asked_at: datetime
    answered_at: datetime | None
    structure: str = ""
    person: str = ""
    folder_id: UUID | None = None

    @property
    def answer_by(self) -> date:
        """The last day to answer on."""
        return answer_by(self.asked_at)


def ask(work: Work, folder_id: UUID, wanted: Wanted) -> bool:
    """Ask for a copy of the notes in one folder, or that they be destroyed; tells if there is one.

    One by one: two requests sent together would tell a structure that two names are one person.
    What waits already is not asked twice.
    """
    portfolio = boxes.portfolio_of(work)
    turns.wait(work, portfolio)
    theirs = (NoteFolder.id == folder_id, NoteFolder.portfolio_id == portfolio.id)
    kept = select(NoteFolder).where(*theirs).with_for_update(read=True, key_share=True)
    folder = work.session.scalar(kept)
    if folder is None:
        return False
    waiting = [(one.folder_id, one.wanted) for one in mine(work) if one.state is State.ASKED]
    if (folder_id, wanted) not in waiting:
        row = NoteRequest(id=new_id(), owner_id=work.actor.account_id, folder_id=folder_id)
        row.structure_id, row.wanted = folder.structure_id, wanted
        row.state, row.asked_at = State.ASKED, work.now
        work.session.add(row)
        work.session.flush()
        journal.write(work, portfolio, "notes.asked", detail=wanted)
    return True


def mine(work: Work) -> list[Asked]:
    """What the actor asked, the latest first."""
    query = (
        select(NoteRequest, Structure.name)
        .join(Structure, Structure.id == NoteRequest.structure_id)
        .where(NoteRequest.owner_id == work.actor.account_id)
        .order_by(NoteRequest.asked_at.desc(), NoteRequest.id)
        .execution_options(populate_existing=True)
    )
    return [_asked(row, structure=name) for row, name in work.session.execute(query)]


def answer(work: Work, request_id: UUID) -> tuple[Asked, Reply | None]:
    """One of the actor's own requests, with its answer once there is one."""
    row = work.session.get(NoteRequest, request_id, populate_existing=True)
    if row is None or row.owner_id != work.actor.account_id:
        raise NotFound
    name = work.session.get_one(Structure, row.structure_id).name
    return _asked(row, structure=name), _reply(work, row) if row.box else None


def waiting(work: Work) -> list[Asked]:
    """What waits for an answer where the actor acts, the oldest first."""
    reader = note_folders.here(work)
    query = (
        select(NoteRequest)
        .where(
            NoteRequest.structure_id == reader.standing.structure_id,
            NoteRequest.state == State.ASKED,
        )
        .order_by(NoteRequest.asked_at, NoteRequest.id)
    )
    rows = work.session.scalars(query).all()
    folders = note_folders.several(work, reader, [row.folder_id for row in rows])
    told = [(row, folders.get(row.folder_id)) for row in rows]
    return [_asked(row, person=folder.person) for row, folder in told if folder]


def one(work: Work, request_id: UUID) -> tuple[Asked, Folder]:
    """One that the actor may answer, with the folder it is about."""
    row = work.session.get(NoteRequest, request_id, populate_existing=True)
    if row is None:
        raise NotFound
    folder = note_folders.one(work, row.folder_id)
    return _asked(row, person=folder.person), folder


def reply(work: Work, request_id: UUID, what: Reply) -> None:
    """Answer a request, once: a copy or the end of the notes, or why not."""
    asked, folder = one(work, request_id)
    portfolio = work.session.get_one(Portfolio, folder.portfolio_id)
    turns.wait(work, portfolio)
    asked, folder = one(work, request_id)  # as whoever left, or erased a note, has left it
    row = work.session.get_one(NoteRequest, request_id, with_for_update=True)
    if row.owner_id != portfolio.owner_id or row.structure_id != folder.structure_id:
        raise Tampered  # nobody but the person they are about is sent the notes
    if row.state != State.ASKED:
        raise Refused(ANSWERED)
    if what.granted and asked.wanted is Wanted.COPY:
        there = notes.of_folder(work, folder)
        said = tuple(
            Said(text=each.what.text, author=each.author, at=each.at) for each in there if each.what
        )
        if len(said) < len(there):
            raise Refused(PARTIAL)
        what = what.model_copy(update={"notes": said, "why": None})
    row.state = _outcome(asked.wanted, granted=what.granted)
    row.answered_at, row.answered_by = work.now, work.actor.account_id
    _seal(work, row, what)
    journal.write(work, portfolio, f"notes.{row.state}")
    if row.state == State.ERASED:
        note_ends.erase(work, folder.id)
    work.session.flush()


def settle(work: Work) -> None:
    """Answer yes to what waits about notes that the actor alone reads, since they leave."""
    with suppress(NotFound, Tampered, Refused):  # what does not open keeps nobody in a structure
        for asked in waiting(work):
            if one(work, asked.id)[1].by_name:
                reply(work, asked.id, Reply(granted=True))


def _outcome(wanted: Wanted, *, granted: bool) -> State:
    if not granted:
        return State.REFUSED
    return State.GIVEN if wanted is Wanted.COPY else State.ERASED


def _seal(work: Work, row: NoteRequest, what: Reply) -> None:
    key, account = new_key(), work.session.get_one(Account, row.owner_id)
    row.key_box = hybrid.wrap(keypairs.public_of(work, account), key, _place(row))
    row.box = seal(key, what.model_dump_json().encode(), _place(row))


def _reply(work: Work, row: NoteRequest) -> Reply:
    try:
        key = keypairs.own(work).unwrap(row.key_box or b"", _place(row))
        return Reply.model_validate_json(unseal(key, row.box or b"", _place(row)))
    except Unsealable as why:
        raise Tampered from why


def _asked(row: NoteRequest, **names: str) -> Asked:
    return Asked(
        row.id,
        row.structure_id,
        Wanted(row.wanted),
        State(row.state),
        row.asked_at,
        row.answered_at,
        folder_id=row.folder_id,
        **names,
    )


def _place(row: NoteRequest) -> bytes:
    who = (row.owner_id, row.structure_id, row.answered_by or b"", row.state)
    return context("notes-answer", row.id, *who)

"""Bringing a file in: read it, show it, let the person choose, write once, take it all back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from portfolio.domain.errors import NotFound
from portfolio.domain.handouts import Booklet, Handout
from portfolio.domain.words import N_
from portfolio.formats import portfolio_json
from portfolio.formats.base import reader_of
from portfolio.services import (
    batches,
    boxes,
    credentials,
    entries,
    files,
    handouts,
    keepsakes,
    proposals,
    unpacking,
)
from portfolio.services.batches import Batch, Item, Kept, Note, State
from portfolio.services.confirming import Writing
from portfolio.services.entries import Change
from portfolio.services.proposals import Fate, Proposal
from portfolio.services.work import Work

NO_ROOM = N_(
    "Ce document n’est pas revenu : vous en gardez déjà %(most)s. Supprimez-en un, puis importez "
    "ce fichier à nouveau."
)
ONE_BOOKLET = N_("Ce livret n’est pas revenu : vous en avez déjà un ici, qui reste comme il est.")


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it was understood, before anything is written."""

    kept: Kept
    proposals: tuple[Proposal, ...]

    @property
    def waiting(self) -> bool:
        """Whether the person has not chosen yet."""
        return self.kept.state is State.PREVIEW

    @property
    def remarks(self) -> tuple[Note, ...]:
        """What the reader noted about the file, beside its notes on each proposal."""
        said = {(note.path, note.what) for each in self.proposals for note in each.notes}
        return tuple(n for n in self.kept.batch.notes if (n.path, n.what) not in said)


def preview(work: Work, content: bytes, filename: str, *, contexts: Path | None = None) -> UUID:
    """Read *content*, keep it sealed until the person has chosen, return the batch's id.

    *contexts* is where :func:`credentials.examined` finds what gives a credential its meaning.

    Raises :class:`Refused` for a file that cannot be read at all.
    """
    reader = reader_of(content)
    if reader.name == portfolio_json.FORMAT:
        return unpacking.keep_texts(work, content, filename)
    reading = reader.read(content)
    if reader.name == credentials.FORMAT:
        reading = credentials.examined(work, reading, content, contexts)
    batch = Batch(
        format=reader.name,
        filename=filename[:200],
        items=tuple(map(Item.of, reading.drafts)),
        notes=tuple(map(Note.of, reading.report)),
        extra=dict(reading.extra),
    )
    return batches.add(work, boxes.portfolio_of(work), batch)


def read_preview(work: Work, batch_id: UUID) -> Preview:
    """The batch *batch_id* as it now compares with the portfolio; nothing is written.

    Nothing is proposed any more once the person has chosen.
    """
    portfolio = boxes.portfolio_of(work)
    kept = batches.read(work, portfolio, batch_id)
    if kept.state is not State.PREVIEW:
        return Preview(kept, ())
    return Preview(kept, tuple(proposals.compare(work, portfolio, kept.batch)))


def confirm(work: Work, batch_id: UUID, choices: Mapping[int, Fate], *, rest: bool = False) -> None:
    """Write what was chosen, by place in the file: all of it or nothing.

    What was not chosen is ignored, or with *rest* gets the fate it was proposed with.
    Confirming again changes nothing more.
    """
    portfolio = boxes.begin(work)
    kept = batches.read(work, portfolio, batch_id)
    if kept.state is not State.PREVIEW:
        return
    found = proposals.compare(work, portfolio, kept.batch)
    writing = Writing.of(work, found, choices, rest=rest)
    entries.apply(work, added=writing.entries, changed=writing.changes, ids=writing.ids)
    came = list(
        handouts.bring(work, map(writing.relinked, kept.batch.handouts), keepsakes.here(work))
    )
    left = (_left(what) for what, made in came if made is None)
    result = {
        "items": (),
        "handouts": (),
        "created": tuple(writing.marks),
        "completed": tuple(writing.completed.values()),
        "ignored": writing.ignored,
        "made": tuple(made for _, made in came if made),
        "notes": (*kept.batch.notes, *left),
    }
    batches.change(work, portfolio, batch_id, State.DONE, kept.batch.model_copy(update=result))


def _left(what: Handout) -> Note:
    """What is said of a handout of the file that could not come back."""
    if isinstance(what, Booklet):
        return Note(path="", what=ONE_BOOKLET, found=what.name)
    return Note(path="", what=NO_ROOM, values={"most": handouts.MOST}, found=what.name)


def read_report(work: Work, batch_id: UUID) -> Kept:
    """What an import did, once confirmed."""
    kept = batches.read(work, boxes.portfolio_of(work), batch_id)
    if kept.state is State.PREVIEW:
        raise NotFound
    return kept


def read_past(work: Work) -> list[Kept]:
    """Every import of the actor's, the latest first."""
    return batches.read_all(work, boxes.portfolio_of(work))


def read_awaited(work: Work) -> dict[UUID, Kept]:
    """The files that wait for a yes to the import that brought them, each with that import."""
    there = batches.waiting(work, boxes.portfolio_of(work))
    return {file_id: kept for kept in there for file_id in kept.batch.fresh}


def drop(work: Work, batch_id: UUID) -> tuple[UUID, ...]:
    """Give a preview up: nothing of the file remains, once the bytes returned by id are let go."""
    portfolio = boxes.portfolio_of(work)
    kept = batches.read(work, portfolio, batch_id)
    if kept.state is not State.PREVIEW:
        return ()
    batches.remove(work, portfolio, batch_id)
    return files.drop(work, kept.batch.fresh)


def undo(work: Work, batch_id: UUID) -> None:
    """Take an import back as a whole; what was changed since is kept, and named.

    Undoing again changes nothing more.
    """
    portfolio = boxes.begin(work)
    kept = batches.read(work, portfolio, batch_id)
    if kept.state is not State.DONE:
        return
    created, completed = kept.batch.created, kept.batch.completed
    revs = {opened.id: opened.rev for opened in boxes.read(work, portfolio)}
    gone = [mark.id for mark in created if revs.get(mark.id) == mark.rev]
    same = [mark for mark in completed if revs.get(mark.id) == mark.rev]
    back = [Change(mark.id, mark.rev, mark.former) for mark in same]
    entries.apply(work, changed=back, removed=gone)
    handouts.take_back(work, kept.batch.made)
    files.release(work, kept.batch.fresh)
    moved = (mark for mark in (*created, *completed) if revs.get(mark.id, mark.rev) != mark.rev)
    result = {"removed": len(gone), "restored": len(back), "kept": tuple(moved)}
    batches.change(work, portfolio, batch_id, State.UNDONE, kept.batch.model_copy(update=result))

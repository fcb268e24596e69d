"""Bringing a file in: read it, show it, let the person choose, write once, take it all back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound
from portfolio.domain.merging import merged
from portfolio.formats.base import reader_of
from portfolio.services import batches, boxes, credentials, entries, proposals
from portfolio.services.batches import Batch, Item, Kept, Mark, Note, State
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.proposals import Fate, Proposal
from portfolio.services.work import Work


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
    writing = _Writing(work)
    for proposal in proposals.compare(work, portfolio, kept.batch):
        usual = proposal.fate if rest else Fate.IGNORE
        writing.take(proposal, choices.get(proposal.place, usual))
    ids = entries.apply(work, added=writing.entries, changed=writing.changes)
    result = {
        "items": (),
        "created": tuple(map(_created, ids, writing.added)),
        "completed": tuple(writing.completed.values()),
        "ignored": writing.ignored,
    }
    batches.change(work, portfolio, batch_id, State.DONE, kept.batch.model_copy(update=result))


def read_report(work: Work, batch_id: UUID) -> Kept:
    """What an import did, once confirmed."""
    kept = batches.read(work, boxes.portfolio_of(work), batch_id)
    if kept.state is State.PREVIEW:
        raise NotFound
    return kept


def read_past(work: Work) -> list[Kept]:
    """Every import of the actor's, the latest first."""
    return batches.read_all(work, boxes.portfolio_of(work))


def drop(work: Work, batch_id: UUID) -> None:
    """Give a preview up: nothing of the file remains."""
    portfolio = boxes.portfolio_of(work)
    if batches.read(work, portfolio, batch_id).state is State.PREVIEW:
        batches.remove(work, portfolio, batch_id)


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
    moved = (mark for mark in (*created, *completed) if revs.get(mark.id, mark.rev) != mark.rev)
    result = {"removed": len(gone), "restored": len(back), "kept": tuple(moved)}
    batches.change(work, portfolio, batch_id, State.UNDONE, kept.batch.model_copy(update=result))


def _created(entry_id: UUID, proposal: Proposal) -> Mark:
    entry = proposal.entry
    keys = (proposal.source_key,)
    return Mark(id=entry_id, rev=1, kind=entry.kind, title=entry.title, source_keys=keys)


@dataclass(slots=True)
class _Writing:
    """What a confirmation is about to write, put together one proposal at a time."""

    work: Work
    added: list[Proposal] = field(default_factory=list)
    completed: dict[UUID, Mark] = field(default_factory=dict)
    unions: dict[UUID, Entry] = field(default_factory=dict)
    ignored: int = 0

    def take(self, proposal: Proposal, fate: Fate) -> None:
        """Give *proposal* the *fate* chosen, or the one left when it cannot have that one."""
        fate = fate if fate in proposal.fates else proposal.fates[0]
        if fate is Fate.IGNORE:
            self.ignored += 1
        elif fate is Fate.MERGE and proposal.twin:
            self._complete(proposal, proposal.twin)
        else:
            self.added.append(proposal)

    def _complete(self, proposal: Proposal, found: Opened) -> None:
        self.unions[found.id] = merged(self.unions.get(found.id, found.entry), proposal.entry).entry
        former = self.completed.get(found.id)
        self.completed[found.id] = Mark(
            id=found.id,
            rev=found.rev + 1,
            kind=found.entry.kind,
            title=found.entry.title,
            source_keys=(*(former.source_keys if former else ()), proposal.source_key),
            before=found.entry.to_bytes().decode(),
        )

    @property
    def entries(self) -> list[Entry]:
        """The entries to add, saying on what day they came in."""
        return [self._dated(proposal.entry) for proposal in self.added]

    @property
    def changes(self) -> list[Change]:
        """The entries to complete, at the revision each was read at."""
        marks = self.completed.values()
        return [Change(mark.id, mark.rev - 1, self.unions[mark.id]) for mark in marks]

    def _dated(self, entry: Entry) -> Entry:
        came = entry.provenance.model_copy(update={"on": self.work.now.date()})
        return entry.changed(provenance=came) if came.how == "imported" else entry

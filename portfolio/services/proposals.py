"""What a file proposes, beside what the portfolio already holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.merging import ALONE, Merged, Twins, merged
from portfolio.domain.relinking import relinked
from portfolio.services import batches, boxes
from portfolio.services.batches import Batch, Item, Note, State
from portfolio.services.boxes import Opened
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio


class Fate(StrEnum):
    """What becomes of one thing that a file proposes."""

    ADD = "add"
    MERGE = "merge"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing a file proposes, what it resembles here, and what seems the best for it.

    *place* is its number in the file; *known*: an earlier import already brought it in, or
    the file says it twice; *union* is what completing *twin* would make of both. *id* is what
    other things in the file call it.
    """

    place: int
    entry: Entry
    source_key: str
    notes: tuple[Note, ...]
    known: bool
    twin: Opened | None
    union: Merged | None
    id: UUID | None = None

    @property
    def fate(self) -> Fate:
        """What is ticked until the person says otherwise."""
        if self.known:
            return Fate.IGNORE
        if self.union is None:
            return Fate.ADD
        return Fate.MERGE if self.union.filled else Fate.IGNORE

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What may be chosen; of some kinds a portfolio needs one, which is then completed."""
        if self.twin is None:
            return (Fate.ADD, Fate.IGNORE)
        return (Fate.MERGE, Fate.IGNORE) if self.entry.kind in ALONE else tuple(Fate)


def compare(work: Work, portfolio: Portfolio, batch: Batch) -> Iterator[Proposal]:
    """Each item of *batch* as it now compares with the portfolio, in the order of the file.

    Its links lead to what is here already, where that is what they led to.
    """
    there = {opened.id: opened for opened in boxes.read(work, portfolio)}
    own = Twins({name: opened.entry for name, opened in there.items()})
    known = _known(work, portfolio, there, batch.format)
    names = [
        known.get(item.source_key) or _same(item, there) or own.of(item.entry)
        for item in batch.items
    ]
    moved = {
        item.id: name for item, name in zip(batch.items, names, strict=True) if item.id and name
    }
    for place, (item, name) in enumerate(zip(batch.items, names, strict=True)):
        entry, key = Entry.from_bytes(relinked(item.payload, moved).encode()), item.source_key
        found = there[name] if name else None
        union = merged(found.entry, entry) if found else None
        yield Proposal(place, entry, key, item.notes, key in known, found, union, item.id)
        known.setdefault(key, name)


def _same(item: Item, there: Mapping[UUID, Opened]) -> UUID | None:
    """The very entry that an item of one's own archive was, if it is still there."""
    former = UUID(item.source_key) if item.id else None
    return former if former in there else None


def _known(
    work: Work, portfolio: Portfolio, there: Mapping[UUID, Opened], format_name: str
) -> dict[str, UUID | None]:
    """The keys of what earlier imports brought in and that is still there, and where it is."""
    keys: dict[str, UUID | None] = {
        opened.entry.provenance.source_id: opened.id
        for opened in there.values()
        if opened.entry.provenance.source == format_name
    }
    for kept in batches.read_all(work, portfolio):
        if kept.state is State.DONE and kept.batch.format == format_name:
            marks = (*kept.batch.created, *kept.batch.completed)
            still = (mark for mark in marks if mark.id in there)
            keys.update({key: mark.id for mark in still for key in mark.source_keys})
    return keys

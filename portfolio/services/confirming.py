"""What a confirmed import is about to write, put together one proposal at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self
from uuid import UUID

from portfolio.crypto.tokens import new_id
from portfolio.domain.entries import Entry
from portfolio.domain.merging import merged
from portfolio.domain.relinking import relinked
from portfolio.services.batches import Mark
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.proposals import Fate, Proposal
from portfolio.services.work import Work


@dataclass(slots=True)
class Writing:
    """Entries to add and to complete; *moved* says what is already here of what links lead to."""

    work: Work
    moved: Mapping[UUID, UUID]
    added: list[Proposal] = field(default_factory=list)
    completed: dict[UUID, Mark] = field(default_factory=dict)
    unions: dict[UUID, Entry] = field(default_factory=dict)
    ignored: int = 0

    @classmethod
    def of(
        cls, work: Work, proposals: Iterable[Proposal], choices: Mapping[int, Fate], *, rest: bool
    ) -> Self:
        """What *choices* come to, by place in the file; with *rest*, the others as proposed."""
        found = [(each, _fate(each, choices, rest=rest)) for each in proposals]
        moved = {
            each.id: each.twin.id
            for each, fate in found
            if each.id and each.twin and fate is not Fate.ADD
        }
        writing = cls(work, moved)
        for proposal, fate in found:
            writing.take(proposal, fate)
        return writing

    def take(self, proposal: Proposal, fate: Fate) -> None:
        """Give *proposal* its *fate*."""
        if fate is Fate.IGNORE:
            self.ignored += 1
        elif fate is Fate.MERGE and proposal.twin:
            self._complete(proposal, proposal.twin)
        else:
            self.added.append(replace(proposal, id=proposal.id or new_id()))

    def relinked(self, payload: str) -> str:
        """The same *payload*, leading to what is here."""
        return relinked(payload, self.moved)

    @property
    def ids(self) -> list[UUID]:
        """Under what id each is added."""
        return [proposal.id for proposal in self.added if proposal.id]

    @property
    def entries(self) -> list[Entry]:
        """The entries to add, saying on what day they came in."""
        return [self._dated(proposal.entry) for proposal in self.added]

    @property
    def changes(self) -> list[Change]:
        """The entries to complete, at the revision each was read at."""
        marks = self.completed.values()
        return [Change(mark.id, mark.rev - 1, self.unions[mark.id]) for mark in marks]

    @property
    def marks(self) -> list[Mark]:
        """What is to be remembered of what is added."""
        return [_mark(proposal) for proposal in self.added]

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

    def _dated(self, entry: Entry) -> Entry:
        """An entry of another's file says when it came; one of ours came when it says."""
        came = entry.provenance
        if came.how != "imported" or came.on:
            return entry
        return entry.changed(provenance=came.model_copy(update={"on": self.work.now.date()}))


def _fate(proposal: Proposal, choices: Mapping[int, Fate], *, rest: bool) -> Fate:
    """The fate chosen, or the one left when it cannot have that one."""
    usual = proposal.fate if rest else Fate.IGNORE
    fate = choices.get(proposal.place, usual)
    return fate if fate in proposal.fates else proposal.fates[0]


def _mark(proposal: Proposal) -> Mark:
    entry, keys = proposal.entry, (proposal.source_key,)
    assert proposal.id  # noqa: S101  # given when it was taken
    return Mark(id=proposal.id, rev=1, kind=entry.kind, title=entry.title, source_keys=keys)

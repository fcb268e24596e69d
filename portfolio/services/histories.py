"""What the actor's entries said before, gathered entry by entry for them to take home.

What does not open costs itself, and is named: nothing that was altered keeps anybody from the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portfolio.services import entries, trash, versions
from portfolio.services.boxes import Opened
from portfolio.services.removals import Removed
from portfolio.services.versions import Version
from portfolio.services.work import Work

AT_ONCE = 20
"""Entries whose versions, fifty of each at most, are in memory together."""


@dataclass(frozen=True, slots=True)
class Past:
    """An entry as it is in the portfolio or the trash, and what it was before, the latest first."""

    now: Opened | Removed
    versions: tuple[Version, ...]
    unread: tuple[int, ...]

    @property
    def removed(self) -> bool:
        """Whether the entry is in the trash."""
        return isinstance(self.now, Removed)


def thrown(work: Work) -> Iterator[Removed]:
    """All that waits in the trash, the latest removed first."""
    page = 1
    while found := trash.read(work, page):
        yield from found
        page += 1


def pasts(work: Work, removed: Iterable[Removed]) -> Iterator[Past]:
    """Every entry that has a past, oldest first, then the *removed* ones."""
    there: tuple[Opened | Removed, ...] = (*entries.read_all(work), *removed)
    changed = [one for one in there if one.rev > 1]
    for at in range(0, len(changed), AT_ONCE):
        some = changed[at : at + AT_ONCE]
        saved = versions.salvage(work, {one.id: one.rev for one in some})
        for one in some:
            if one.id in saved:
                found, lost = saved[one.id]
                yield Past(one, tuple(found), tuple(lost))

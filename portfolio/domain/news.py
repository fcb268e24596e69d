"""What is new in a shared view since its reader last came, told from fingerprints alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from portfolio.domain.shown import Shown

VISIT = timedelta(hours=4)
"""How long a visit lasts at most: what was new as it began stays marked through an interview."""


class Sight(BaseModel):
    """What a reader saw at one moment: each entry by its id, and a fingerprint of its words."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    at: AwareDatetime
    rev: int
    entries: dict[UUID, str]

    @classmethod
    def of(cls, entries: Iterable[Shown], at: datetime, rev: int) -> Self:
        """What whoever reads *entries* sees."""
        prints = {one.id: sha256(one.entry.in_full()).hexdigest()[:8] for one in entries}
        return cls(at=at, rev=rev, entries=prints)


class Memory(BaseModel):
    """What a reader saw last, on a visit that *began* then, and at the end of the one before."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    began: AwareDatetime
    last: Sight
    before: Sight | None = None

    def is_fresh(self, at: datetime, rev: int) -> bool:
        """Whether a look at *at* is of the same visit, at the same thing."""
        return self._goes_on(at) and self.last.rev == rev

    def then(self, sight: Sight) -> Self:
        """What is remembered once the reader had that *sight* as well."""
        if self._goes_on(sight.at):
            return self.model_copy(update={"last": sight})
        return type(self)(began=sight.at, last=sight, before=self.last)

    def _goes_on(self, at: datetime) -> bool:
        return self.began <= at < self.began + VISIT


@dataclass(frozen=True, slots=True)
class News:
    """What changed *since* the visit before; nothing is told of what is gone but that it was.

    *first* is the very first look, which begins the first visit.
    """

    since: datetime | None = None
    added: tuple[Shown, ...] = ()
    changed: tuple[Shown, ...] = ()
    gone: int = 0
    first: bool = False

    @classmethod
    def of(cls, entries: Iterable[Shown], memory: Memory, *, first: bool = False) -> Self:
        """How *entries* differ from what was seen on the visit before; none before the second."""
        if memory.before is None:
            return cls(first=first)
        known, now = memory.before.entries, memory.last.entries
        shown = list(entries)
        return cls(
            memory.before.at,
            tuple(one for one in shown if one.id not in known),
            tuple(one for one in shown if one.id in known and known[one.id] != now[one.id]),
            len(known.keys() - now.keys()),
        )

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.added or self.changed or self.gone)


NO_NEWS = News()

"""What may have changed since it was said: asked about one thing at a time, never as a fault."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.lead import Lead
from portfolio.domain.entries.mobility import Mobility
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.skill import Skill

HALF, YEAR = timedelta(days=182), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Said:
    """An entry and the day it was last written."""

    id: UUID
    entry: Entry
    written_on: date

    @property
    def on(self) -> date:
        """The last day its owner said it: by writing it, or by saying that it is still true."""
        return max(filter(None, (self.written_on, self.entry.checked_on)))


KINDS: dict[type[Entry], timedelta] = {
    Lead: HALF,
    Identity: YEAR,
    Mobility: YEAR,
    Skill: 2 * YEAR,
    Language: 2 * YEAR,
    Interest: 2 * YEAR,
}
"""What ages whatever it says. Of the rest, a project pursued does, and what goes on: the past
does not change."""


def fresh_for(entry: Entry) -> timedelta | None:
    """How long *entry* is held for true once said; None when it never ages."""
    if isinstance(entry, Project) and entry.status is ProjectStatus.ACTIVE:
        return HALF
    period = entry.period
    return YEAR if period and period.ongoing else KINDS.get(type(entry))


def to_ask(said: Iterable[Said], today: date, aside: Collection[str] = ()) -> Said | None:
    """The one thing to ask about: of what was said too long ago, what was said first."""
    due = [one for one in said if _is_due(one, today) and name_of(one.id) not in aside]
    return min(due, key=lambda one: one.on, default=None)


def name_of(entry_id: UUID) -> str:
    """How the question about an entry is put aside."""
    return f"true-{entry_id}"


def _is_due(one: Said, today: date) -> bool:
    period = fresh_for(one.entry)
    return period is not None and today - one.on >= period

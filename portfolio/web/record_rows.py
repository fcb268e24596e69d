"""The rows of a record: in what order, and what each says, so that it is not said again below."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar
from uuid import UUID

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.language import DIMENSIONS
from portfolio.web.facts import Fact, Told

E = TypeVar("E", bound=Entry)

IN_ROW: dict[str, frozenset[str]] = {
    "job": frozenset({"when", "employer", "town"}),
    "placement": frozenset({"when", "host", "town"}),
    "caring": frozenset({"when", "town"}),
    "service": frozenset({"when", "organisation", "town"}),
    "venture": frozenset({"when", "part", "partner", "town"}),
    "licence": frozenset({"issued", "categories", "issuer"}),
    "training": frozenset({"when", "provider", "town"}),
    "volunteering": frozenset({"when", "organisation", "town"}),
    "certificate": frozenset({"issuer", "issued"}),
    "moment": frozenset({"nature", "when", "town"}),
    "skill": frozenset({"level"}),
    "language": frozenset({"mother_tongue", *DIMENSIONS}),
    "interest": frozenset({"card"}),
    "evidence": frozenset({"nature", "issuer", "issued"}),
    "objective": frozenset({"due", "status"}),
    "lead": frozenset({"stage"}),
    "plan": frozenset({"when"}),
    "action": frozenset({"objective", "due", "due_text", "status", "who", "who_name"}),
    "synthesis": frozenset({"met_on"}),
    "situation": frozenset({"checked"}),
}
"""What the row of each kind already says."""


class More(NamedTuple):
    """What stands under a row: a story, other answers, what was done there, activity by activity.

    *others* tells whether somebody else had a part in it: who wrote it first, who confirmed it.
    """

    story: str
    facts: list[Fact]
    told: list[Told]
    others: bool


Mark = tuple[UUID, bool]
"""The id that a new or changed entry is found by, and whether it is new."""
Row = tuple[E, Mark | None, More | None]
"""An entry, its mark, and what stands under its row."""


@cache
def apart(kind: str, *, in_row: bool) -> frozenset[str]:
    """What is said of a *kind* elsewhere: in its row, if it has one; activities, one by one."""
    said = IN_ROW.get(kind, frozenset()) if in_row else frozenset({"status"})
    return said | {"activities"}


def latest_first(entries: Iterable[E]) -> list[E]:
    """What goes on, then by date from the latest; the undated keep their order at the end."""
    return sorted(entries, key=lambda entry: _recency(entry.period), reverse=True)


def _recency(period: Period | None) -> tuple[bool, date]:
    anchor = period.anchor if period else None
    return bool(period and period.ongoing), anchor.middle if anchor else date.min

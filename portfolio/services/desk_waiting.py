"""What waits on a professional's desk, counted with one statement whatever there is.

A part of the house counts what is its own: an :class:`Arm` in :data:`ARMS`, and its line in
``templates/desk/_waiting.html``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, bindparam, func, select

from portfolio.domain.contributions import Answer
from portfolio.services import ended, live
from portfolio.services.readers import ME
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Member


@dataclass(frozen=True, slots=True)
class Arm:
    """One thing that may wait: *ask* gives one row, how many there are and since when.

    It may ask about *me*, *place* and *now*.
    """

    name: str
    ask: Callable[[], Select[int, datetime | None]]

    def asked(self) -> Subquery:
        """Its row, the columns under its name."""
        names = (f"{self.name}_count", f"{self.name}_since")
        return select(
            *(one.label(name) for one, name in zip(self.ask().subquery().c, names, strict=True))
        ).subquery(self.name)

    def told(self, row: Row[*tuple[Any, ...]]) -> "Waits":
        """What its row said."""
        return Waits(getattr(row, f"{self.name}_count"), getattr(row, f"{self.name}_since"))


@dataclass(frozen=True, slots=True)
class Waits:
    """How many there are of one thing, and since when the first of them waits."""

    count: int
    since: datetime | None


def parts() -> list[Subquery]:
    """One row of each arm, for a query that reads them beside other figures."""
    return [arm.asked() for arm in ARMS]


def read(row: Row[*tuple[Any, ...]]) -> dict[str, Waits]:
    """What a row of such a query says, by the name of the arm."""
    return {arm.name: arm.told(row) for arm in ARMS}


def pending(*which: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Proposals of the structure that nobody answered, on grants that the actor may open.

    They are met by their authors, the structure's members: whatever the number of people.
    """
    team = select(Member.account_id).where(Member.structure_id == bindparam("place"))
    waits = Contribution.state == Answer.PENDING
    return Contribution.author_id.in_(team), waits, live.here(Grant), *which


def _proposals(*which: ColumnElement[bool]) -> Select[int, datetime | None]:
    return (
        select(func.count(), func.min(Contribution.created_at))
        .select_from(Contribution)
        .join(Grant, Grant.id == Contribution.grant_id)
        .where(*pending(*which))
    )


ARMS: tuple[Arm, ...] = (
    Arm("ended", ended.counted),
    Arm("own_proposals", lambda: _proposals(Contribution.author_id == ME)),
    Arm("proposals", _proposals),
)

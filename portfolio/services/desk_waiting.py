"""What waits on a professional's desk, counted with one statement whatever there is.

A part of the house counts what is its own: an :class:`Arm` in :data:`ARMS`, and its line in
``templates/desk/_waiting.html``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, bindparam, exists, func, select

from portfolio.domain.contributions import Answer
from portfolio.domain.notes import State
from portfolio.domain.referrals import LIFE, TO_ANSWER, Stage
from portfolio.services import live
from portfolio.services.readers import ME
from portfolio.storage.base import Instant
from portfolio.storage.notes import NoteFolder, NoteRequest
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Member


@dataclass(frozen=True, slots=True)
class Arm:
    """One thing that may wait: *ask* gives one row, how many there are and since when.

    It may ask about *me*, *place* and *now*. What is over when nobody answers has a *life*.
    """

    name: str
    ask: Callable[[], Select[int, datetime | None]]
    life: timedelta | None = None

    def asked(self) -> Subquery:
        """Its row, the columns under its name."""
        names = (f"{self.name}_count", f"{self.name}_since")
        return select(
            *(one.label(name) for one, name in zip(self.ask().subquery().c, names, strict=True))
        ).subquery(self.name)

    def told(self, row: Row[*tuple[Any, ...]]) -> "Waits":
        """What its row said."""
        since: datetime | None = getattr(row, f"{self.name}_since")
        until = since + self.life if since and self.life else None
        return Waits(getattr(row, f"{self.name}_count"), since, until)


@dataclass(frozen=True, slots=True)
class Waits:
    """How many there are of one thing; since when, and until when, the first of them waits."""

    count: int
    since: datetime | None
    until: datetime | None


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
    team = select(Member.account_id).where(Member.structure_id == bindparam("place"))
    waits = Contribution.author_id.in_(team) & (Contribution.state == Answer.PENDING)
    there = exists().where(Grant.id == Contribution.grant_id, live.here(Grant))
    return select(func.count(), func.min(Contribution.created_at)).where(waits, there, *which)


def _received() -> Select[int, datetime | None]:
    """Relays that came and nobody answered."""
    waits = Handover.stage.in_(TO_ANSWER) & (Handover.expires_at > bindparam("now", type_=Instant))
    there = exists().where(Grant.id == Handover.grant_id, live.here(Grant))
    return select(func.count(), func.min(Handover.sent_at)).where(waits, there)


def _relayed() -> Select[int, datetime | None]:
    """Relays that were proposed and that people did not answer."""
    waits = (Referral.stage == Stage.AWAITING) & (
        Referral.expires_at > bindparam("now", type_=Instant)
    )
    there = exists().where(Grant.id == Referral.grant_id, live.here(Grant))
    return select(func.count(), func.min(Referral.created_at)).where(waits, there)


def _note_requests() -> Select[int, datetime | None]:
    """What people ask of notes that the actor may read."""
    mine = NoteFolder.reader_id.is_(None) | (NoteFolder.reader_id == ME)
    return (
        select(func.count(), func.min(NoteRequest.asked_at))
        .select_from(NoteRequest)
        .join(NoteFolder, NoteFolder.id == NoteRequest.folder_id)
        .where(
            NoteRequest.structure_id == bindparam("place"), NoteRequest.state == State.ASKED, mine
        )
    )


ARMS: tuple[Arm, ...] = (
    Arm("note_requests", _note_requests),
    Arm("proposals", _proposals),
    Arm("received", _received, LIFE),
    Arm("relayed", _relayed, LIFE),
)

"""A relay as it stands, for the structure that proposed it and for the person: one query each.

Where it stands is what its rows say, under the server's word, and the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import aliased

from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.referrals import (
    LIVING,
    TO_ANSWER,
    Appointment,
    Decline,
    Outcome,
    Proposal,
    Stage,
    Word,
)
from portfolio.domain.sharing import State
from portfolio.services import appointed, arms, counting
from portfolio.services import sealed_referrals as sealed
from portfolio.services.arms import GRANT, NOW, Arm
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member, Structure

Theirs = aliased(Grant)
"""The grant that the person gave to the other structure."""
R = TypeVar("R")
TOLD_ANYWAY = frozenset({Stage.SENT, Stage.SEEN, Stage.DECLINED, Stage.EXPIRED})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other structure said, as far as its reader may know."""

    appointment: Appointment | None = None
    decline: Decline | None = None
    outcome: Outcome | None = None

    def met(self, work: Work, grant_id: UUID, key: bytes | None) -> appointed.Appointment | None:
        """The meeting as it stands by now, for the two who have it: whoever holds the *key*."""
        if not self.appointment or not self.appointment.id or not key:
            return None
        try:
            return appointed.under(work, grant_id, key, self.appointment.id)
        except (NotFound, Tampered):  # left on a share that was prolonged, or altered
            return None


NO_ANSWER = Answer()


@dataclass(frozen=True, slots=True)
class Told:
    """A relay as the structure that proposed it, or the person, reads it.

    *grant_id* is the grant it was proposed on, *given_id* the one that the person gave for it.
    *waits_until* is when the next answer comes too late, as long as one is waited for.
    """

    id: UUID
    grant_id: UUID
    given_id: UUID | None
    structure_id: UUID
    structure: str
    what: Proposal
    author: str
    stage: Stage
    created_at: datetime
    sent_at: datetime | None
    seen_at: datetime | None
    answered_at: datetime | None
    waits_until: datetime | None
    told: bool
    word: str
    answer: Answer

    @property
    def living(self) -> bool:
        """Whether it may still become something else."""
        return self.stage in LIVING

    @property
    def awaits(self) -> bool:
        """Whether it is the person who is waited for."""
        return self.stage is Stage.AWAITING


@dataclass(frozen=True, slots=True)
class Line(Generic[R]):
    """One line of a list of relays: no *relay* where it was altered, which hides no other."""

    id: UUID
    grant_id: UUID
    at: datetime
    person: str
    relay: R | None

    @classmethod
    def of(cls, row: Referral | Handover, person: str, relay: R | None) -> Self:
        """The line of a row, as far as it opened."""
        at = row.created_at if isinstance(row, Referral) else row.sent_at
        return cls(row.id, row.grant_id, at, person, relay)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of both grants, as far as the reader has them."""

    proposal: bytes
    handover: bytes | None = None


def _counted() -> Select[*tuple[Any, ...]]:
    awaited = (Referral.stage == Stage.AWAITING) & (Referral.expires_at > NOW)
    waits = case((awaited, 1), else_=0)
    found = arms.rows(number=func.count(), waiting=func.sum(waits))
    return found.where(Referral.grant_id == GRANT)


ARM = Arm("referrals", _counted, counting.tally)


LATEST = Referral.created_at.desc()


def query() -> Select[*tuple[Any, ...]]:
    """Relays with what surrounds them, the latest first; whose, the caller says."""
    return (
        select(
            Referral,
            Handover,
            *(Grant.owner_id, Grant.owner_box, Grant.label_box, Grant.structure_id),
            *(Grant.state, Grant.starts_at, Grant.ends_at),
            Theirs.state.label("their_state"),
            Theirs.ends_at.label("their_end"),
            Theirs.owner_box.label("their_box"),
            Structure.name.label("structure"),
            Member.name.label("author"),
        )
        .join(Grant, Grant.id == Referral.grant_id)
        .join(Structure, Structure.id == Grant.structure_id)
        .outerjoin(Handover, Handover.id == Referral.id)
        .outerjoin(Theirs, Theirs.id == Handover.grant_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id) & (Member.account_id == Referral.author_id),
        )
        .order_by(LATEST, Referral.id)
        .execution_options(populate_existing=True)
    )


def told(work: Work, row: Row[Any], keys: Keys) -> Told:
    """One of :func:`query`, opened with *keys*; :class:`Tampered` when it is not as written."""
    mine, hand = row.Referral, row.Handover
    for each in filter(None, (mine, hand)):
        sealed.check(work.keys, each)
    stage = stage_of(work.now, row)
    limited = hand is not None and keys.handover is None and not hand.told
    return Told(
        id=mine.id,
        grant_id=mine.grant_id,
        given_id=hand.grant_id if hand else None,
        structure_id=row.structure_id,
        structure=row.structure,
        what=sealed.read(keys.proposal, mine, "proposal", mine.box, Proposal),
        author=row.author or "",
        stage=_limited(stage, hand) if limited else stage,
        created_at=mine.created_at,
        **_times(mine, hand, stage),
        told=bool(hand and hand.told),
        word=_word(keys.proposal, mine),
        answer=_answer(keys, mine, hand) if hand else NO_ANSWER,
    )


def stage_of(now: datetime, row: Row[Any]) -> Stage:
    """Where a relay of :func:`query` stands at *now*."""
    if row.Handover is not None:
        runs = row.their_state == State.ACTIVE and row.their_end > now
        return handed(row.Handover, now, runs=runs)
    stage, mine = Stage(row.Referral.stage), row.Referral
    if stage is not Stage.AWAITING:
        return stage
    if mine.expires_at <= now:
        return Stage.EXPIRED
    runs = row.state == State.ACTIVE and row.starts_at <= now < row.ends_at
    return stage if runs else Stage.LAPSED


def handed(row: Handover, now: datetime, *, runs: bool) -> Stage:
    """Where a handover stands at *now*; *runs*: whether its grant does."""
    stage = Stage(row.stage)
    if stage in TO_ANSWER and row.expires_at <= now:
        return Stage.EXPIRED
    return Stage.LAPSED if stage in LIVING and not runs else stage


def _limited(stage: Stage, hand: Handover) -> Stage:
    """What the proposer is told where the person allowed no more than the answer."""
    if stage in TOLD_ANYWAY or hand.answered_at is None:
        return stage
    return Stage.ACCEPTED


def _times(mine: Referral, hand: Handover | None, stage: Stage) -> Mapping[str, Any]:
    waits = {Stage.AWAITING: mine.expires_at}
    if hand:
        waits |= dict.fromkeys(TO_ANSWER, hand.expires_at)
    return {
        "sent_at": hand.sent_at if hand else None,
        "seen_at": hand.seen_at if hand else None,
        "answered_at": hand.answered_at if hand else mine.answered_at,
        "waits_until": waits.get(stage),
    }


def _word(key: bytes, row: Referral) -> str:
    return sealed.read(key, row, "word", row.word_box, Word).words if row.word_box else ""


def _answer(keys: Keys, mine: Referral, hand: Handover) -> Answer:
    """What was answered: all for the person, for the proposer what both may read."""
    declined = hand.stage == Stage.DECLINED
    if declined or hand.told:
        return answer(sealed.between(keys.proposal, mine), hand)
    return answer(keys.handover, hand) if keys.handover else NO_ANSWER


def answer(key: bytes, hand: Handover) -> Answer:
    """What was answered, opened with the *key* it is under."""
    declined = hand.stage == Stage.DECLINED
    first = hand.answer_box
    return Answer(
        sealed.read(key, hand, "answer", first, Appointment) if first and not declined else None,
        sealed.read(key, hand, "answer", first, Decline) if first and declined else None,
        sealed.read(key, hand, "outcome", hand.outcome_box, Outcome) if hand.outcome_box else None,
    )

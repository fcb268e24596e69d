"""Relays as the structure they lead to receives them: read, accepted with a meeting, declined.

It has what the person agreed to, by the grant they gave: without that grant there is nothing,
not even the fact that somebody thought of it.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, select

from portfolio.domain.appointments import How, Plan, Presence
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.referrals import (
    TO_ANSWER,
    Appointment,
    Decline,
    Outcome,
    Relay,
    Stage,
)
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.words import N_
from portfolio.services import (
    appointed,
    appointing,
    giving_up,
    grants,
    journal,
    paged,
    readers,
    relays,
    sealed_views,
    sides,
)
from portfolio.services import sealed_referrals as sealed
from portfolio.services.appointing import Change
from portfolio.services.grants import OpenGrant
from portfolio.services.paged import Page
from portfolio.services.readers import ME, Reader
from portfolio.services.referrals import ANSWERED, running
from portfolio.services.relays import Answer, Line
from portfolio.services.sides import Side
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover
from portfolio.storage.sharing import Grant, GrantWrap

NOWHERE = N_("Dites où : la personne ne connaît pas encore vos locaux.")
TOO_SOON = N_("Le rendez-vous n’est pas encore passé. Revenez ici ce jour-là.")


@dataclass(frozen=True, slots=True)
class Received:
    """A relay as the structure it leads to reads it; *person* as the share shows them."""

    id: UUID
    grant_id: UUID
    person: str
    what: Relay
    stage: Stage
    sent_at: datetime
    seen_at: datetime | None
    answered_at: datetime | None
    waits_until: datetime | None
    answer: Answer

    @property
    def to_answer(self) -> bool:
        """Whether an answer is waited for."""
        return self.stage in TO_ANSWER


def received(work: Work, reader: Reader, page: int = 1) -> Page[Line[Received]]:
    """What came to the structure the actor acts for, as long as its grant runs.

    What waits for an answer first, then the latest.
    """
    waits = Handover.stage.in_(TO_ANSWER) & (Handover.expires_at > work.now)
    query = (
        select(Handover, Grant.owner_id, Grant.label_box)
        .add_columns(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box.label("wrap"))
        .join(Grant, Grant.id == Handover.grant_id)
        .join(GrantWrap, readers.wrap_of(ME))
        .where(running(work))
        .order_by(case((waits, 0), else_=1), Handover.sent_at.desc(), Handover.id)
        .execution_options(populate_existing=True)
    )
    me = {"me": work.actor.account_id}
    return paged.read(work, query, page, lambda row: _listed(work, row, reader), me)


def open_(work: Work, referral_id: UUID) -> tuple[OpenGrant, Received]:
    """Read one; the first time, its owner is told that it was."""
    opened, row = _reach(work, referral_id)
    if row.stage == Stage.SENT:
        _hold(work, opened, row)
    if row.stage == Stage.SENT:
        row.stage, row.seen_at = Stage.SEEN, work.now
        sealed.vouch(work.keys, row)
        journal.write(work, opened.portfolio, "referral.seen", grant_id=row.grant_id)
        work.session.flush()
    return opened, _received(work, row, opened.key, opened.view.person)


def accept(work: Work, referral_id: UUID, plan: Plan) -> appointed.Appointment:
    """Say yes, with a first meeting: an appointment like any other, that the person confirms."""
    opened, row = _to_answer(work, referral_id)
    if plan.how is How.PLACE and not plan.place:
        raise Refused(NOWHERE, "place")
    side = sides.of_opened(opened)
    made = appointing.propose(work, side, plan)
    _answer(work, opened, row, Appointment.of(plan, made))
    return appointed.one(work, side, made)


def decline(work: Work, referral_id: UUID, what: Decline) -> None:
    """Say no, and why; the grant that was given for it closes with that."""
    opened, row = _to_answer(work, referral_id)
    _answer(work, opened, row, what)
    giving_up.give_up(work, opened.id, for_all=True)


def met(work: Work, opened: OpenGrant, one: Received) -> appointed.Appointment | None:
    """The meeting that was given, as it stands by now."""
    return one.answer.met(work, opened.id, opened.key)


def close(work: Work, referral_id: UUID, what: Outcome) -> None:
    """Say whether the person came, of the appointment too; the share goes on to its own end."""
    opened, row = _reach(work, referral_id)
    _hold(work, opened, row)
    if row.stage != Stage.ACCEPTED:
        raise Refused(ANSWERED)
    _note(work, opened, _received(work, row, opened.key, ""), came=what.came)
    row.stage = Stage.DONE if what.came else Stage.MISSED
    row.closed_at = work.now
    key = sealed.answer_key(opened.key, row, Stage.ACCEPTED)
    row.outcome_box = sealed.written(key, row, "outcome", what)
    sealed.vouch(work.keys, row)
    journal.write(work, opened.portfolio, "referral.closed", grant_id=row.grant_id)


def awaiting(work: Work, side: Side, appointment_id: UUID) -> UUID | None:
    """The relay that gave that meeting, until somebody says there whether the person came."""
    accepted = (Handover.grant_id == side.grant_id) & (Handover.stage == Stage.ACCEPTED)
    for row in work.session.scalars(select(Handover).where(accepted)):
        with suppress(Tampered):  # its own page says so
            sealed.check(work.keys, row)
            given = _received(work, row, side.key, side.person).answer.appointment
            if given and given.id == appointment_id:
                return row.id
    return None


def _note(work: Work, opened: OpenGrant, one: Received, *, came: bool) -> None:
    """How the meeting went, unless it is still to come: what was said of an absence stays."""
    first, there = one.answer.appointment, met(work, opened, one)
    if there is None:
        if first and first.on > day_of(work.now):
            raise Refused(TOO_SOON)
        return
    if not there.open:
        return
    if there.plan.starts > work.now:
        raise Refused(TOO_SOON)
    excused = there.presence is Presence.EXCUSED
    how = Presence.CAME if came else Presence.EXCUSED if excused else Presence.ABSENT
    appointing.note(work, sides.of_opened(opened), Change(there.id, there.step), how)


def _to_answer(work: Work, referral_id: UUID) -> tuple[OpenGrant, Handover]:
    """One that waits for an answer, held until it is given."""
    opened, row = _reach(work, referral_id)
    _hold(work, opened, row)
    if row.stage not in TO_ANSWER or row.expires_at <= work.now:
        raise Refused(ANSWERED)
    return opened, row


def _answer(work: Work, opened: OpenGrant, row: Handover, what: Appointment | Decline) -> None:
    stage = Stage.ACCEPTED if isinstance(what, Appointment) else Stage.DECLINED
    row.stage, row.answered_at, row.answered_by = stage, work.now, work.actor.account_id
    key = sealed.answer_key(opened.key, row, stage)
    row.answer_box = sealed.written(key, row, "answer", what)
    sealed.vouch(work.keys, row)
    journal.write(work, opened.portfolio, f"referral.{stage}", grant_id=row.grant_id)


def _reach(work: Work, referral_id: UUID) -> tuple[OpenGrant, Handover]:
    """The row and its grant, opened; over, never sent or somebody else's are the same."""
    row = work.session.scalar(
        select(Handover).where(Handover.id == referral_id).execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    opened = grants.reach(work, row.grant_id, Right.READ)
    sealed.check(work.keys, row)
    if relays.handed(row, work.now, runs=True) is Stage.EXPIRED:
        raise NotFound
    return opened, row


def _hold(work: Work, opened: OpenGrant, row: Handover) -> None:
    """Wait for whoever else acts on it, then read what they did; stopped meanwhile, it is gone."""
    grants.hold(work, opened)
    work.session.refresh(row)
    sealed.check(work.keys, row)


def _listed(work: Work, row: Row[Any], reader: Reader) -> Line[Received]:
    hand, person = row.Handover, ""
    try:
        key = reader.unwrap(hand.grant_id, row.recipient_kind, row.epoch, row.wrap)
        person = sealed_views.label(key, hand.grant_id, row.owner_id, row.label_box).person
        sealed.check(work.keys, hand)
        return Line.of(hand, person, _received(work, hand, key, person))
    except (NotFound, Tampered):
        return Line.of(hand, person, None)


def _received(work: Work, row: Handover, key: bytes, person: str) -> Received:
    stage = relays.handed(row, work.now, runs=True)
    under = sealed.answer_key(key, row, Stage(row.stage))
    return Received(
        row.id,
        row.grant_id,
        person,
        sealed.read(key, row, "relay", row.box, Relay),
        stage,
        row.sent_at,
        row.seen_at,
        row.answered_at,
        row.expires_at if stage in TO_ANSWER else None,
        relays.answer(under, row),
    )

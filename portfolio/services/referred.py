"""Relays as the person decides of them: read, refused, agreed to with a share, cancelled.

Until they agree, the other structure has no row, no key and no name. Agreeing is giving a grant
like any other; what they let go beside it is sealed under that grant's own key.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, exists, select

from portfolio.domain.consents import Event, Party
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.referrals import LIFE, LIVING, Agreed, Relay, Stage, Word
from portfolio.domain.sharing import Right, State, day_of
from portfolio.domain.words import N_
from portfolio.services import (
    agreements,
    appointing,
    boxes,
    journal,
    paged,
    relays,
    sealed_views,
    sharing,
    sides,
    steps,
    structures,
    turns,
)
from portfolio.services import sealed_referrals as sealed
from portfolio.services.appointed import Appointment
from portfolio.services.appointing import Change
from portfolio.services.paged import Page
from portfolio.services.referrals import ANSWERED
from portfolio.services.relays import Keys, Line, Told
from portfolio.services.work import Work
from portfolio.storage.referrals import Handover, Referral
from portfolio.storage.sharing import Grant

GONE = N_("Cette structure n’est plus dans le réseau. Ce relais ne peut plus se faire.")
BUSY = N_("Un autre relais vers cette structure est déjà en cours. Arrêtez-le d’abord.")


def mine(work: Work, page: int = 1) -> Page[Line[Told]]:
    """Every relay that was proposed to the actor: what waits for them first, then the latest."""
    portfolio_id = boxes.portfolio_of(work).id
    asked = relays.query().where(Grant.portfolio_id == portfolio_id).order_by(None)
    first = case((waits(portfolio_id, work.now), 0), else_=1)
    asked = asked.order_by(first, relays.LATEST, Referral.id)
    return paged.read(work, asked, page, lambda row: _line(work, row))


def one(work: Work, referral_id: UUID) -> Told:
    """One of them; somebody else's is as absent as none."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    which = theirs & (Referral.id == referral_id)
    row = work.session.execute(relays.query().where(which)).one_or_none()
    if row is None:
        raise NotFound
    return relays.told(work, row, _keys(work, row))


def met(work: Work, found: Told) -> Appointment | None:
    """The meeting that the other structure gave, as it stands by now."""
    if found.given_id is None:
        return None
    return found.answer.met(work, found.given_id, _key(work, found.given_id))


def of_grant(work: Work, grant_id: UUID) -> list[tuple[Told, Relay | None]]:
    """Those proposed on one of the actor's grants, with what went to the other structure."""
    theirs = (Grant.portfolio_id == boxes.portfolio_of(work).id) & (Grant.id == grant_id)
    found = work.session.execute(relays.query().where(theirs)).all()
    told = (relays.told(work, row, _keys(work, row)) for row in found)
    return [(one, _let_go(work, one)) for one in told]


def _let_go(work: Work, found: Told) -> Relay | None:
    if found.given_id is None:
        return None
    hand = work.session.get_one(Handover, (found.given_id, found.id))
    return sealed.read(_key(work, found.given_id), hand, "relay", hand.box, Relay)


def awaiting(work: Work, referral_id: UUID) -> Told:
    """One that waits for the actor; :class:`Refused` once it does not, or cannot be done."""
    found = one(work, referral_id)
    if not found.awaits:
        raise Refused(ANSWERED)
    try:
        structures.read(work.session, found.what.to)
    except NotFound:
        raise Refused(GONE) from None
    return found


def waits(
    portfolio_id: UUID | ColumnElement[UUID], now: datetime | ColumnElement[datetime]
) -> ColumnElement[bool]:
    """Which relays wait for the owner of a portfolio, told without opening any."""
    running = (Grant.state == State.ACTIVE) & (Grant.ends_at > now)
    theirs = exists().where(
        Grant.id == Referral.grant_id, Grant.portfolio_id == portfolio_id, running
    )
    awaiting = (Referral.stage == Stage.AWAITING) & (Referral.expires_at > now)
    return awaiting & theirs.correlate(Referral)


def refuse(work: Work, referral_id: UUID, word: Word) -> None:
    """Say no; the other structure never knows, and whoever proposed reads *word*, if any."""
    portfolio = boxes.portfolio_of(work)
    turns.wait(work, portfolio)
    found = one(work, referral_id)
    if not found.awaits:
        raise Refused(ANSWERED)
    row = work.session.get_one(Referral, (found.grant_id, found.id))
    row.stage, row.answered_at = Stage.REFUSED, work.now
    if word.words:
        row.word_box = sealed.written(_key(work, found.grant_id), row, "word", word)
    sealed.vouch(work.keys, row)
    journal.write(work, portfolio, "referral.refused", grant_id=found.grant_id)


def compose(work: Work, found: Told, agreed: Agreed) -> Relay:
    """What the other structure would receive beside the share, to the byte; nothing is written."""
    portfolio = boxes.portfolio_of(work)
    taken = steps.taken(work, portfolio, found.structure_id) if agreed.thread else ()
    return Relay(
        **agreed.model_dump(exclude={"thread", "told"}),
        by=found.author,
        structure=found.structure,
        proposed_on=day_of(found.created_at),
        steps=taken,
        told=agreed.told,
    )


def hand_over(work: Work, referral_id: UUID, agreed: Agreed, given_id: UUID) -> None:
    """Join what the actor agreed to with the grant they have just given for it.

    Done already with that very grant, it is done. Raises :class:`Refused` once it is too late.
    """
    portfolio = boxes.portfolio_of(work)
    turns.wait(work, portfolio)
    if one(work, referral_id).given_id == given_id:
        return
    found = awaiting(work, referral_id)
    given = work.session.get(Grant, given_id)
    if given is None or given.portfolio_id != portfolio.id or given.structure_id != found.what.to:
        raise NotFound
    _check_alone(work, found)
    hand = _handover(work, found, agreed, given)
    row = work.session.get_one(Referral, (found.grant_id, found.id))
    row.stage, row.answered_at = Stage.SENT, work.now
    theirs = _key(work, given_id)
    hand.box = sealed.written(theirs, hand, "relay", compose(work, found, agreed))
    sealed.pair((_key(work, found.grant_id), row), (theirs, hand))
    for each in (row, hand):
        sealed.vouch(work.keys, each)
    work.session.add(hand)
    _record(work, given, found)
    journal.write(work, portfolio, "referral.agreed", grant_id=given_id)


def cancel(work: Work, referral_id: UUID) -> None:
    """Stop a relay that is under way, and the share that was given for it, here and now."""
    portfolio = boxes.portfolio_of(work)
    turns.wait(work, portfolio)
    found = one(work, referral_id)
    if found.awaits or not found.living or found.given_id is None:
        raise Refused(ANSWERED)
    hand = work.session.get_one(Handover, (found.given_id, found.id))
    hand.stage, hand.closed_at = Stage.CANCELLED, work.now
    sealed.vouch(work.keys, hand)
    journal.write(work, portfolio, "referral.cancelled", grant_id=found.given_id)
    if (there := met(work, found)) and there.ahead(work.now):
        side = sides.of_owner(work, found.given_id, Right.READ)
        appointing.cancel(work, side, Change(there.id, there.step))
    sharing.revoke(work, found.given_id)


def _handover(work: Work, found: Told, agreed: Agreed, given: Grant) -> Handover:
    return Handover(
        grant_id=given.id,
        id=found.id,
        stage=Stage.SENT,
        told=agreed.told,
        sent_at=work.now,
        expires_at=work.now + LIFE,
    )


def _record(work: Work, given: Grant, found: Told) -> None:
    """The consent says that it was given on the proposal of a structure."""
    party = Party(id=found.structure_id, role="referrer", name=found.structure)
    with suppress(Tampered):
        before = agreements.read(work, given.id)[-1].parties
        agreements.follow(work, given, Event.RELAYED, parties=(*before, party))


def _check_alone(work: Work, found: Told) -> None:
    """One relay at a time towards a structure, whoever proposed it."""
    running = exists().where(
        Handover.grant_id == Grant.id,
        Handover.stage.in_(LIVING),
        Handover.id != found.id,
        Grant.structure_id == found.what.to,
        Grant.portfolio_id == boxes.portfolio_of(work).id,
        Grant.state == State.ACTIVE,
        Grant.ends_at > work.now,
    )
    if work.session.scalar(select(running)):
        raise Refused(BUSY)


def _key(work: Work, grant_id: UUID) -> bytes:
    grant = work.session.get_one(Grant, grant_id)
    return sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box).key


def _line(work: Work, row: Row[Any]) -> Line[Told]:
    try:
        return Line.of(row.Referral, "", relays.told(work, row, _keys(work, row)))
    except Tampered:
        return Line.of(row.Referral, "", None)


def _keys(work: Work, row: Row[Any]) -> Keys:
    """The keys of both grants, which the owner keeps whether these run or not."""
    mine = sealed_views.kept(work.keys, row.Referral.grant_id, row.owner_id, row.owner_box)
    if row.Handover is None:
        return Keys(mine.key)
    theirs = sealed_views.kept(work.keys, row.Handover.grant_id, row.owner_id, row.their_box)
    return Keys(mine.key, theirs.key)

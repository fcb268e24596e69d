"""A structure proposes another to somebody who shares with it: they decide, and nothing leaves.

What is proposed closes with the grant it was proposed on. What became of it is told as far as
the person allowed, as long as that grant runs.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, literal

from portfolio.crypto.tokens import new_id
from portfolio.domain.errors import NotFound, Refused, Tampered
from portfolio.domain.referrals import LIFE, Proposal, Stage
from portfolio.domain.sharing import Right, State
from portfolio.domain.words import N_
from portfolio.services import (
    grants,
    journal,
    overdue,
    paged,
    readers,
    relays,
    rules,
    sealed_views,
    standings,
    structures,
)
from portfolio.services import sealed_referrals as sealed
from portfolio.services.grants import OpenGrant
from portfolio.services.paged import Page
from portfolio.services.readers import ME, Reader
from portfolio.services.recipients import NOBODY_READS
from portfolio.services.relays import Keys, Line, Told
from portfolio.services.work import Work
from portfolio.storage.base import Id
from portfolio.storage.referrals import Referral
from portfolio.storage.sharing import Grant, GrantWrap

GONE = N_("Cette structure n’est plus dans le réseau. Choisissez-en une autre.")
ONESELF = N_("C’est votre propre structure. Choisissez-en une autre.")
ALREADY = N_("Un relais vers %(place)s est déjà en cours pour cette personne.")
TOO_MANY = N_("Cette personne a déjà %(most)s relais en cours. Attendez une réponse.")
ANSWERED = N_("Ce relais n’attend plus de réponse.")
MOST_OPEN = 10


def propose(work: Work, grant_id: UUID, what: Proposal) -> UUID:
    """Propose a relay to somebody who gave the right to; it waits for them.

    The very same again, as long as it waits, is the same one. Raises :class:`NotFound` once the
    grant ended, and :class:`Refused` for a structure that cannot receive any, a relay that is
    under way already, or rules that the actor has yet to accept.
    """
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    rules.check(work)
    _check_place(work, opened, what.to)
    grants.hold(work, opened)
    waiting = [one for one in _told(work, opened) if one.waits_until]
    signed = what.model_copy(update={"by": opened.standing.name})
    for one in waiting:
        if one.awaits and one.what == signed:
            return one.id
    _check_room(waiting, what)
    row = Referral(
        grant_id=grant_id,
        id=new_id(),
        author_id=work.actor.account_id,
        stage=Stage.AWAITING,
        created_at=work.now,
        expires_at=work.now + LIFE,
    )
    row.box = sealed.written(opened.key, row, "proposal", signed)
    sealed.vouch(work.keys, row)
    work.session.add(row)
    journal.write(work, opened.portfolio, "referral.proposed", grant_id=grant_id)
    return row.id


def withdraw(work: Work, grant_id: UUID, referral_id: UUID) -> None:
    """Take back a relay that the person did not answer yet."""
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    grants.hold(work, opened)
    if not _one(work, opened, referral_id).awaits:
        raise Refused(ANSWERED)
    row = work.session.get_one(Referral, (grant_id, referral_id))
    row.stage, row.answered_at = Stage.WITHDRAWN, work.now
    sealed.vouch(work.keys, row)
    journal.write(work, opened.portfolio, "referral.withdrawn", grant_id=grant_id)


def of_grant(work: Work, grant_id: UUID, page: int = 1) -> tuple[OpenGrant, Page[Line[Told]]]:
    """A grant that opened, and what the actor's structure proposed on it, the latest first."""
    opened = grants.reach(work, grant_id, Right.READ)
    asked = relays.query().where(Referral.grant_id == opened.id)
    return opened, paged.read(work, asked, page, lambda row: _line(work, row, opened.key))


def one(work: Work, grant_id: UUID, referral_id: UUID) -> tuple[OpenGrant, Told]:
    """One of a grant's."""
    opened = grants.reach(work, grant_id, Right.READ)
    return opened, _one(work, opened, referral_id)


def proposed(work: Work, reader: Reader, page: int = 1) -> Page[Line[Told]]:
    """What the actor's structure proposed to people who still share with it, the latest first."""
    query = (
        relays.query()
        .add_columns(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box.label("wrap"))
        .join(GrantWrap, readers.wrap_of(ME))
        .where(running(work))
    )
    me = {"me": work.actor.account_id}
    return paged.read(work, query, page, lambda row: _listed(work, row, reader), me)


def running(work: Work) -> ColumnElement[bool]:
    """Grants that the actor may open where they act, at this moment."""
    return (
        (Grant.structure_id == work.actor.structure_id)
        & (Grant.state == State.ACTIVE)
        & (Grant.starts_at <= work.now)
        & (Grant.ends_at > work.now)
        & ~overdue.left(Grant, work.now)
        & readers.may_open(Grant, literal(work.actor.account_id, Id))
    )


def _told(work: Work, opened: OpenGrant) -> list[Told]:
    """Those of a grant that are as they were written: what was altered holds no place."""
    found = work.session.execute(relays.query().where(Referral.grant_id == opened.id)).all()
    lines = (_line(work, row, opened.key) for row in found)
    return [line.relay for line in lines if line.relay]


def _one(work: Work, opened: OpenGrant, referral_id: UUID) -> Told:
    which = (Referral.grant_id == opened.id) & (Referral.id == referral_id)
    row = work.session.execute(relays.query().where(which)).one_or_none()
    if row is None:
        raise NotFound
    return relays.told(work, row, Keys(opened.key))


def _listed(work: Work, row: Row[Any], reader: Reader) -> Line[Told]:
    grant_id = row.Referral.grant_id
    try:
        key = reader.unwrap(grant_id, row.recipient_kind, row.epoch, row.wrap)
        label = sealed_views.label(key, grant_id, row.owner_id, row.label_box)
    except (NotFound, Tampered):
        return Line.of(row.Referral, "", None)
    return _line(work, row, key, label.person)


def _line(work: Work, row: Row[Any], key: bytes, person: str = "") -> Line[Told]:
    try:
        return Line.of(row.Referral, person, relays.told(work, row, Keys(key)))
    except Tampered:
        return Line.of(row.Referral, person, None)


def _check_place(work: Work, opened: OpenGrant, to: UUID) -> None:
    """A relay leads to another structure, an active one, in which somebody reads."""
    if to == opened.standing.structure_id:
        raise Refused(ONESELF, "to")
    try:
        structures.read(work.session, to)
    except NotFound:
        raise Refused(GONE, "to") from None
    if not standings.holders(work, to):
        raise Refused(NOBODY_READS, "to")


def _check_room(waiting: list[Told], what: Proposal) -> None:
    """Once it is accepted, whoever proposed may not know how it goes on: it holds no place."""
    if any(one.what.to == what.to for one in waiting):
        raise Refused(ALREADY, "to", place=what.place)
    if len(waiting) >= MOST_OPEN:
        raise Refused(TOO_MANY, most=MOST_OPEN)

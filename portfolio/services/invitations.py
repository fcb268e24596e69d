"""Links that let a professional in: handed over by whoever manages names, used once.

A link says who is invited where and in what office; it opens no key. Whoever follows it has
only said yes: a key holder must still confirm them. The page that makes a link answers the
same whether or not the person already has an account, since it never looks.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.crypto.context import context
from portfolio.crypto.tokens import hash_token, new_token
from portfolio.domain.access import Role
from portfolio.domain.errors import NotFound, Refused, Unsealable
from portfolio.domain.structures import Membership, Office
from portfolio.domain.team import TeamAct
from portfolio.services import members, standings, team_lines
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.accounts import Token
from portfolio.storage.structures import Member, Structure

PURPOSE = "invitation"
LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom to invite: the name the team and the citizens will read, an office, an address."""

    name: str
    office: Office
    email: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a living link offers; *structure_id* is where, *host_id* whoever made it."""

    structure_id: UUID
    structure: str
    guest: Guest
    host_id: UUID


@dataclass(frozen=True, slots=True)
class Pending:
    """A link that nobody used yet; *mark* names it without being it."""

    mark: str
    guest: Guest
    expires_at: datetime


def invite(work: Work, guest: Guest) -> str:
    """The token of a new link, shown once to whoever invites; only its hash is kept."""
    standing = standings.confirmed(work).manage_names()
    token = new_token()
    words = {"structure_id": str(standing.structure_id), **asdict(guest)}
    mark = hash_token(token)
    work.session.add(
        Token(
            id=mark,
            account_id=work.actor.account_id,
            purpose=PURPOSE,
            box=work.keys.server.seal("meta", json.dumps(words).encode(), _place(mark)),
            expires_at=work.now + LIFE,
        )
    )
    work.session.flush()
    team_lines.write(work, standing.structure_id, TeamAct.INVITED, detail=guest.name)
    return token


def pending(work: Work, standing: Standing | None = None) -> list[Pending]:
    """The links of the actor's structure that still open, the ones that end first before."""
    standing = (standing or standings.confirmed(work)).manage_names()
    return [
        Pending(row.id.hex(), guest, row.expires_at)
        for row in _living(work, standing.structure_id)
        for place, guest in [_opened(work, row)]
        if place == standing.structure_id
    ]


def cancel(work: Work, mark: str) -> None:
    """Make a link of the actor's structure open nothing any more."""
    found = {each.mark: each.guest.name for each in pending(work)}
    if mark not in found:
        raise NotFound
    _spend(work, bytes.fromhex(mark))
    place = standings.confirmed(work).structure_id
    team_lines.write(work, place, TeamAct.CANCELLED, detail=found[mark])


def read(work: Work, token: str) -> Offer:
    """What *token* offers, whoever asks; :class:`NotFound` when it is spent, over or unknown.

    A link dies with the standing of whoever made it.
    """
    row = work.session.get(Token, hash_token(token))
    if row is None or row.purpose != PURPOSE or row.expires_at <= work.now:
        raise NotFound
    structure_id, guest = _opened(work, row)
    host = work.session.get(Member, (structure_id, row.account_id))
    structure = work.session.get(Structure, structure_id)
    if host is None or structure is None or structure.state != "active":
        raise NotFound
    standings.check(work, host)
    if host.state != Membership.CONFIRMED or not Office(host.office).manages_names:
        raise NotFound
    return Offer(structure_id, structure.name, guest, host.account_id)


def take(work: Work, token: str) -> UUID:
    """Say yes with the actor's own professional account; the link is spent.

    Returns the structure's id. Raises :class:`Refused` for somebody who already belongs there.
    """
    if work.actor.role not in {Role.PROFESSIONAL, Role.ARRIVING}:
        raise NotFound
    offer = read(work, token)
    _spend(work, hash_token(token))
    row = work.session.get(Member, (offer.structure_id, work.actor.account_id))
    if row is None:
        row = Member(structure_id=offer.structure_id, account_id=work.actor.account_id)
        work.session.add(row)
    elif row.state in {Membership.ACCEPTED, Membership.CONFIRMED}:
        raise Refused(members.ALREADY)
    row.name, row.office = offer.guest.name, offer.guest.office
    row.state = Membership.ACCEPTED
    standings.vouch(work, row)
    work.session.flush()
    team_lines.write(work, offer.structure_id, TeamAct.ACCEPTED, about=offer.host_id)
    return offer.structure_id


def _living(work: Work, structure_id: UUID) -> list[Token]:
    hosts = select(Member.account_id).where(
        Member.structure_id == structure_id, Member.state == Membership.CONFIRMED
    )
    query = select(Token).where(
        Token.purpose == PURPOSE, Token.account_id.in_(hosts), Token.expires_at > work.now
    )
    return list(work.session.scalars(query.order_by(Token.expires_at, Token.id)))


def _spend(work: Work, mark: bytes) -> None:
    """Delete the link; of two who use it at once, one finds it gone."""
    spent = work.session.execute(delete(Token).where(Token.id == mark))
    if spent.rowcount != 1:  # type: ignore[attr-defined]  # a DELETE's cursor counts
        raise NotFound


def _opened(work: Work, row: Token) -> tuple[UUID, Guest]:
    try:
        data = work.keys.server.unseal("meta", row.box, _place(row.id))
    except Unsealable:
        raise NotFound from None
    words: dict[str, Any] = json.loads(data)
    guest = Guest(words["name"], Office(words["office"]), words["email"])
    return UUID(words["structure_id"]), guest


def _place(mark: bytes) -> bytes:
    return context("invitation", mark)

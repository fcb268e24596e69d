"""The network's structures: founding one, finding one; its card is public, without account."""

from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.consents import Event
from portfolio.domain.errors import Forbidden, NotFound, Tampered
from portfolio.domain.sharing import State
from portfolio.domain.structures import Card, Membership, Office, folded
from portfolio.domain.team import TeamAct
from portfolio.services import (
    agreements,
    epochs,
    journal,
    note_ends,
    profiles,
    sealed_views,
    standings,
    team_lines,
    tombstones,
)
from portfolio.services.tombstones import Kind
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member, MemberKey, Structure, StructureSheet

PAGE = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A structure as the directory shows it."""

    id: UUID
    card: Card


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the directory, in alphabetical order."""

    found: tuple[Listed, ...]
    total: int
    page: int
    pages: int


def create(work: Work, card: Card) -> UUID:
    """Found a structure: its first key pair, and its founder as confirmed key holder."""
    if work.actor.role is not Role.PROFESSIONAL:
        raise Forbidden("only a professional founds a structure")
    account = profiles.account_of(work)
    structure = Structure(
        id=new_id(), created_at=work.now, epoch=0, words=card.words, **card.model_dump()
    )
    founder = Member(
        structure_id=structure.id,
        account_id=account.id,
        name=profiles.read(work).name,
        office=Office.REFERENT,
        state=Membership.CONFIRMED,
    )
    standings.vouch(work, founder)
    work.session.add(structure)
    work.session.flush()
    key = epochs.begin(work, structure)
    work.session.add(founder)
    epochs.hand_over(work, structure.id, key, account)
    work.session.flush()
    return structure.id


def revise(work: Work, card: Card) -> None:
    """Write the public card of the actor's structure anew; a key holder answers for it.

    Its network stays: who belongs to one is not for the structure to say.
    """
    standing = standings.confirmed(work).keep_keys()
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    card = card.model_copy(update={"network": structure.network})
    for name, value in card.model_dump().items():
        setattr(structure, name, value)
    structure.words = card.words
    work.session.flush()
    team_lines.write(work, structure.id, TeamAct.CARD)


def search(
    session: Session, words: str = "", *, town: str = "", network: str = "", page: int = 1
) -> Listing:
    """Active structures that hold every one of *words*, even incomplete, accents aside."""
    query = _matching(words, town, network)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(
        query.order_by(Structure.name, Structure.id).limit(PAGE).offset((page - 1) * PAGE)
    )
    found = tuple(listed(row) for row in rows)
    return Listing(found, total, page, pages)


def read(session: Session, structure_id: UUID) -> Listed:
    """One card of the directory."""
    row = session.scalar(
        select(Structure).where(Structure.id == structure_id, Structure.state == "active")
    )
    if row is None:
        raise NotFound
    return listed(row)


def networks(session: Session) -> list[str]:
    """The names of the networks that have a structure here, for a choice."""
    query = select(Structure.network).where(Structure.state == "active", Structure.network != "")
    return list(session.scalars(query.distinct().order_by(Structure.network)))


def close(work: Work, structure_id: UUID) -> int:
    """Let a structure leave: what was given to it ends, and whoever worked there is out.

    For the service itself, which has nobody's key: nothing is transferred, no portfolio changes,
    each owner is told in their journal. Returns how many grants ended; again, none.
    """
    structure = work.session.get(Structure, structure_id, with_for_update={"key_share": True})
    if structure is None:
        raise NotFound
    named = replace(work, actor=replace(work.actor, structure_id=structure_id))
    ended = _end_grants(named, structure_id)
    for row in work.session.scalars(select(Member).where(Member.structure_id == structure_id)):
        if row.state != Membership.LEFT:
            row.state = Membership.LEFT
            standings.vouch(work, row)
    for model in (MemberKey, StructureSheet):
        work.session.execute(delete(model).where(model.structure_id == structure_id))
    note_ends.forget(work, structure_id)
    structure.state, structure.rotation_due = "closed", False
    work.session.flush()
    return ended


def _end_grants(work: Work, structure_id: UUID) -> int:
    theirs = (Grant.structure_id == structure_id) & Grant.body.is_not(None)
    query = select(Grant, Portfolio).join(Portfolio, Portfolio.id == Grant.portfolio_id)
    for grant, portfolio in work.session.execute(query.where(theirs).order_by(Portfolio.id)).all():
        journal.write(work, portfolio, "grant.structure_left", grant_id=grant.id)
        with suppress(Tampered):  # ending never waits for a record that was altered
            agreements.follow(work, grant, Event.GIVEN_UP, event_by=structure_id)
        tombstones.bury(work.session, Kind.GRANT, grant.id, work.now)
    return sealed_views.destroy(
        work.session, Grant.structure_id == structure_id, State.GIVEN_UP, work.now
    )


def _matching(words: str, town: str, network: str) -> Select[Structure]:
    query = select(Structure).where(Structure.state == "active")
    for word in f"{folded(words)} {folded(town)}".split()[:10]:
        query = query.where(Structure.words.contains(word, autoescape=True))
    return query.where(Structure.network == network) if network else query


def listed(row: Structure) -> Listed:
    """A row as the directory shows it."""
    card = {name: getattr(row, name) for name in Card.model_fields}
    return Listed(row.id, Card.model_construct(**card))

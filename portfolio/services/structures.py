"""The network's structures: founding one, finding one; its card is public, without account."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from portfolio.crypto.tokens import new_id
from portfolio.domain.access import Role
from portfolio.domain.errors import Forbidden, NotFound
from portfolio.domain.structures import Card, Membership, Office, folded
from portfolio.services import epochs, profiles, standings
from portfolio.services.work import Work
from portfolio.storage.structures import Member, Structure

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
    found = tuple(Listed(row.id, _card(row)) for row in rows)
    return Listing(found, total, page, pages)


def read(session: Session, structure_id: UUID) -> Listed:
    """One card of the directory."""
    row = session.scalar(
        select(Structure).where(Structure.id == structure_id, Structure.state == "active")
    )
    if row is None:
        raise NotFound
    return Listed(row.id, _card(row))


def networks(session: Session) -> list[str]:
    """The names of the networks that have a structure here, for a choice."""
    query = select(Structure.network).where(Structure.state == "active", Structure.network != "")
    return list(session.scalars(query.distinct().order_by(Structure.network)))


def _matching(words: str, town: str, network: str) -> Select[Structure]:
    query = select(Structure).where(Structure.state == "active")
    for word in f"{folded(words)} {folded(town)}".split()[:10]:
        query = query.where(Structure.words.contains(word, autoescape=True))
    return query.where(Structure.network == network) if network else query


def _card(row: Structure) -> Card:
    return Card.model_construct(**{name: getattr(row, name) for name in Card.model_fields})

"""A citizen's codes: issued with a grant of their own, shown again until they serve."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Row, func, select

from portfolio.crypto import codes
from portfolio.crypto.context import extend
from portfolio.crypto.tokens import new_id
from portfolio.domain.codes import Stay, Whom
from portfolio.domain.consents import Party
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.sharing import Audience, Terms
from portfolio.domain.words import N_
from portfolio.services import boxes, given, sealed_views, sharing
from portfolio.services.given import Given
from portfolio.services.keyring import Keyring
from portfolio.services.recipients import Door, Reached, ToStructure
from portfolio.services.work import Work
from portfolio.storage.codes import BearerCode
from portfolio.storage.entries import Portfolio
from portfolio.storage.sharing import Grant
from portfolio.storage.structures import Member, Structure

MOST_WAITING = 20
TOO_MANY = N_(
    "Vous avez déjà %(most)s codes qui attendent. Arrêtez-en un avant d’en faire un autre."
)


class Secret(BaseModel):
    """What the owner hands over; *figures* are empty for a code typed at a desk."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    code: str = field(repr=False)
    figures: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """A code about to be issued: its secret, already stretched, whom it is for, for how long."""

    secret: Secret
    root: bytes = field(repr=False)
    whom: Whom
    stay: Stay
    structure_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """A code as its owner reads it; *secret* is there as long as it may serve.

    *used_by* is the name of the professional who typed it, empty for an outside bearer.
    """

    grant: Given
    whom: Whom
    stay: Stay
    structure: str
    secret: Secret | None
    used_at: datetime | None
    used_by: str
    dead: bool

    @property
    def waits(self) -> bool:
        """Whether it may still serve."""
        return self.grant.active and self.secret is not None


@dataclass(frozen=True, slots=True)
class ToBearer:
    """Whoever holds a code: until somebody uses it, nobody else is reached."""

    code_id: UUID
    issue: Issue

    def reach(self, work: Work) -> Reached:
        """A door that the code opens; a structure named beforehand must be able to read."""
        named = self.issue.structure_id
        parties = (
            ToStructure(named).reach(work).parties
            if named
            else (Party(id=self.code_id, role="recipient"),)
        )
        door = Door(sealed_views.CODE, self.code_id, 0, partial(_lock, work, self.issue))
        return Reached(Audience.BEARER, None, parties, (door,))


def prepare(keys: Keyring, whom: Whom, stay: Stay, structure_id: UUID | None = None) -> Issue:
    """Draw a code, and stretch it: slow, so outside any transaction."""
    figures = codes.new_figures() if whom is Whom.OUTSIDE else ""
    secret = Secret(code=codes.new_code(), figures=figures)
    return Issue(secret, root_of(keys, secret.code), whom, stay, structure_id)


def written(typed: str) -> str:
    """A typed code as it was issued; :class:`Refused` for a typing error."""
    return codes.read_code(typed)


def figures_in(typed: str) -> str:
    """The figures of a typed text."""
    return codes.read_figures(typed)


def root_of(keys: Keyring, code: str) -> bytes:
    """The root of a code that was issued or typed; slow. Raises :class:`Overloaded`."""
    return codes.stretched(keys.server, keys.stretcher, code, keys.cost)


def issue(work: Work, made: Issue, terms: Terms, *, once: UUID) -> UUID:
    """Open what *terms* cover to whoever uses the code; returns the grant's id.

    Sent twice, it is one grant and one code: the first. Raises what :func:`sharing.give` does,
    and :class:`Refused` when :data:`MOST_WAITING` wait already.
    """
    code_id = new_id()
    grant_id = sharing.give(work, ToBearer(code_id, made), terms, once=once)
    if work.session.scalar(select(BearerCode.id).where(BearerCode.grant_id == grant_id)):
        return grant_id
    portfolio = boxes.portfolio_of(work)
    _check_room(work, portfolio)
    data = made.secret.model_dump_json().encode()
    work.session.add(
        BearerCode(
            id=code_id,
            portfolio_id=portfolio.id,
            grant_id=grant_id,
            structure_id=made.structure_id,
            whom=made.whom,
            stay=made.stay,
            code_index=codes.index(work.keys.server, made.root),
            created_at=work.now,
            own_box=work.keys.seal_own("code-own", portfolio.owner_id, data, code_id),
        )
    )
    work.session.flush()
    return grant_id


def _check_room(work: Work, portfolio: Portfolio) -> None:
    waiting = (
        select(func.count())
        .select_from(BearerCode)
        .join(Grant, Grant.id == BearerCode.grant_id)
        .where(
            BearerCode.portfolio_id == portfolio.id,
            BearerCode.code_index.is_not(None),
            Grant.ends_at > work.now,
        )
    )
    if (work.session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Refused(TOO_MANY, most=MOST_WAITING)


def mine(work: Work) -> list[Mine]:
    """Every code of the actor, latest first."""
    grants = given.mine(work)
    known = {one.id: one for one in (*grants.active, *grants.ended)}
    return [_mine(work, row, known[row[0].grant_id]) for row in _rows(work)]


def one(work: Work, grant_id: UUID) -> Mine:
    """The code of one of the actor's grants; another's, or none, is not there."""
    for row in _rows(work, BearerCode.grant_id == grant_id):
        return _mine(work, row, given.one(work, grant_id))
    raise NotFound


def place_of(row: BearerCode, grant_id: UUID, epoch: int) -> bytes:
    """What the wrap of a code is bound to: whom it is for and for how long included."""
    start = sealed_views.wrap_place(grant_id, row.id, epoch)
    return extend(start, *_bound(row.whom, row.structure_id, row.stay))


def _bound(whom: str, structure_id: UUID | None, stay: str) -> tuple[str | UUID | bytes, ...]:
    return whom, structure_id or b"", stay


def _lock(work: Work, made: Issue, key: bytes, place: bytes) -> bytes:
    bound = extend(place, *_bound(made.whom, made.structure_id, made.stay))
    return codes.lock(work.keys.server, made.root, made.secret.figures, key, bound)


def _rows(work: Work, *which: Any) -> Iterator[Row[*tuple[Any, ...]]]:
    query = (
        select(BearerCode, Structure.name, Member.name)
        .outerjoin(Structure, Structure.id == BearerCode.structure_id)
        .outerjoin(Member, Member.account_id == BearerCode.used_by)
        .where(BearerCode.portfolio_id == boxes.portfolio_of(work).id, *which)
        .order_by(BearerCode.created_at.desc(), BearerCode.id)
        .execution_options(populate_existing=True)
    )
    seen: set[UUID] = set()
    for row in work.session.execute(query).all():
        if row[0].id not in seen:  # somebody may work in two structures
            seen.add(row[0].id)
            yield row


def _mine(work: Work, found: Row[*tuple[Any, ...]], grant: Given) -> Mine:
    row, structure, by = found
    return Mine(
        grant,
        Whom(row.whom),
        Stay(row.stay),
        structure or grant.structure,
        _secret(work, row),
        row.used_at,
        by or "",
        dead=row.used_at is None and row.code_index is None,
    )


def _secret(work: Work, row: BearerCode) -> Secret | None:
    if row.own_box is None or row.code_index is None:
        return None
    try:
        owner = work.actor.account_id
        return Secret.model_validate_json(
            work.keys.unseal_own("code-own", owner, row.own_box, row.id)
        )
    except Unsealable as why:
        raise Tampered from why

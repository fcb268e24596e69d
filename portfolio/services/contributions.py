"""What professionals bring to a grant, and what the person answers: once, and for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, select, update

from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal, unseal
from portfolio.crypto.tokens import new_id
from portfolio.domain import contributions, sharing
from portfolio.domain.contributions import (
    Answer,
    AnyContribution,
    ProposedAction,
    ProposedObservation,
)
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound, Refused, Tampered, Unsealable
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import (
    boxes,
    counting,
    entries,
    grants,
    journal,
    observations,
    sealed_views,
    turns,
)
from portfolio.services.counting import Counted
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution, Grant
from portfolio.storage.structures import Member, Structure

ANSWERED = N_("Vous avez déjà répondu à cette proposition.")
UNSEEN_OBJECTIVE = N_("Choisissez un objectif que cette personne partage avec vous.")
UNSEEN_SKILL = N_("Choisissez une compétence que cette personne partage avec vous.")
TOO_MANY = N_(
    "Cette personne a déjà %(most)s propositions qui attendent sa réponse. "
    "Laissez-lui le temps d’y répondre avant d’en ajouter."
)

MOST_PENDING = 50
"""Contributions that may wait on one grant, whoever wrote them: more would bury the person."""
SAME_PRESS = timedelta(minutes=1)
"""How long the very same contribution is taken for the same press of a button."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A contribution in clear, with who brought it, when, and what became of it."""

    id: UUID
    grant_id: UUID
    what: AnyContribution
    author_id: UUID
    author: str
    structure: str
    created_at: datetime
    state: Answer
    answered_at: datetime | None


def propose(work: Work, grant_id: UUID, what: AnyContribution) -> UUID:
    """Bring an action or a synthesis to somebody who gave the right to; it waits for them.

    The same words again from the same person within :data:`SAME_PRESS` are the same
    contribution, whose id is returned. Raises :class:`NotFound` once the grant ended, and
    :class:`Refused` for an objective that the structure does not see, or when
    :data:`MOST_PENDING` wait already.
    """
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    _check_seen(opened, what)
    turns.wait(work, opened.portfolio)
    if there := _just_brought(work, opened, what):
        return there
    _check_room(work, opened)
    row = Contribution(
        id=new_id(),
        grant_id=grant_id,
        author_id=work.actor.account_id,
        state=Answer.PENDING,
        created_at=work.now,
    )
    place = _place(row.grant_id, row.id, row.author_id, row.created_at)
    row.box = seal(opened.key, contributions.to_bytes(what), place)
    work.session.add(row)
    journal.write(
        work, opened.portfolio, "contribution.proposed", grant_id=grant_id, detail=what.kind
    )
    return row.id


def brought(work: Work, opened: OpenGrant) -> list[Brought]:
    """What the actor's structure brought to a grant it has just opened, latest first."""
    return standing(work, opened)[0]


def standing(work: Work, opened: OpenGrant) -> tuple[list[Brought], Counted]:
    """The same, and what else waits in that grant."""
    query = _query(Grant.id == opened.id).add_columns(*counting.columns(by_owner=False))
    rows = work.session.execute(query).all()
    return [_read(row, opened.key) for row in rows if row.id], counting.told(rows[0])


def awaiting(work: Work) -> list[Brought]:
    """What waits for the actor's answer, latest first."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return list(_opened(work, theirs & (Contribution.state == Answer.PENDING)))


def of_grant(work: Work, grant_id: UUID) -> list[Brought]:
    """Everything ever brought to one of the actor's own grants, latest first, ended or not."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return list(_opened(work, theirs & (Grant.id == grant_id)))


def accept(work: Work, contribution_id: UUID, **amended: Any) -> UUID:
    """Take a contribution into the actor's portfolio, with its author; returns the entry's id.

    *amended* are the fields of the entry that the person would rather have otherwise.
    """
    one = _answer(work, contribution_id, Answer.ACCEPTED)
    today = sharing.day_of(work.now)
    told_on = sharing.day_of(one.created_at)
    provenance = Provenance.proposed(one.structure, one.author, told_on, str(one.id))
    if isinstance(one.what, ProposedObservation):
        return observations.put(work, one.what, provenance)
    entry = one.what.entry(provenance, today)
    return entries.add(work, entry.changed(**amended) if amended else entry)


def decline(work: Work, contribution_id: UUID) -> None:
    """Say no, without a reason; nothing enters the portfolio."""
    _answer(work, contribution_id, Answer.DECLINED)
    work.session.flush()


def _answer(work: Work, contribution_id: UUID, answer: Answer) -> Brought:
    portfolio = boxes.portfolio_of(work)
    theirs = Grant.portfolio_id == portfolio.id
    one = next(_opened(work, theirs & (Contribution.id == contribution_id)), None)
    if one is None:
        raise NotFound
    claimed = work.session.execute(
        update(Contribution)
        .where(Contribution.id == contribution_id, Contribution.state == Answer.PENDING)
        .values(state=answer, answered_at=work.now)
    )
    if not claimed.rowcount:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        raise Refused(ANSWERED)
    journal.write(
        work, portfolio, f"contribution.{answer}", grant_id=one.grant_id, detail=one.what.kind
    )
    return one


def _check_seen(opened: OpenGrant, what: AnyContribution) -> None:
    """A contribution may be about nothing but what the structure sees."""
    kind: type[Entry]
    match what:
        case ProposedAction(objective=UUID() as wanted):
            kind, refusal = Objective, Refused(UNSEEN_OBJECTIVE, "objective")
        case ProposedObservation(skill=wanted):
            kind, refusal = Skill, Refused(UNSEEN_SKILL, "skill")
        case _:
            return
    if not any(one.id == wanted and issubclass(one.kind, kind) for one in opened.view.entries):
        raise refusal


def _just_brought(work: Work, opened: OpenGrant, what: AnyContribution) -> UUID | None:
    recent = _waiting_on(opened) & (Contribution.created_at >= work.now - SAME_PRESS)
    mine = recent & (Contribution.author_id == work.actor.account_id)
    rows = work.session.execute(_query(mine)).all()
    return next((row.id for row in rows if _read(row, opened.key).what == what), None)


def _check_room(work: Work, opened: OpenGrant) -> None:
    waiting = select(func.count()).select_from(Contribution).where(_waiting_on(opened))
    if work.session.execute(waiting).scalar_one() >= MOST_PENDING:
        raise Refused(TOO_MANY, most=MOST_PENDING)


def _waiting_on(opened: OpenGrant) -> ColumnElement[bool]:
    return (Contribution.grant_id == opened.id) & (Contribution.state == Answer.PENDING)


def _query(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Contributions by grant; a grant that has none is one row without an id."""
    return (
        select(
            Contribution.id,
            Contribution.grant_id,
            Contribution.author_id,
            Contribution.state,
            Contribution.created_at,
            Contribution.answered_at,
            Contribution.box,
            Grant.owner_id,
            Grant.owner_box,
            Member.name.label("author"),
            Structure.name.label("structure"),
        )
        .select_from(Grant)
        .outerjoin(Contribution, Contribution.grant_id == Grant.id)
        .outerjoin(Structure, Structure.id == Grant.structure_id)
        .outerjoin(
            Member,
            (Member.structure_id == Grant.structure_id)
            & (Member.account_id == Contribution.author_id),
        )
        .where(which)
        .order_by(Contribution.created_at.desc(), Contribution.id)
    )


def _opened(work: Work, which: ColumnElement[bool]) -> Iterator[Brought]:
    """Open the owner's contributions, each grant's key once."""
    keys: dict[UUID, bytes] = {}
    for row in work.session.execute(_query(which & Contribution.id.is_not(None))).all():
        if row.grant_id not in keys:
            copy = sealed_views.kept(work.keys, row.grant_id, row.owner_id, row.owner_box)
            keys[row.grant_id] = copy.key
        yield _read(row, keys[row.grant_id])


def _read(row: Row[Any], key: bytes) -> Brought:
    place = _place(row.grant_id, row.id, row.author_id, row.created_at)
    try:
        what = contributions.from_bytes(unseal(key, row.box, place))
    except Unsealable as why:
        raise Tampered from why
    who = (row.author_id, row.author or "", row.structure or "")
    when = (row.created_at, Answer(row.state), row.answered_at)
    return Brought(row.id, row.grant_id, what, *who, *when)


def _place(grant_id: UUID, contribution_id: UUID, author_id: UUID, at: datetime) -> bytes:
    """The author and the moment are part of what opens the box: neither can be changed."""
    return context("contrib", grant_id, contribution_id, author_id, at)

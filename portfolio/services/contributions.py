"""What professionals bring to a grant, and what the person answers: once, and for good."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update

from portfolio.crypto.tokens import new_id
from portfolio.domain import sharing
from portfolio.domain.contributions import (
    Answer,
    AnyContribution,
    ProposedAction,
    ProposedObservation,
    ProposedProgramme,
)
from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound, Refused
from portfolio.domain.proposed import ProposedObjective
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_
from portfolio.services import boxes, entries, following, grants, journal, observations
from portfolio.services import brought as readings
from portfolio.services.brought import Brought
from portfolio.services.grants import OpenGrant
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution, Grant

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


def propose(work: Work, grant_id: UUID, what: AnyContribution) -> UUID:
    """Bring an action or a synthesis to somebody who gave the right to; it waits for them.

    The same words again from the same person within :data:`SAME_PRESS` are the same
    contribution, whose id is returned. Raises :class:`NotFound` once the grant ended, and
    :class:`Refused` for an objective that the structure does not see, or when
    :data:`MOST_PENDING` wait already.
    """
    opened = grants.reach(work, grant_id, Right.PROPOSE)
    _check_seen(opened, what)
    grants.hold(work, opened)
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
    row.box = readings.sealed(opened, row, what)
    work.session.add(row)
    journal.write(
        work, opened.portfolio, "contribution.proposed", grant_id=grant_id, detail=what.kind
    )
    return row.id


def brought(work: Work, opened: OpenGrant) -> list[Brought]:
    """What the actor's structure brought to a grant it has just opened, latest first."""
    return readings.to_grant(work, opened)


def awaiting(work: Work) -> list[Brought]:
    """What waits for the actor's answer, latest first."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return list(readings.to_owner(work, theirs & (Contribution.state == Answer.PENDING)))


def of_grant(work: Work, grant_id: UUID) -> list[Brought]:
    """Everything ever brought to one of the actor's own grants, latest first, ended or not."""
    theirs = Grant.portfolio_id == boxes.portfolio_of(work).id
    return list(readings.to_owner(work, theirs & (Grant.id == grant_id)))


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
    if isinstance(one.what, ProposedProgramme):
        return following.take(work, one.what, one.grant_id, provenance)
    entry = one.what.entry(provenance, today)
    entry_id = entries.add(work, entry.changed(**amended) if amended else entry)
    if isinstance(one.what, ProposedObjective):
        entries.add_all(work, one.what.actions(entry_id, provenance, today))
    return entry_id


def decline(work: Work, contribution_id: UUID) -> None:
    """Say no, without a reason; nothing enters the portfolio."""
    _answer(work, contribution_id, Answer.DECLINED)
    work.session.flush()


def _answer(work: Work, contribution_id: UUID, answer: Answer) -> Brought:
    portfolio = boxes.portfolio_of(work)
    theirs = Grant.portfolio_id == portfolio.id
    one = next(readings.to_owner(work, theirs & (Contribution.id == contribution_id)), None)
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
    same = (one.id for one in readings.to_grant(work, opened, mine) if one.what == what)
    return next(same, None)


def _check_room(work: Work, opened: OpenGrant) -> None:
    waiting = select(func.count()).select_from(Contribution).where(_waiting_on(opened))
    if work.session.execute(waiting).scalar_one() >= MOST_PENDING:
        raise Refused(TOO_MANY, most=MOST_PENDING)


def _waiting_on(opened: OpenGrant) -> ColumnElement[bool]:
    return (Contribution.grant_id == opened.id) & (Contribution.state == Answer.PENDING)

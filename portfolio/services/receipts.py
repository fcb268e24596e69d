"""The receipt of a consent, for both sides: who, what, why, until when, which text, what next."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from portfolio.domain.access import Role
from portfolio.domain.consents import Record
from portfolio.domain.errors import NotFound
from portfolio.domain.sharing import Right, Terms
from portfolio.services import agreements, given, grants, profiles, standings
from portfolio.services.work import Work
from portfolio.storage.sharing import Consent


@dataclass(frozen=True, slots=True)
class Receipt:
    """What happened to one consent, oldest first.

    *terms* are the person's own words too: the owner always reads them, the structure as long
    as the grant is open to it, and so for *person*. The records stay for both.
    """

    grant_id: UUID
    records: tuple[Record, ...]
    person: str
    terms: Terms | None

    @property
    def given(self) -> Record:
        """The agreement itself."""
        return self.records[0]

    @property
    def latest(self) -> Record:
        """How things stand."""
        return self.records[-1]


def read(work: Work, grant_id: UUID) -> Receipt:
    """The receipt of a grant that the actor gave, or that was for them where they act.

    Raises :class:`Tampered` when a record was altered.
    """
    if work.actor.role is Role.CITIZEN:
        return _of_owner(work, grant_id)
    return _of_structure(work, grant_id)


def _of_owner(work: Work, grant_id: UUID) -> Receipt:
    mine = given.one(work, grant_id)
    records = _records(work, grant_id, Consent.owner_id == work.actor.account_id)
    return Receipt(grant_id, records, profiles.read(work).name, mine.terms)


def _of_structure(work: Work, grant_id: UUID) -> Receipt:
    standing = standings.confirmed(work)
    records = _records(work, grant_id, Consent.structure_id == standing.structure_id)
    named = {one.id for one in records[0].named}
    if named and work.actor.account_id not in named:
        raise NotFound
    with suppress(NotFound):  # ended: what is proved stays, what was shown does not
        view = grants.reach(work, grant_id, Right.READ).view
        return Receipt(grant_id, records, view.person, view.terms)
    return Receipt(grant_id, records, "", None)


def _records(work: Work, grant_id: UUID, whose: ColumnElement[bool]) -> tuple[Record, ...]:
    theirs = exists().where(Consent.grant_id == grant_id, whose)
    if not work.session.scalar(select(theirs)):
        raise NotFound
    return tuple(one.as_told() for one in agreements.read(work, grant_id))

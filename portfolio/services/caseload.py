"""Whom a professional accompanies: those they marked, and whoever shares with them by name."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portfolio.domain.sharing import Audience
from portfolio.services.readers import ME
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Caseload, Grant
from portfolio.storage.structures import Member


def take(work: Work, grant_ids: Collection[UUID]) -> int:
    """Say that the actor accompanies whoever gave these grants; returns how many are new.

    The caller says which the actor may open. Two tabs take turns.
    """
    me = work.actor.account_id
    work.session.execute(select(Account.id).where(Account.id == me).with_for_update(key_share=True))
    there = select(Caseload.grant_id).where(
        Caseload.account_id == me, Caseload.grant_id.in_(grant_ids)
    )
    fresh = set(grant_ids) - set(work.session.scalars(there))
    marks = [{"account_id": me, "grant_id": each, "since": work.now} for each in fresh]
    if marks:
        work.session.execute(insert(Caseload), marks)
    return len(fresh)


def leave(work: Work, grant_ids: Collection[UUID]) -> int:
    """Take the marks away again; returns how many there were."""
    theirs = (Caseload.account_id == work.actor.account_id) & Caseload.grant_id.in_(grant_ids)
    gone = work.session.execute(delete(Caseload).where(theirs))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def follow(work: Work, former_id: UUID, grant_id: UUID) -> None:
    """Whoever accompanied the person under a former grant does under the one in its place."""
    former, new = aliased(Grant), aliased(Grant)
    marks = (
        select(Caseload.account_id, new.id, Caseload.since)
        .join(former, former.id == Caseload.grant_id)
        .join(new, new.structure_id == former.structure_id)
        .where(former.id == former_id, new.id == grant_id, new.owner_id == former.owner_id)
    )
    columns = ["account_id", "grant_id", "since"]
    work.session.execute(insert(Caseload).from_select(columns, marks))


def forget(work: Work, member: Member) -> None:
    """Take away the marks of somebody who leaves a structure."""
    there = select(Grant.id).where(Grant.structure_id == member.structure_id)
    theirs = (Caseload.account_id == member.account_id) & Caseload.grant_id.in_(there)
    work.session.execute(delete(Caseload).where(theirs))


def marked(grant: type[Grant]) -> ColumnElement[bool]:
    """Whether *me* marked a grant, read once for a whole list."""
    mine = select(Caseload.grant_id).where(Caseload.account_id == ME)
    return grant.id.in_(mine)


def mine(grant: type[Grant]) -> ColumnElement[bool]:
    """Whether a grant that *me* may open is one of theirs."""
    audience: InstrumentedAttribute[str] = grant.audience
    return (audience == Audience.MEMBERS) | marked(grant)

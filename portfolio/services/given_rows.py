"""A citizen's grants as the tables have them: one statement, and nothing of it opened."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import aliased

from portfolio.services import agreements, counting, overdue, sealed_views
from portfolio.services.work import Work
from portfolio.storage.partners import Partner
from portfolio.storage.sharing import Consent, Grant, GrantWrap
from portfolio.storage.structures import Member, Structure

Row: TypeAlias = sqlalchemy.Row[*tuple[Any, ...]]
Told: TypeAlias = Sequence[Row]
"""The newest grant first; one that is for several by name is as many rows."""

Named = aliased(Member)


def of(work: Work, portfolio_id: UUID, grant_id: UUID | None = None) -> Told:
    """What the tables tell of every grant of a portfolio, or of one.

    Asked of the connection: columns alone, which the session takes a third longer to give.
    """
    work.session.flush()
    asked = _ALL if grant_id is None else _ALL.where(Grant.id == grant_id)
    return work.session.connection().execute(asked, {"mine": portfolio_id}).all()


def _in_structure(member: type[Member]) -> ColumnElement[bool]:
    return member.structure_id == Grant.structure_id


_COLUMNS = (  # all but the body, which may be large
    Grant.id,
    Grant.portfolio_id,
    Grant.owner_id,
    Grant.consent_id,
    Grant.structure_id,
    Grant.audience,
    Structure.name.label("structure"),
    Structure.town,
    Structure.state.label("place_state"),
    Grant.mode,
    Grant.state,
    Grant.starts_at,
    Grant.ends_at,
    Grant.created_at,
    Grant.ended_at,
    Grant.read_at,
    Grant.owner_box,
    Member.name.label("reader"),
    func.coalesce(Named.account_id, Partner.id).label("named_id"),
    func.coalesce(Named.name, Partner.name).label("named"),
    *counting.columns(by_owner=True),
    overdue.answer_by().label("answer_by"),
    *agreements.RECORD,
)

_ALL = (  # built once, since a citizen's pages all ask
    select(*_COLUMNS)
    .outerjoin(Structure, Structure.id == Grant.structure_id)
    .outerjoin(Member, _in_structure(Member) & (Member.account_id == Grant.read_by))
    .outerjoin(
        GrantWrap,
        (GrantWrap.grant_id == Grant.id)
        & GrantWrap.recipient_kind.in_((sealed_views.MEMBER, sealed_views.PARTNER)),
    )
    .outerjoin(Consent, Consent.id == Grant.consent_id)
    .outerjoin(Named, _in_structure(Named) & (Named.account_id == GrantWrap.recipient_id))
    .outerjoin(Partner, Partner.id == GrantWrap.recipient_id)
    .where(Grant.portfolio_id == bindparam("mine"))
    .order_by(Grant.created_at.desc(), Grant.id, Named.name, Partner.name)
)

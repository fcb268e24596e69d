"""What a structure proposed and nobody answered yet, the oldest first: for its desk."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from portfolio.domain.contributions import AnyContribution
from portfolio.domain.errors import Tampered
from portfolio.services import brought, desk_people, desk_waiting, live, readers
from portfolio.services.readers import ME
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.sharing import Contribution, Grant, GrantWrap
from portfolio.storage.structures import Member

PAGE = 25


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal: to whom, by whom, since when; *what* is None when it does not open any more."""

    grant_id: UUID
    person: str
    author: str
    mine: bool
    at: datetime
    what: AnyContribution | None


@dataclass(frozen=True, slots=True)
class Proposals:
    """A page of them."""

    standing: Standing
    found: tuple[Proposed, ...]
    total: int
    page: int
    pages: int


def read(work: Work, page: int = 1, *, mine: bool = False) -> Proposals:
    """A page of the structure's proposals on grants that the actor may open, or of the actor's."""
    reader = readers.here(work)
    asked = _query(mine=mine)
    total = _total(work, asked)
    pages = max(1, -(-total // PAGE))
    page = page if 1 <= page <= pages else 1
    some = asked.order_by(Contribution.created_at, Contribution.id)
    some = some.limit(PAGE).offset((page - 1) * PAGE)
    rows = work.session.execute(some, live.sought(work)).all()
    keys = desk_people.keys_of(rows, reader)
    return Proposals(reader.standing, tuple(_read(work, rows, keys)), total, page, pages)


def _total(work: Work, asked: Select[*tuple[Any, ...]]) -> int:
    counted = select(func.count()).select_from(asked.subquery())
    return work.session.scalar(counted, live.sought(work)) or 0


def _query(*, mine: bool) -> Select[*tuple[Any, ...]]:
    own = (Contribution.author_id == ME,) if mine else ()
    theirs = (Member.structure_id == Grant.structure_id) & (
        Member.account_id == Contribution.author_id
    )
    return (
        select(
            *(Grant.id, Grant.owner_id, Grant.label_box, Contribution.author_id),
            *(Contribution.created_at, Contribution.id.label("row_id")),
            *(Contribution.box.label("words"), Member.name.label("author")),
            *(GrantWrap.recipient_kind, GrantWrap.epoch, GrantWrap.box),
        )
        .select_from(Contribution)
        .join(Grant, Grant.id == Contribution.grant_id)
        .join(GrantWrap, readers.wrap_of(ME))
        .outerjoin(Member, theirs)
        .where(*desk_waiting.pending(*own))
    )


def _read(
    work: Work, rows: Sequence[Row[*tuple[Any, ...]]], keys: Mapping[UUID, bytes]
) -> Iterator[Proposed]:
    for row in rows:
        key = keys.get(row.id)
        label = desk_people.label(row, key)
        yield Proposed(
            row.id,
            label.person if label else "",
            row.author or "",
            row.author_id == work.actor.account_id,
            row.created_at,
            _what(row, key),
        )


def _what(row: Row[*tuple[Any, ...]], key: bytes | None) -> AnyContribution | None:
    try:
        place = brought.place_of(row.id, row.row_id, row.author_id, row.created_at)
        return brought.unsealed(row.words, key, place) if key else None
    except Tampered:
        return None

"""Other structures than the one proposed: nobody is sent anywhere without seeing them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from portfolio.services import structures
from portfolio.services.structures import Listed
from portfolio.services.work import Work
from portfolio.storage.structures import Structure

MOST = 6
Proposed = aliased(Structure)


def around(work: Work, structure_id: UUID, *but: UUID) -> tuple[Listed | None, list[Listed]]:
    """A structure, if it is active, and those of its town, then of its network, but for *but*."""
    query = (
        select(Structure)
        .join(Proposed, Proposed.id == structure_id)
        .where(
            Structure.state == "active",
            Structure.id.not_in(but),
            or_(
                Structure.id == structure_id,
                _same(Structure.town, Proposed.town),
                _same(Structure.network, Proposed.network),
            ),
        )
        .order_by(
            (Structure.id == structure_id).desc(),
            (Structure.town == Proposed.town).desc(),
            *(Structure.name, Structure.id),
        )
        .limit(MOST + 1)
    )
    found = [structures.listed(row) for row in work.session.scalars(query)]
    there = next((one for one in found if one.id == structure_id), None)
    return there, [one for one in found if one is not there]


def _same(
    one: InstrumentedAttribute[str], other: InstrumentedAttribute[str]
) -> ColumnElement[bool]:
    return and_(one == other, one != "")

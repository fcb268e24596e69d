"""Other structures than the one proposed: nobody is sent anywhere without seeing them."""

from uuid import UUID

from sqlalchemy import or_, select

from portfolio.domain.structures import Card
from portfolio.services import structures
from portfolio.services.structures import Listed
from portfolio.services.work import Work
from portfolio.storage.structures import Structure

MOST = 6


def near(work: Work, card: Card, *but: UUID) -> list[Listed]:
    """Active structures of the same town, then of the same network, except those of *but*."""
    alike = [
        column == said
        for column, said in ((Structure.town, card.town), (Structure.network, card.network))
        if said
    ]
    if not alike:
        return []
    query = (
        select(Structure)
        .where(
            Structure.state == "active",
            or_(*alike),
            Structure.id.not_in(but),
        )
        .order_by((Structure.town == card.town).desc(), Structure.name, Structure.id)
        .limit(MOST)
    )
    return [structures.listed(row) for row in work.session.scalars(query)]

"""Closing sheets on their way out, and back: as papers of the person's own."""

from collections.abc import Collection
from uuid import UUID

from portfolio.domain.keepsakes import ClosingSheet
from portfolio.formats.portfolio_json import KeptHandout
from portfolio.services import meetings
from portfolio.services.work import Work

LINE = 200


def carried(work: Work) -> list[KeptHandout]:
    """Every sheet that the actor left an interview with, as it goes into an archive."""
    return [
        KeptHandout(
            one.id,
            ClosingSheet(
                name=f"Entretien, {one.sheet.structure}"[:LINE],
                meeting_id=one.id,
                at=one.at,
                sheet=one.sheet,
            ),
            one.at,
        )
        for one in meetings.mine(work)
    ]


def here(work: Work) -> Collection[UUID]:
    """The sheets that are on the actor's shares: they come back to where they are already."""
    return {one.id for one in meetings.mine(work)}

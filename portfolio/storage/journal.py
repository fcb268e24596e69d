"""The access journal a citizen reads: one chained line per act on their data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id, PortfolioId, Word


class JournalLine(Base):
    """Who did what to whose portfolio, and when; *mac* covers the line and the one before.

    *box* holds the detail of the act for the server: which sections, how many, what format.
    """

    __tablename__ = "journal_line"

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[Word]
    actor_id: Mapped[UUID] = mapped_column(Id)
    structure_id: Mapped[UUID | None] = mapped_column(Id)
    grant_id: Mapped[UUID | None] = mapped_column(Id)
    box: Mapped[bytes | None]
    mac: Mapped[bytes]

"""Codes to hand over, until they served: what opens is in the wrap of their grant."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, GrantId, Id, Key, PortfolioId, Word


class BearerCode(Base):
    """A code: found by *code_index* until it served, died or was stopped.

    *whom*, *structure_id* (the only one that may use it) and *stay* are bound to the wrap: one
    changed here, the code opens nothing. *own_box* is the owner's copy, *tries* counts wrong
    figures, *reading_hash* finds the one reading that an outside bearer has.
    """

    __tablename__ = "bearer_code"

    id: Mapped[Key]
    portfolio_id: Mapped[PortfolioId] = mapped_column(index=True)
    grant_id: Mapped[GrantId] = mapped_column(unique=True)
    structure_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("structure.id", ondelete="CASCADE")
    )
    whom: Mapped[Word]
    stay: Mapped[Word]
    code_index: Mapped[bytes | None] = mapped_column(unique=True)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[UUID | None] = mapped_column(Id)
    own_box: Mapped[bytes | None]
    reading_hash: Mapped[bytes | None] = mapped_column(unique=True)

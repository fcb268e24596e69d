"""Files that people keep: what the server knows of them, and that is their size and their day."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id, PortfolioId


class StoredFile(Base):
    """A file whose sealed bytes lie in a store, under *blob_id*, or the row's own id without one.

    Its name, type, fingerprint and key are inside *box*. *released_at* is when its owner let go
    of it: it is erased some time later. *renew_at* is when they asked for a new key: it waits
    until its bytes are sealed anew. Bytes come before the row and leave after it, so that
    no row is ever without them.
    """

    __tablename__ = "stored_file"
    __table_args__ = (Index("ix_stored_file_released_at", "released_at"),)

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    size: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    blob_id: Mapped[UUID | None] = mapped_column(Id)
    renew_at: Mapped[datetime | None]

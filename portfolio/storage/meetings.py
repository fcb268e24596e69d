"""Interviews that were closed, each on one sheet that both sides keep."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, GrantId, Id, Key


class Meeting(Base):
    """One sheet, sealed under its grant's key with its author and moment; never changed.

    *read_at* is when the person first saw it. It stays with them when its author's account goes.
    """

    __tablename__ = "meeting"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key]
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    box: Mapped[bytes]

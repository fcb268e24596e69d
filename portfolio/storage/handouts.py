"""What is kept of documents to print: opaque choices, beside the portfolio they choose from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, GrantId, Id, PortfolioId


class SealedHandout(Base):
    """A CV or a booklet as the server knows it: kind, name and choices are inside *box*."""

    __tablename__ = "handout"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class RemovedHandout(Base):
    """One in the trash: sealed anew for that place, as an entry there is."""

    __tablename__ = "removed_handout"
    __table_args__ = (
        Index("ix_removed_handout_at", "removed_at"),
        {"sqlite_with_rowid": False},
    )

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime]


class ShownHandout(Base):
    """What one structure reads of a handout, under its grant's key; gone when the grant ends."""

    __tablename__ = "shown_handout"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    shown_at: Mapped[datetime]
    box: Mapped[bytes]

"""Syntheses written by two, and every revision of each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, GrantId, Id, Key, Word


class JointSynthesis(Base):
    """Where one stands: its last revision, and which one each side agrees to.

    *proof* is the server's word over all of it and over the last revision's box, since nobody's
    agreement may be written by hand.
    """

    __tablename__ = "joint_synthesis"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key]
    stage: Mapped[Word]
    rev: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    owner_rev: Mapped[int] = mapped_column(default=0)
    owner_at: Mapped[datetime | None]
    structure_rev: Mapped[int] = mapped_column(default=0)
    structure_by: Mapped[UUID | None] = mapped_column(Id)
    structure_at: Mapped[datetime | None]
    entry_id: Mapped[UUID | None] = mapped_column(Id)
    proof: Mapped[bytes]


class JointRevision(Base):
    """One revision, sealed under its grant's key with its number, author and moment."""

    __tablename__ = "joint_revision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "joint_id"],
            ["joint_synthesis.grant_id", "joint_synthesis.id"],
            ondelete="CASCADE",
        ),
        {"sqlite_with_rowid": False},
    )

    grant_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    joint_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[AccountId]
    at: Mapped[datetime]
    box: Mapped[bytes]

"""A portfolio at rest: opaque boxes in one range of keys, and the seal over the whole."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Id, Key, PortfolioId


class Portfolio(Base):
    """Whose portfolio, its sealed key, and the integrity head over its entries.

    *journal_count* and *journal_tail* anchor the owner's access journal, so that a
    shortened journal shows; *journal_seal* proves the anchor, so that it cannot be moved.
    *journal_seen* is the last line of it that the owner said they had seen.
    """

    __tablename__ = "portfolio"

    id: Mapped[Key]
    owner_id: Mapped[AccountId] = mapped_column(unique=True)
    key_box: Mapped[bytes]
    key_epoch: Mapped[int] = mapped_column(default=1)
    head: Mapped[bytes]
    head_rev: Mapped[int] = mapped_column(default=0)
    journal_count: Mapped[int] = mapped_column(default=0)
    journal_tail: Mapped[bytes] = mapped_column(default=b"")
    journal_seal: Mapped[bytes | None]
    journal_seen: Mapped[int] = mapped_column(default=0, server_default="0")


class SealedEntry(Base):
    """An entry as the server knows it: opaque.

    Kind, title and every field are inside *box*. The key begins with the portfolio, so
    that reading all of it is one range of the table, whatever else the table holds.
    """

    __tablename__ = "entry"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class EntryVersion(Base):
    """What an entry was before a change: the very box that its row held at that revision."""

    __tablename__ = "entry_version"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    box: Mapped[bytes]
    changed_at: Mapped[datetime]


class RemovedEntry(Base):
    """An entry in the trash: sealed anew for that place, so that nothing reads it by mistake."""

    __tablename__ = "removed_entry"
    __table_args__ = (
        Index("ix_removed_entry_at", "removed_at"),
        {"sqlite_with_rowid": False},
    )

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime]


class ScribedEntry(Base):
    """What a scribe typed and the owner has not agreed to yet: no entry, seen by nobody else."""

    __tablename__ = "scribed_entry"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    rev: Mapped[int]
    box: Mapped[bytes]
    created_at: Mapped[datetime]


class ImportBatch(Base):
    """What one import did, sealed, so that it can be undone as a whole."""

    __tablename__ = "import_batch"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    portfolio_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("portfolio.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    state: Mapped[str]
    box: Mapped[bytes]
    created_at: Mapped[datetime]

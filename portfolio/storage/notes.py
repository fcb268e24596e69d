"""A structure's working notes, apart from any portfolio, and what people ask about them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Id, Key, PortfolioId, StructureId, Word


class NoteFolder(Base):
    """What a structure keeps of one person, as that person is called there.

    *box* is the folder's key, wrapped to the structure's key of that *epoch*; to the own key of
    *reader_id* where the person shared with people by name. *label_box* is the person's name.
    *id* is a blind index of all that: the same person is the same folder, found without a name.
    """

    __tablename__ = "note_folder"
    __table_args__ = (
        Index("ix_note_folder_structure", "structure_id", "last_at"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[Key]
    structure_id: Mapped[StructureId]
    portfolio_id: Mapped[PortfolioId]
    reader_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"))
    epoch: Mapped[int]
    box: Mapped[bytes]
    label_box: Mapped[bytes]
    created_at: Mapped[datetime]
    last_at: Mapped[datetime]


class Note(Base):
    """One version of a note, sealed under its folder's key with its number, author and moment."""

    __tablename__ = "note"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    folder_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("note_folder.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[Key]
    rev: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime]
    box: Mapped[bytes]


class NoteRule(Base):
    """How many months after the last contact a structure keeps notes; none: the usual ones."""

    __tablename__ = "note_rule"

    structure_id: Mapped[StructureId] = mapped_column(primary_key=True)
    months: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    at: Mapped[datetime]


class NoteRequest(Base):
    """What somebody asks of the notes kept on them, and the answer, sealed to their own key.

    It outlives the folder: the answer is theirs.
    """

    __tablename__ = "note_request"
    __table_args__ = (Index("ix_note_request_structure", "structure_id", "state", "asked_at"),)

    id: Mapped[Key]
    owner_id: Mapped[AccountId]
    structure_id: Mapped[StructureId]
    folder_id: Mapped[UUID] = mapped_column(Id)
    wanted: Mapped[Word]
    state: Mapped[Word]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(Id)
    key_box: Mapped[bytes | None]
    box: Mapped[bytes | None]

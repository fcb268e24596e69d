"""Frameworks as anybody may read them: public reference data, nothing of anyone's."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Name, Word

BYTEWISE = String(40).with_variant(String(40, collation="C"), "postgresql")
"""A word compared byte by byte, so that a beginning is a range of the index in any locale."""


class Framework(Base):
    """A framework that was loaded: in which version, from what, when."""

    __tablename__ = "framework"

    name: Mapped[Word] = mapped_column(primary_key=True)
    label: Mapped[Name]
    version: Mapped[Word]
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime]


class Concept(Base):
    """A line of a framework; *retired* when the version in force no longer has it.

    It stays, so that what people classified under it keeps its name. *size* is the number of
    words of its label: of two that match, the shorter says it better.
    """

    __tablename__ = "concept"
    __table_args__ = (UniqueConstraint("framework", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    framework: Mapped[Word] = mapped_column(ForeignKey("framework.name", ondelete="CASCADE"))
    code: Mapped[Name]
    sort: Mapped[Word]
    label: Mapped[str]
    parent: Mapped[Name] = mapped_column(default="")
    note: Mapped[Name] = mapped_column(default="")
    version: Mapped[Word]
    retired: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int]


class ConceptWord(Base):
    """A word a concept is found by; *rank* is 0 in its label, 1 in its other names.

    Each of those names that is short is there whole as well, after a sign that no word has.
    """

    __tablename__ = "concept_word"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    word: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    concept_id: Mapped[int] = mapped_column(
        ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    rank: Mapped[int]

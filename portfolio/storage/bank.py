"""What structures keep ready to propose: their own texts, of nobody in particular, in clear."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id, Name, StructureId, Word


class BankItem(Base):
    """One ready thing: what lists need of it; *words* is what searches read.

    *changed_by* is an account that may have gone since: the text stays the structure's.
    """

    __tablename__ = "bank_item"

    structure_id: Mapped[StructureId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    sort: Mapped[Word]
    standing: Mapped[Word]
    version: Mapped[int]
    title: Mapped[Name]
    words: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID] = mapped_column(Id)


class BankVersion(Base):
    """What one said at a version, as JSON; never changed once it could be proposed."""

    __tablename__ = "bank_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["structure_id", "item_id"],
            ["bank_item.structure_id", "bank_item.id"],
            ondelete="CASCADE",
            name="fk_bank_version_bank_item",
        ),
    )

    structure_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    item_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[UUID] = mapped_column(Id)

"""What somebody typed in a form and did not save yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id


class Unsaved(Base):
    """One person's words in one form, sealed under their own key.

    *place* is a blind index of the form's address under that key: it says which rows are of one
    form, and nothing of which form it is. A row without a box holds no words: its form was saved,
    and whatever is still on its way to it comes too late.
    """

    __tablename__ = "unsaved"
    __table_args__ = (
        Index("ix_unsaved_saved_at", "saved_at"),
        {"sqlite_with_rowid": False},
    )

    account_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    place: Mapped[bytes]
    rev: Mapped[int]
    box: Mapped[bytes]
    saved_at: Mapped[datetime]

    @hybrid_property
    def closed(self) -> bool:
        """Whether nothing is to be written there any more."""
        return self.box == b""

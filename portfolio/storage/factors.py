"""What people show besides their passphrase, each row sealed under its owner's key."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id, Word


class Factor(Base):
    """A telephone's seed, a passkey, what is left of printed codes, or a loss that was told."""

    __tablename__ = "factor"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    kind: Mapped[Word]
    box: Mapped[bytes]
    created_at: Mapped[datetime]

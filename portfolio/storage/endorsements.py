"""Endorsements: a request that one link opens, an answer that its owner alone opens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id, PortfolioId, Word


class Endorsement(Base):
    """What was asked of a witness, and what they answered.

    *ask_box* opens with the link alone, *own_box* with the owner's key, the answer with their
    private key; *proof* is the server's word that the answer came by the link. Answered,
    withdrawn or over, there is no *token_hash* and no *ask_box* any more.
    """

    __tablename__ = "endorsement"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    state: Mapped[Word]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ask_box: Mapped[bytes | None]
    own_box: Mapped[bytes]
    answer_key: Mapped[bytes | None]
    answer_box: Mapped[bytes | None]
    proof: Mapped[bytes | None]

"""What structures ask of people, and the codes by which people let themselves be asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Id, Key, PortfolioId, StructureId


class AccessRequest(Base):
    """One request, written alike whether it reached somebody or not (*portfolio_id*).

    *mark* is who was asked, blind; *wish_box* opens with *key_box*, which the person's own key
    opens; *own_box* is the author's copy; *proof* is the server's word. Answered or over, there
    is no wish any more; *grant_id* is the share that answered it.
    """

    __tablename__ = "access_request"
    __table_args__ = (
        Index("ix_access_request_portfolio_id", "portfolio_id", "structure_id", "created_at"),
        Index("ix_access_request_structure_id", "structure_id", "author_id", "created_at"),
        Index("ix_access_request_mark", "mark", "created_at"),
    )

    id: Mapped[Key]
    structure_id: Mapped[StructureId]
    author_id: Mapped[AccountId]
    portfolio_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("portfolio.id", ondelete="CASCADE")
    )
    grant_id: Mapped[UUID | None] = mapped_column(Id)
    mark: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    own_box: Mapped[bytes]
    key_box: Mapped[bytes | None]
    wish_box: Mapped[bytes | None]
    proof: Mapped[bytes | None]


class MeetingCode(Base):
    """The code that somebody shows on her screen, blind, until it served or its minutes passed."""

    __tablename__ = "meeting_code"

    portfolio_id: Mapped[PortfolioId] = mapped_column(primary_key=True)
    code_index: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime]

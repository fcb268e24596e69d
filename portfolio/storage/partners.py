"""Partners' systems, and the key pair that each has for itself."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Key, Name, StructureId


class Partner(Base):
    """A system of a structure that may take plans home.

    *private_box* opens with the token alone, of which only the hash is kept; *proof* is the
    server's word for the whole row, dates, networks and public key included.
    """

    __tablename__ = "partner"

    id: Mapped[Key]
    structure_id: Mapped[StructureId] = mapped_column(index=True)
    name: Mapped[Name]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    public: Mapped[bytes]
    private_box: Mapped[bytes]
    networks: Mapped[str]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    proof: Mapped[bytes]

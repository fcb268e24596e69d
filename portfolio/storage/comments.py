"""What a person and one structure write to each other about a share."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, GrantId, Key


class Comment(Base):
    """One line, sealed under its grant's key with its author and moment.

    *place* is a blind index of the item it is about, under that key: it says which lines are of
    one item, and nothing of which item. *read_at* is when the other side first saw it.
    """

    __tablename__ = "comment"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key]
    author_id: Mapped[AccountId]
    place: Mapped[bytes]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    box: Mapped[bytes]

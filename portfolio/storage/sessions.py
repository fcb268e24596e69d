"""Who is signed in, and who knocked too often."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base, Id


class WebSession(Base):
    """A browser's session: everything it holds is sealed under the cookie's secret.

    *id* is SHA-256 of the secret, so a stolen table gives no live session.
    """

    __tablename__ = "web_session"
    id: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(
        Id, ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    data_box: Mapped[bytes]
    key_box: Mapped[bytes | None]
    device_box: Mapped[bytes | None]


class Throttle(Base):
    """How often a hashed bucket was used in its window."""

    __tablename__ = "throttle"

    bucket: Mapped[bytes] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int]
    blocked_until: Mapped[datetime | None]

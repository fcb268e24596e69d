"""The end of the service, once it is announced: one row, and the server's word for it."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import Base


class ServiceEnd(Base):
    """When this installation stops, as its operator says it to everybody.

    *mac* is the server's: a hand in the database closes nothing.
    """

    __tablename__ = "service_end"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    announced_at: Mapped[datetime]
    ends: Mapped[date]
    message: Mapped[str]
    stopped_at: Mapped[datetime | None]
    open_until: Mapped[date | None]
    mac: Mapped[bytes]

"""What people report to the platform's operators."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from portfolio.storage.base import Base, Key


class Report(Base):
    """One report: the facts sealed for the server, the words for the operators' own key.

    Who reports and who is reported are in the box: the table says nothing of either.
    """

    __tablename__ = "report"

    id: Mapped[Key]
    created_at: Mapped[datetime]
    box: Mapped[bytes]
    words_key: Mapped[bytes | None]
    words_box: Mapped[bytes | None]

"""Reminders: the days a nightly job must know while nobody is there, and who wants which."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Word


class Reminder(Base):
    """One reminder, to come or gone: of whom, in clear; of what, as a blind index.

    *box* holds its day for the server alone, and nothing else; what the job finds by itself
    (the end of a share) has none. Claimed before its letter leaves, sent once it has.
    """

    __tablename__ = "reminder"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    account_id: Mapped[AccountId] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(primary_key=True)
    box: Mapped[bytes | None]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class MailChoice(Base):
    """Whether somebody wants one type of letter; *link_hash* finds it from a letter's own link."""

    __tablename__ = "mail_choice"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    account_id: Mapped[AccountId] = mapped_column(primary_key=True)
    kind: Mapped[Word] = mapped_column(primary_key=True)
    link_hash: Mapped[bytes] = mapped_column(unique=True)
    wanted: Mapped[bool] = mapped_column(default=True)

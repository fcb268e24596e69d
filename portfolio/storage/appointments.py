"""Appointments, and every step of each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, GrantId, Id, Key, Word


class Appointment(Base):
    """Where one stands: its last step; *day* is a blind index of its structure and its day.

    *with_id* is the professional it is with, none until one of them says so; *by_id* whoever
    proposed it as it is. *proof* is the server's word over all of it and the last step's box.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_day", "day"),
        {"sqlite_with_rowid": False},
    )

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key]
    stage: Mapped[Word]
    step: Mapped[int]
    day: Mapped[bytes]
    with_id: Mapped[UUID | None] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    proof: Mapped[bytes]


class AppointmentStep(Base):
    """One step, sealed under its grant's key with its number, author and moment."""

    __tablename__ = "appointment_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "appointment_id"],
            ["appointment.grant_id", "appointment.id"],
            ondelete="CASCADE",
            name="fk_appointment_step_appointment",
        ),
        {"sqlite_with_rowid": False},
    )

    grant_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    appointment_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[AccountId]
    at: Mapped[datetime]
    box: Mapped[bytes]

"""Relays between two structures, on both sides, and the rules that professionals accepted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, GrantId, Key, Word


class Referral(Base):
    """What a structure proposes on its grant, sealed under that grant's key.

    The other structure is named in *box* alone: until the person agrees, no row leads to it.
    *word_box* is what they say when they refuse; *key_box* opens what the other structure lets
    be read of its answer. *proof* is the server's word over all of it.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_stage_expires_at", "stage", "expires_at"),
        {"sqlite_with_rowid": False},
    )

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(unique=True)
    author_id: Mapped[AccountId]
    stage: Mapped[Word]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    box: Mapped[bytes]
    word_box: Mapped[bytes | None]
    key_box: Mapped[bytes | None]
    proof: Mapped[bytes]


class Handover(Base):
    """A referral once the person agreed, on the grant they gave: what the other structure has.

    *box* is under that grant's key, as are *answer_box* and *outcome_box* where the structure
    that proposed is not to read them; else they are under the key that both have in *key_box*.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_stage_expires_at", "stage", "expires_at"),
        {"sqlite_with_rowid": False},
    )

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    id: Mapped[Key] = mapped_column(unique=True)
    stage: Mapped[Word]
    told: Mapped[bool]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    closed_at: Mapped[datetime | None]
    box: Mapped[bytes]
    key_box: Mapped[bytes]
    answer_box: Mapped[bytes | None]
    outcome_box: Mapped[bytes | None]
    proof: Mapped[bytes]


class RulesAccepted(Base):
    """That a professional accepted a version of the rules of relays; *proof* says it was so."""

    __tablename__ = "rules_accepted"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    account_id: Mapped[AccountId] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    version: Mapped[Word]
    language: Mapped[Word]
    text_hash: Mapped[bytes]
    proof: Mapped[bytes]

"""People who sign in, and the ways their keys open."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Key, Word


class Account(Base):
    """Someone who signs in. Their name, address and login are sealed or indexed blind.

    *erase_at* is when all of it is destroyed, once its owner asked for that.
    """

    __tablename__ = "account"

    id: Mapped[Key]
    role: Mapped[Word]
    state: Mapped[Word] = mapped_column(default="active")
    login_index: Mapped[bytes] = mapped_column(unique=True)
    email_index: Mapped[bytes | None] = mapped_column(unique=True)
    email_box: Mapped[bytes | None]
    public: Mapped[bytes]
    public_mac: Mapped[bytes]
    private_box: Mapped[bytes]
    key_epoch: Mapped[int] = mapped_column(default=1)
    profile_box: Mapped[bytes]
    locale: Mapped[Word] = mapped_column(default="fr")
    theme: Mapped[Word] = mapped_column(default="auto")
    created_on: Mapped[date]
    seen_on: Mapped[date]
    erase_at: Mapped[datetime | None]


class Keyslot(Base):
    """One way to open someone's user key: a passphrase or a recovery code."""

    __tablename__ = "keyslot"

    id: Mapped[Key]
    account_id: Mapped[AccountId] = mapped_column(index=True)
    kind: Mapped[Word]
    salt: Mapped[bytes]
    cost: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    verifier: Mapped[bytes]
    box: Mapped[bytes]
    created_at: Mapped[datetime]


class Token(Base):
    """A single-use secret sent by mail; only its hash is here."""

    __tablename__ = "token"

    id: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(index=True)
    purpose: Mapped[Word]
    box: Mapped[bytes]
    expires_at: Mapped[datetime]

"""Grants: what was consented, sealed for whom, until when; and what came back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import (
    AccountId,
    Base,
    GrantId,
    Id,
    Key,
    PortfolioId,
    StructureId,
    Word,
)


class Grant(Base):
    """One access, whoever it is for: sealed view, sealed copy of its key for the owner.

    *audience* says whom; only one for the outside bearer of a code names no structure.
    *consents_seal* proves how many records of consent there are and which is the last.

    What may be seen and done is inside *body*, bound to *rev*, *ends_at* and
    *consent_id*: changing one of them in the table makes the body unreadable.
    """

    __tablename__ = "access_grant"
    __table_args__ = (
        Index(  # the desk's order, then what its count and its filter read: no row is touched
            "ix_access_grant_desk",
            "structure_id",
            "state",
            "changed_at",
            "id",
            "ends_at",
            "starts_at",
            "portfolio_id",
            "audience",
        ),
        Index("ix_access_grant_owner", "portfolio_id", "structure_id", "state", "changed_at"),
    )

    id: Mapped[Key]
    portfolio_id: Mapped[PortfolioId]
    owner_id: Mapped[AccountId]
    structure_id: Mapped[StructureId | None]
    audience: Mapped[Word] = mapped_column(server_default="structure")
    mode: Mapped[Word]
    state: Mapped[Word]
    rev: Mapped[int] = mapped_column(default=1)
    consent_id: Mapped[UUID] = mapped_column(Id)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[UUID | None] = mapped_column(Id)
    owner_box: Mapped[bytes]
    label_box: Mapped[bytes | None]
    body: Mapped[bytes | None]
    body_mac: Mapped[bytes | None]
    consents_seal: Mapped[bytes | None]


class GrantWrap(Base):
    """A grant's key, wrapped to one recipient; its absence is the revocation.

    *recipient_kind* says whose id *recipient_id* is: a structure's, the account's of a member
    who was named, a partner's, a code's. *name_box* is what a search reads of the person's name;
    empty until somebody searches.
    """

    __tablename__ = "grant_wrap"

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    recipient_kind: Mapped[Word] = mapped_column(primary_key=True)
    recipient_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    epoch: Mapped[int]
    box: Mapped[bytes]
    name_box: Mapped[bytes | None]


class Caseload(Base):
    """That a professional says they accompany whoever gave a grant."""

    __tablename__ = "caseload"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy reads it as is

    account_id: Mapped[AccountId] = mapped_column(primary_key=True)
    grant_id: Mapped[GrantId] = mapped_column(primary_key=True, index=True)
    since: Mapped[datetime]


class Visit(Base):
    """A professional's visits of a grant; *box* is what they last saw, as fingerprints.

    *at* is when the grant was last counted against their pace: seen, written to or taken home.
    *seen_at* is when they looked, and nothing but looking moves it: news are counted from it.
    """

    __tablename__ = "grant_visit"
    __table_args__ = (Index("ix_grant_visit_pace", "account_id", "at"),)

    grant_id: Mapped[GrantId] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    box: Mapped[bytes | None]


class Contribution(Base):
    """What a professional proposed on a grant, sealed under the grant's key."""

    __tablename__ = "contribution"
    __table_args__ = (
        Index("ix_contribution_grant", "grant_id", "created_at"),
        Index("ix_contribution_waiting", "author_id", "state", "grant_id", "created_at"),
    )

    id: Mapped[Key]
    grant_id: Mapped[GrantId]
    author_id: Mapped[AccountId]
    state: Mapped[Word]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    box: Mapped[bytes]


class Consent(Base):
    """The record of what was agreed to, in the manner of ISO/IEC TS 27560; never changed.

    Later events on the same grant (withdrawn, expired) are further records: *seq* counts them,
    *link* proves each with the one before.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_grant", "grant_id", "at"),)

    id: Mapped[Key]
    grant_id: Mapped[UUID] = mapped_column(Id)
    owner_id: Mapped[AccountId]
    structure_id: Mapped[UUID | None] = mapped_column(Id)
    event: Mapped[Word]
    at: Mapped[datetime]
    box: Mapped[bytes]
    mac: Mapped[bytes]
    seq: Mapped[int] = mapped_column(server_default="1")
    link: Mapped[bytes | None]

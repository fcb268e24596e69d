"""Guidance structures, who works there, and the keys they hold together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.storage.base import AccountId, Base, Id, Key, Name, StructureId, Word


class Structure(Base):
    """A guidance structure as the public directory shows it; *words* is what searches read."""

    __tablename__ = "structure"

    id: Mapped[Key]
    name: Mapped[Name]
    network: Mapped[Name] = mapped_column(default="")
    town: Mapped[Name] = mapped_column(default="")
    postcode: Mapped[Word] = mapped_column(default="")
    address: Mapped[Name] = mapped_column(default="")
    phone: Mapped[Word] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    state: Mapped[Word] = mapped_column(default="active")
    epoch: Mapped[int] = mapped_column(default=0)
    rotation_due: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class StructureKey(Base):
    """One epoch of a structure's key pair; the MAC makes a replaced public key show.

    It covers *retired_at* too, so that a retired key cannot be put back in service.
    """

    __tablename__ = "structure_key"

    structure_id: Mapped[StructureId] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    public: Mapped[bytes]
    public_mac: Mapped[bytes]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class Member(Base):
    """A professional of a structure: invited, accepted, then confirmed by a key holder.

    *state_mac* is the server's word for the whole row: one forged by hand counts for nothing.
    The row of someone who left stays, for the journal to know whose line it is. *told_at* is
    until when they have put away what the desk says of shares that ended.
    """

    __tablename__ = "member"

    structure_id: Mapped[StructureId] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId] = mapped_column(primary_key=True, index=True)
    name: Mapped[Name]
    office: Mapped[Word]
    state: Mapped[Word]
    state_mac: Mapped[bytes]
    changed_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class MemberKey(Base):
    """A structure's private key of one epoch, wrapped to one confirmed member."""

    __tablename__ = "member_key"
    __table_args__ = (
        ForeignKeyConstraint(
            ["structure_id", "epoch"],
            ["structure_key.structure_id", "structure_key.epoch"],
            ondelete="CASCADE",
            name="fk_member_key_structure_key",
        ),
    )

    structure_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    box: Mapped[bytes]


class StructureSheet(Base):
    """The one living recovery sheet of a structure: what its printed code opens.

    The code opens *private_box*, whose public half each epoch's key is wrapped to: the paper stays
    good whatever changes. *public_mac* makes a replaced public key show.
    """

    __tablename__ = "structure_sheet"

    structure_id: Mapped[StructureId] = mapped_column(primary_key=True)
    slot_id: Mapped[UUID] = mapped_column(Id)
    salt: Mapped[bytes]
    verifier: Mapped[bytes]
    private_box: Mapped[bytes]
    public: Mapped[bytes]
    public_mac: Mapped[bytes]
    epoch: Mapped[int]
    key_box: Mapped[bytes]
    printed_at: Mapped[datetime]
    printed_by: Mapped[UUID] = mapped_column(Id)


class TeamLine(Base):
    """What changed in a structure's team, its keys or its card; *mac* is the server's word for it.

    *box* holds, for the server, what ids do not say: the name on an invitation, two offices.
    """

    __tablename__ = "team_line"
    __table_args__ = (Index("ix_team_line_structure", "structure_id", "at"),)

    id: Mapped[Key]
    structure_id: Mapped[StructureId]
    at: Mapped[datetime]
    act: Mapped[Word]
    actor_id: Mapped[UUID] = mapped_column(Id)
    about_id: Mapped[UUID | None] = mapped_column(Id)
    box: Mapped[bytes | None]
    mac: Mapped[bytes]

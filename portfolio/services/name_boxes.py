"""Names that a search reads among thousands: each sealed beside a grant's wrap, for its readers.

A label opens with its grant's key, and that with a private-key operation: a second for thousands.
A name box opens with one key for all of them, derived from the very private key that opens the
wraps. The first search makes them; each goes with its wrap, or with the key; a box of an earlier
revision of the grant, whose name may have changed, does not open, and is made again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, select, update

from portfolio.crypto.context import context
from portfolio.crypto.sealing import Opener, seal
from portfolio.domain.errors import Unsealable
from portfolio.domain.structures import folded
from portfolio.services import desk_people, readers
from portfolio.services.readers import ME, Lock, Reader
from portfolio.services.work import Work
from portfolio.storage.sharing import Grant, GrantWrap

Opened = tuple[Row[*tuple[Any, ...]], str]

AT_ONCE = 250
"""Wraps that are read together; a database takes so many ids in a statement."""


@dataclass(frozen=True, slots=True)
class Names:
    """The keys that one reader's name boxes open with, by kind of wrap."""

    locks: dict[str, Lock] = field(repr=False)
    keys: dict[str, bytes] = field(repr=False)
    openers: dict[str, Opener] = field(repr=False)

    @classmethod
    def of(cls, reader: Reader) -> Self:
        """The keys, worked out once for thousands of boxes."""
        keys = {kind: lock.names() for kind, lock in reader.locks.items()}
        return cls(reader.locks, keys, {kind: Opener(key) for kind, key in keys.items()})

    def read(self, row: Row[*tuple[Any, ...]]) -> str | None:
        """The folded name of whoever gave a grant; None when its box is still to be made."""
        if row.name_box is None:
            return None
        try:
            return self.openers[row.recipient_kind].unseal(row.name_box, self._place(row)).decode()
        except Unsealable:
            return None

    def seal(self, row: Row[*tuple[Any, ...]], name: str) -> bytes:
        """The box of a folded *name*."""
        return seal(self.keys[row.recipient_kind], name.encode(), self._place(row))

    def _place(self, row: Row[*tuple[Any, ...]]) -> bytes:
        lock = self.locks[row.recipient_kind]
        return context("desk-name", row.id, lock.id, lock.epoch, row.rev)


def columns() -> Select[*tuple[Any, ...]]:
    """What :meth:`Names.read` reads of grants, and their order, for a query that says which."""
    return select(
        *(Grant.id, Grant.portfolio_id, Grant.rev, Grant.changed_at),
        *(GrantWrap.recipient_kind, GrantWrap.name_box),
    ).join(GrantWrap, readers.wrap_of(ME))


def open_labels(work: Work, reader: Reader, ids: Sequence[UUID]) -> Iterator[Opened]:
    """The folded names that the labels of those grants say, the long way; empty when one does not.

    Each comes with what :meth:`Names.seal` needs to spare it the next search.
    """
    asked = select(
        *(Grant.id, Grant.owner_id, Grant.rev, Grant.label_box),
        *(GrantWrap.recipient_kind, GrantWrap.recipient_id, GrantWrap.epoch, GrantWrap.box),
    ).join(GrantWrap, readers.wrap_of(ME))
    for start in range(0, len(ids), AT_ONCE):
        some = asked.where(Grant.id.in_(ids[start : start + AT_ONCE]))
        rows = work.session.execute(some, {"me": work.actor.account_id}).all()
        keys = desk_people.keys_of(rows, reader)
        for row in rows:
            said = desk_people.label(row, keys.get(row.id))
            yield row, folded(said.person) if said else ""


def keep(work: Work, names: Names, found: Iterable[Opened]) -> None:
    """Write the boxes of names that were opened the long way, where the wraps are still those."""
    made = [
        {
            "of_grant": row.id,
            "of_kind": row.recipient_kind,
            "of": row.recipient_id,
            "of_epoch": row.epoch,
            "made": names.seal(row, name),
        }
        for row, name in sorted(found, key=lambda each: each[0].id)  # two searches take turns
    ]
    if made:
        work.session.connection().execute(_written(), made)


def _written() -> Any:
    same: tuple[ColumnElement[bool], ...] = (
        GrantWrap.grant_id == bindparam("of_grant"),
        GrantWrap.recipient_kind == bindparam("of_kind"),
        GrantWrap.recipient_id == bindparam("of"),
        GrantWrap.epoch == bindparam("of_epoch"),
    )
    return update(GrantWrap).where(*same).values(name_box=bindparam("made"))

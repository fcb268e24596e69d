"""What is wrapped to a structure's key, and must go on opening when that key changes.

Each kind is one :class:`Kind`, in the list of :mod:`portfolio.services.rotations`: whatever else
a structure keeps under its key is carried over from one epoch to the next by the same lines.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, update
from sqlalchemy.orm import InstrumentedAttribute

from portfolio.crypto import hybrid
from portfolio.crypto.hybrid import Recipient
from portfolio.domain.errors import Unsealable
from portfolio.services import epochs
from portfolio.services.epochs import Held
from portfolio.services.work import Work
from portfolio.storage.structures import Structure

AT_ONCE = 500

Wraps = Sequence[Row[UUID, bytes]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of secrets wrapped to structures, with columns named *epoch* and *box*.

    *id* names a row among those of one structure; with *whose*, it is the primary key. *living*
    selects (id, box) of what a structure still needs, of an epoch. *place* is the context that a
    wrap is bound to: of which row, to which structure, of which epoch. *emptied* are columns under
    the former key that are made again when they are needed.
    """

    id: InstrumentedAttribute[UUID]
    living: Callable[[Work, UUID, int], Select[UUID, bytes]]
    place: Callable[[UUID, UUID, int], bytes]
    whose: Callable[[UUID], dict[str, Any]] = lambda _structure_id: {}
    emptied: tuple[str, ...] = ()

    def carry(self, work: Work, structure: Structure, former: Held) -> tuple[int, int]:
        """Wrap anew, for the structure's present epoch, what *former* opens.

        Returns how many came over, and how many opened no more: those stay as they are.
        """
        public, reader = epochs.public(work, structure), former.recipient()
        done = unreadable = 0
        for wraps in self._in_sets(work, structure.id, former.epoch):
            fresh = [
                {
                    self.id.key: each,
                    **self.whose(structure.id),
                    **dict.fromkeys(self.emptied),
                    "epoch": structure.epoch,
                    "box": hybrid.wrap(
                        public, secret, self.place(each, structure.id, structure.epoch)
                    ),
                }
                for each, secret in self._opened(structure.id, wraps, reader, former.epoch)
            ]
            if fresh:
                work.session.execute(update(self.id.class_), fresh)
            done += len(fresh)
            unreadable += len(wraps) - len(fresh)
        return done, unreadable

    def _in_sets(self, work: Work, structure_id: UUID, epoch: int) -> Iterator[Wraps]:
        """Some hundreds at a time; what is being destroyed is waited for, then skipped."""
        query = self.living(work, structure_id, epoch).order_by(self.id).limit(AT_ONCE)
        query = query.with_for_update(of=self.id.class_)
        wraps = work.session.execute(query).all()
        while wraps:
            yield wraps
            wraps = work.session.execute(query.where(self.id > wraps[-1][0])).all()

    def _opened(
        self, structure_id: UUID, wraps: Wraps, reader: Recipient, epoch: int
    ) -> Iterator[tuple[UUID, bytes]]:
        for each, box in wraps:
            try:
                yield each, reader.unwrap(box, self.place(each, structure_id, epoch))
            except Unsealable:
                continue

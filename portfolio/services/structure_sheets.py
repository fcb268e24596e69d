"""A structure's recovery sheet: printed once, good whatever its keys become, opened by its code.

The code opens a key pair made for the sheet alone. Each epoch's private key is wrapped to its
public half, by whoever changes the key: nobody needs the paper for that.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.crypto import hybrid, recovery
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import Recipient
from portfolio.crypto.slots import (
    Owner,
    Slot,
    SlotKind,
    Stretched,
    lock_with_root,
    open_with_root,
)
from portfolio.domain.errors import NotFound, Unsealable
from portfolio.domain.team import TeamAct
from portfolio.services import epochs, standings, team_lines
from portfolio.services.epochs import Held
from portfolio.services.standings import Standing
from portfolio.services.work import Work
from portfolio.storage.structures import Member, Structure, StructureSheet

ENOUGH = 2
"""Key holders, without a sheet: one may fall ill, the other confirms whoever comes next."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps a structure's keys, by name, and since when a sheet is printed, if one is."""

    holders: tuple[str, ...]
    printed_at: datetime | None
    printed_by: str

    @property
    def is_safe(self) -> bool:
        """Whether the keys outlive any one person."""
        return len(self.holders) >= ENOUGH or self.printed_at is not None


def keeping(work: Work, standing: Standing | None = None) -> Keeping:
    """How the keys are kept where the actor manages names."""
    standing = (standing or standings.confirmed(work)).manage_names()
    held = tuple(sorted(standings.holders(work, standing.structure_id).values()))
    printed = select(StructureSheet, Member.name).outerjoin(
        Member,
        (Member.structure_id == StructureSheet.structure_id)
        & (Member.account_id == StructureSheet.printed_by),
    )
    there = printed.where(StructureSheet.structure_id == standing.structure_id)
    for sheet, name in work.session.execute(there):
        if _is_sound(work, sheet):
            return Keeping(held, sheet.printed_at, name or "")
    return Keeping(held, None, "")


def new_code(work: Work) -> str:
    """A code to print; it opens nothing before it was put away (:func:`keep`)."""
    standings.confirmed(work).keep_keys()
    return recovery.new_code()


def keep(work: Work, code: str) -> None:
    """Let *code* open the structure from now on; the former sheet opens nothing any more."""
    standing = standings.confirmed(work).keep_keys()
    structure = epochs.hold(work, standing.structure_id, to_change=True)
    key, pair = epochs.held(work, structure.id), hybrid.new_pair()
    root = Stretched.of_code(recovery.read_code(code))
    slot = lock_with_root(_owner(work, structure.id), SlotKind.STRUCTURE, root, pair.private)
    _forget(work, structure.id)
    row = StructureSheet(
        structure_id=structure.id,
        slot_id=slot.id,
        salt=slot.salt,
        verifier=slot.verifier,
        private_box=slot.box,
        public=pair.public,
        printed_at=work.now,
        printed_by=work.actor.account_id,
    )
    row.public_mac = work.keys.server.mac("dir", *_vouched(row))
    _wrap(row, key)
    work.session.add(row)
    work.session.flush()
    team_lines.write(work, structure.id, TeamAct.PRINTED)


def destroy(work: Work) -> None:
    """Make the sheet's code open nothing: it was lost, or seen by somebody."""
    standing = standings.confirmed(work).keep_keys()
    if not _forget(work, standing.structure_id):
        raise NotFound
    team_lines.write(work, standing.structure_id, TeamAct.DESTROYED)


def follow(work: Work, structure: Structure, key: Held) -> None:
    """Let the sheet open a new epoch's *key*; one that was altered is destroyed instead."""
    row = _sound(work, structure.id)
    if row is None:
        _forget(work, structure.id)
        return
    _wrap(row, key)
    work.session.flush()


def take_up(work: Work, structure: Structure, secret: bytes) -> Held:
    """The structure's key, by the *secret* bytes of a code; the sheet is spent.

    Raises :class:`Unsealable` whatever is wrong: no sheet, another code, something altered.
    """
    row = _sound(work, structure.id)
    if row is None or row.epoch != structure.epoch:
        raise Unsealable
    slot = Slot(row.slot_id, SlotKind.STRUCTURE, row.salt, None, row.verifier, row.private_box)
    private = open_with_root(_owner(work, structure.id), slot, recovery.code_root(secret))
    opened = Recipient(private).unwrap(row.key_box, _place(row))
    _forget(work, structure.id)
    return Held(row.epoch, opened)


def _forget(work: Work, structure_id: UUID) -> bool:
    there = delete(StructureSheet).where(StructureSheet.structure_id == structure_id)
    return bool(work.session.execute(there).rowcount)  # type: ignore[attr-defined]  # a DELETE's cursor counts


def _sound(work: Work, structure_id: UUID) -> StructureSheet | None:
    row = work.session.get(StructureSheet, structure_id, populate_existing=True)
    return row if row is not None and _is_sound(work, row) else None


def _is_sound(work: Work, row: StructureSheet) -> bool:
    return work.keys.server.check(row.public_mac, "dir", *_vouched(row))


def _wrap(row: StructureSheet, key: Held) -> None:
    row.epoch = key.epoch
    row.key_box = hybrid.wrap(row.public, key.private, _place(row))


def _owner(work: Work, structure_id: UUID) -> Owner:
    return Owner(work.keys.server, structure_id)


def _place(row: StructureSheet) -> bytes:
    return context("structure-sheet", row.structure_id, row.slot_id, row.epoch)


def _vouched(row: StructureSheet) -> tuple[str | UUID | bytes | datetime, ...]:
    printed = (row.printed_at, row.printed_by)
    return "structure-sheet", row.structure_id, row.slot_id, row.public, *printed

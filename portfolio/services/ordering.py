"""Putting in order the steps that share a date; the order is sealed with each of them."""

from collections.abc import Sequence
from uuid import UUID

from portfolio.domain import ordering
from portfolio.domain.errors import NotFound
from portfolio.services import entries
from portfolio.services.boxes import Opened
from portfolio.services.entries import Change
from portfolio.services.work import Work


def mates(opened: Sequence[Opened], entry_id: UUID) -> list[Opened]:
    """The steps of the same date as *entry_id*, itself included; none when it is alone."""
    groups = ordering.tied((one.id, one.entry) for one in opened)
    group = next((group for group in groups if entry_id in group), [])
    return [one for one in opened if one.id in group]


def move(work: Work, entry_id: UUID, *, up: bool) -> None:
    """Put a step before or after its neighbour of the same date; alone, it stays where it is."""
    opened = entries.read_all(work)
    if not any(one.id == entry_id for one in opened):
        raise NotFound
    group = {one.id: one for one in mates(opened, entry_id)}
    order = ordering.moved(list(group), entry_id, up=up) if group else []
    changed = [
        Change(one.id, one.rev, one.entry.changed(rank=rank))
        for rank, one in enumerate((group[each] for each in order), 1)
        if one.entry.rank != rank
    ]
    if order != list(group):
        entries.apply(work, changed=changed)

"""The days to remind somebody of, written apart when they save: no title, no text, a sealed day.

A nightly job has nobody's key. What it must know is therefore told to it, and nothing more: that
an account has something, on a day that the server's own key opens.
"""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.crypto.context import context
from portfolio.domain import reminders
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.sharing import day_of
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.reminders import Reminder


def note(work: Work, present: Mapping[UUID, Entry], gone: Collection[UUID] = ()) -> None:
    """Keep the agenda true to what was just saved, in the same transaction.

    Costs nothing where there is no action. A reminder that left and whose day is the same stays
    sent: saving an action twice does not remind of it twice.
    """
    owner, today = work.actor.account_id, day_of(work.now)
    days = {
        mark_of(work.keys, owner, "due", each): reminders.day_of(entry, today)
        for each, entry in present.items()
        if isinstance(entry, Action)
    }
    over = [mark for mark, day in days.items() if day is None]
    over += [mark_of(work.keys, owner, "due", each) for each in gone]
    if over:
        work.session.execute(
            delete(Reminder).where(Reminder.account_id == owner, Reminder.mark.in_(over))
        )
    _write(work, {mark: day for mark, day in days.items() if day})


def mark_of(keys: Keyring, account_id: UUID, *what: str | int | UUID) -> bytes:
    """The name of a reminder in the table, which says neither of what nor for what."""
    return keys.server.index("reminder", account_id, *what)


def read(keys: Keyring, row: Reminder) -> date:
    """The day of a reminder that has one; :class:`Unsealable` for one that was altered."""
    place = _place(row.account_id, row.mark)
    return date.fromisoformat(keys.server.unseal("meta", row.box or b"", place).decode())


def _write(work: Work, days: Mapping[bytes, date]) -> None:
    if not days:
        return
    owner = work.actor.account_id
    query = select(Reminder).where(Reminder.account_id == owner, Reminder.mark.in_(days))
    there = {row.mark: row for row in work.session.scalars(query)}
    for mark, day in days.items():
        row = there.get(mark)
        if row is None:
            row = Reminder(account_id=owner, mark=mark)
            work.session.add(row)
        elif read(work.keys, row) == day:
            continue
        data, place = day.isoformat().encode(), _place(owner, mark)
        row.box = work.keys.server.seal("meta", data, place)
        row.claimed_at = row.sent_at = None
    work.session.flush()


def _place(account_id: UUID, mark: bytes) -> bytes:
    return context("reminder", account_id, mark)

"""A portfolio's boxes: opening all of them in one query, sealing one, keeping the head true."""

from datetime import datetime
from hmac import compare_digest
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, inspect, select

from portfolio.crypto import integrity
from portfolio.crypto.context import context
from portfolio.crypto.sealing import seal
from portfolio.domain.entries import Entry
from portfolio.domain.errors import NotFound, Tampered, Unsealable
from portfolio.services import heads, lines, reopening
from portfolio.services.lines import Line, Lines, Place, Rows, Written
from portfolio.services.work import Work
from portfolio.storage.entries import Portfolio, SealedEntry

TRIES = 3  # a head and its rows that disagree so often were not caught between two saves
_OWN = "portfolio"  # where a session remembers whose portfolio it read, and the row
_HELD = "held"  # what changes between `begin` and `close`, and what changed then
_KEY = "key"  # whose key opened which box, and the key in it
_CLEAR = "clear"  # what it opened, for as long as one transaction

Clear = tuple[Entry, bytes]
"""An entry, and the plaintext that it was read from."""

_OWNED = select(Portfolio).where(Portfolio.owner_id == bindparam("owner"))
_ENTRIES = SealedEntry.__table__.c  # columns alone: no row of hundreds passes through the ORM
_ROWS = select(
    _ENTRIES.id, _ENTRIES.rev, _ENTRIES.box, _ENTRIES.created_at, _ENTRIES.changed_at
).where(_ENTRIES.portfolio_id == bindparam("portfolio"))


class Opened(NamedTuple):
    """An entry in clear, with what its row knows: identity, revision and dates.

    *payload* is what its box held, as some release wrote it.
    """

    id: UUID
    entry: Entry
    rev: int
    created_at: datetime
    changed_at: datetime
    payload: bytes = b""


class Held(NamedTuple):
    """A portfolio taken for writing: its rows before, as they become, and which change."""

    before: Lines
    lines: dict[UUID, bytes]
    rows: dict[UUID, Line]
    moved: set[UUID]


def portfolio_of(work: Work) -> Portfolio:
    """The actor's own portfolio row, asked of the database once a transaction."""
    owner = work.actor.account_id
    known = work.session.info.get(_OWN)
    if known and known[0] == owner and _is_at_hand(work, known[1]):
        return known[1]  # type: ignore[no-any-return]  # what was put there below
    row = work.session.scalar(_OWNED, {"owner": owner})
    if row is None:
        raise NotFound
    work.session.info[_OWN] = owner, row
    return row


def _is_at_hand(work: Work, portfolio: Portfolio) -> bool:
    """Whether the session still vouches for a row: no commit, rollback or expiry since."""
    state = inspect(portfolio)
    return state.session is work.session and not state.expired


def key_of(work: Work, portfolio: Portfolio) -> bytes:
    """The 32-byte portfolio key, opened with the owner's user key once a request."""
    owner, box = portfolio.owner_id, portfolio.key_box
    place = "dek", owner, box, portfolio.id, portfolio.key_epoch
    known = work.session.info.get(_KEY)
    if known is None or known[0] != (work.keys.user_key, place):
        key = work.keys.unseal_own(*place)
        known = work.session.info[_KEY] = (work.keys.user_key, place), key
    return known[1]


def entry_context(portfolio_id: UUID, entry_id: UUID, rev: int) -> bytes:
    """What an entry's box is bound to: this portfolio, this row, this revision."""
    return context("entry", portfolio_id, entry_id, rev)


def read(work: Work, portfolio: Portfolio) -> list[Opened]:
    """Open every entry, oldest first, with one query whatever their number.

    What its owner put in order, among steps of one date, comes in that order, after the rest.
    Raises :class:`Tampered` when the rows are not the ones the owner last saved.
    """
    return _opened(work, portfolio, _sound_rows(work, key_of(work, portfolio), portfolio))


def read_one(work: Work, portfolio: Portfolio, entry_id: UUID) -> Opened:
    """The same of one entry: all rows are checked against the head, one box is opened."""
    row = sound(work, portfolio).rows.get(entry_id)
    if row is None:
        raise NotFound
    return _opened(work, portfolio, [row])[0]


def sound(work: Work, portfolio: Portfolio) -> Lines:
    """The rows, held against the head, and no box of theirs opened yet."""
    _sound_rows(work, key_of(work, portfolio), portfolio)
    return lines.at_hand(work)


def saved(work: Work, portfolio: Portfolio) -> Lines:
    """The same right after :func:`close`: the rows it put a head over are not asked for again."""
    return lines.known(work, portfolio) or sound(work, portfolio)


def said(work: Work, portfolio: Portfolio, rows: Rows) -> list[Opened]:
    """What some of the rows say that this transaction found :func:`sound`, in their order."""
    return _opened(work, portfolio, rows)


def changed(work: Work, portfolio: Portfolio) -> list[tuple[UUID, list[Entry]]]:
    """What the last :func:`close` changed: ids, with what each said before, and says now."""
    before, _, _, moved = _held(work)
    now, key, told = lines.at_hand(work), key_of(work, portfolio), []
    for each in moved:
        states = (known for known in (before, now) if each in known.lines)
        said = [_clear(work, key, known, [known.rows[each]])[0][0] for known in states]
        told.append((each, said))
    return told


def _opened(work: Work, portfolio: Portfolio, rows: Rows) -> list[Opened]:
    key, known = key_of(work, portfolio), lines.at_hand(work)
    clear = _clear(work, key, known, rows)
    opened = [
        Opened(entry_id, entry, rev, created_at, changed_at, payload)
        for (entry_id, rev, _, created_at, changed_at), (entry, payload) in zip(
            rows, clear, strict=True
        )
    ]
    return sorted(opened, key=lambda one: (one.entry.rank, one.created_at, one.id))


def _sound_rows(work: Work, key: bytes, portfolio: Portfolio) -> Rows:
    """The rows, read until they and the head are of one moment; :class:`Tampered` if never.

    Where two statements see two moments (PostgreSQL), somebody may save between them.
    """
    for _ in range(TRIES):
        rows = _rows(work, portfolio)
        told = {row_id: integrity.line(row_id, rev, box) for row_id, rev, box, _, _ in rows}
        head = integrity.over(key, portfolio.id, portfolio.head_rev, told.values())
        if compare_digest(portfolio.head, head):
            lines.remember(work, portfolio, told, {row[0]: row for row in rows})
            return rows
        work.session.refresh(portfolio)
    raise Tampered


def _rows(work: Work, portfolio: Portfolio) -> Rows:
    work.session.flush()  # as the ORM would before it reads
    return work.session.execute(_ROWS, {"portfolio": portfolio.id}).all()


def _clear(work: Work, key: bytes, known: Lines, rows: Rows) -> list[Clear]:
    """What sound *rows* say; one that this transaction opened already is not opened again.

    Raises :class:`Tampered` for a box that is not its owner's.
    """
    told, clear = [known.lines[row[0]] for row in rows], _in_clear(work)
    shut = {line: row for line, row in zip(told, rows, strict=True) if line not in clear}
    try:
        payloads = reopening.payloads(work, key, known, shut)
    except Unsealable as why:
        raise Tampered from why
    said = zip(map(Entry.from_bytes, payloads), payloads, strict=True)
    clear.update(zip(shut, said, strict=True))
    return [clear[line] for line in told]


def _in_clear(work: Work) -> dict[bytes, Clear]:
    """The entries that this transaction has opened, by line: the same box says the same thing."""
    transaction, known = work.session.get_transaction(), work.session.info.get(_CLEAR)
    if known is None or known[0] is not transaction:
        known = work.session.info[_CLEAR] = transaction, {}
    return known[1]


def write(work: Work, portfolio: Portfolio, place: Place, entry: Entry) -> bytes:
    """The sealed box of *entry* for that row, which its caller writes, in `begin` and `close`."""
    key = key_of(work, portfolio)
    box = seal(key, entry.to_bytes(), entry_context(portfolio.id, place.id, place.rev))
    held = _held(work)
    held.lines[place.id] = integrity.line(place.id, place.rev, box)
    held.rows[place.id] = Written(place.id, place.rev, box, place.created_at, place.changed_at)
    held.moved.add(place.id)
    return box


def drop(work: Work, entry_id: UUID) -> None:
    """Leave a row out of the head that `close` makes; the caller deletes it."""
    held = _held(work)
    del held.lines[entry_id], held.rows[entry_id]
    held.moved.add(entry_id)


def begin(work: Work) -> Portfolio:
    """Take the actor's portfolio for writing: one writer at a time, over rows that are sound.

    Raises :class:`Tampered` rather than write over rows that disagree with their head.
    """
    portfolio = portfolio_of(work)
    heads.take(work, portfolio)
    if lines.known(work, portfolio) is None:
        _sound_rows(work, key_of(work, portfolio), portfolio)
    known = lines.at_hand(work)
    work.session.info[_HELD] = Held(known, dict(known.lines), dict(known.rows), set())
    return portfolio


def close(work: Work, portfolio: Portfolio) -> None:
    """Put a new head over the rows as `write` and `drop` made them; pairs with :func:`begin`."""
    held, rev = _held(work), portfolio.head_rev + 1
    key, told = key_of(work, portfolio), held.lines.values()
    heads.put(work, portfolio, integrity.over(key, portfolio.id, rev, told), rev)
    lines.remember(work, portfolio, held.lines, held.rows)


def _held(work: Work) -> Held:
    held: Held = work.session.info[_HELD]
    return held

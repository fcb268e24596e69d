"""What must not lie about: ended sessions, spent tokens, old trash, bytes that a deletion left."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, or_, select, text, update
from sqlalchemy.orm import Session

from portfolio.services import files, journal, note_ends, thrown, trash, unsaved
from portfolio.services.work import Work
from portfolio.storage.accounts import Token
from portfolio.storage.blobs import Blobs
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile
from portfolio.storage.sessions import Throttle, WebSession

FORGOTTEN = timedelta(days=2)
LATE = timedelta(days=1)
TRIES = 5
"""How often a nightly job asks for SQLite's log to be emptied while somebody reads."""
PATIENCE = 60
"""Seconds that the job waits for transactions which began before it: ours last less."""
NAP = 0.1
PLACE = func.coalesce(StoredFile.blob_id, StoredFile.id)
HOLDING_KEYS = (
    *("account", "consent", "journal_line", "portfolio", "reminder"),
    *("access_grant", "bearer_code", "comment", "contribution", "grant_visit", "grant_wrap"),
    *("factor", "handover", "keyslot", "member_key", "note", "note_folder", "note_request"),
    *("referral", "shown_handout", "stored_file", "structure_sheet", "web_session"),
)
"""Tables whose deleted rows held keys, or what a key opens: rewritten whole on PostgreSQL."""


def sweep(work: Work, session_end: timedelta) -> int:
    """Delete what time has ended, links of requests included; returns how many rows went."""
    now = work.now
    over = (
        delete(WebSession).where(WebSession.created_at < now - session_end),
        delete(Token).where(Token.expires_at < now),
        delete(Throttle).where(
            Throttle.since < now - FORGOTTEN,
            or_(Throttle.blocked_until.is_(None), Throttle.blocked_until < now),
        ),
        update(Endorsement)
        .where(Endorsement.expires_at < now, Endorsement.token_hash.is_not(None))
        .values(token_hash=None, ask_box=None),
    )
    left = trash.sweep(work) + thrown.sweep(work.session, now) + unsaved.sweep(work.session, now)
    left += note_ends.sweep(work)
    return left + sum(work.session.execute(each).rowcount for each in over)  # type: ignore[attr-defined]


def forget_files(work: Work) -> int:
    """Forget the files whose owners let go of them long enough ago: their keys first."""
    over = StoredFile.released_at < work.now - files.KEPT
    counts = select(StoredFile.portfolio_id, func.count()).where(over)
    lost = work.session.execute(counts.group_by(StoredFile.portfolio_id)).all()
    for portfolio_id, count in lost:
        portfolio = work.session.get_one(Portfolio, portfolio_id)
        journal.write(work, portfolio, "file.erased", detail=str(count))
    return work.session.execute(delete(StoredFile).where(over)).rowcount  # type: ignore[attr-defined, no-any-return]


def sweep_blobs(session: Session, blobs: Blobs, now: datetime) -> int:
    """Take bytes without a row out of the store, once what is arriving had time to get one.

    To be called when what forgot them is committed; returns how many went.
    """
    before, known = now - LATE, set(session.scalars(select(PLACE)))
    lost = [each for each, since in blobs.listed() if since < before and each not in known]
    for blob_id in lost:
        blobs.remove(blob_id)
    blobs.tidy(before)
    return len(lost)


def checkpoint(engine: Engine) -> bool:
    """Fold SQLite's write-ahead log back and empty it, so that deleted keys leave the disk.

    Returns False when a reader was in the way: the bytes stay until the next time. On
    PostgreSQL the nightly :func:`vacuum` does this, see docs/security.md.
    """
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("ROLLBACK") if connection.in_transaction() else None
        busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def checkpoint_at_last(engine: Engine, tries: int = TRIES) -> bool:
    """The same, asked again as long as a reader is in the way; each time waits as a writer does."""
    return any(checkpoint(engine) for _ in range(tries))


def vacuum(engine: Engine, *, full: bool, patience: int = PATIENCE) -> bool:
    """Take deleted rows out of PostgreSQL's files; nothing to do on SQLite.

    Without *full* their place is only given back, to be written over some day. With it, the
    tables of :data:`HOLDING_KEYS` are written anew and the former files go: each is locked for
    as long as that takes. Returns False when a transaction from before was still under way after
    *patience* seconds: PostgreSQL keeps for it the rows that were deleted meanwhile.
    """
    if engine.dialect.name != "postgresql":
        return True
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        free = not full or _let_older_pass(connection, patience)
        for asked in [f"VACUUM (FULL) {each}" for each in HOLDING_KEYS] if full else ["VACUUM"]:
            connection.exec_driver_sql(asked)
    return free


def _let_older_pass(connection: Connection, patience: int) -> bool:
    """Wait for what runs now to end, in any database of the server.

    VACUUM FULL has a snapshot of its own, which reaches back to the oldest of it.
    """
    begun = connection.scalar(text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"))
    over = text(
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= :begun FROM pg_sleep(:nap)"
    )
    naps = (0.0, *(NAP for _ in range(int(patience / NAP))))
    return any(connection.scalar(over, {"begun": begun, "nap": nap}) for nap in naps)

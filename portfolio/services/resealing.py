"""Files under new keys: whoever kept the key of one from a share that stopped opens nothing here.

Three steps, of which any may be the last for a while. A stop marks the files that the share
showed. Their bytes are sealed anew under another id, beside the former. Then rows and the views
of shares that go on change over in one transaction, after which the former bytes go. Cut short
anywhere, a file opens by its former bytes or by its new ones; what nobody needs is swept at night.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select, update

from portfolio.domain.errors import NotFound, Overloaded, Tampered
from portfolio.domain.files import KeyedFile
from portfolio.domain.sharing import State
from portfolio.domain.showing import View
from portfolio.services import boxes, files, given, journal, sealed_views, turns
from portfolio.services.spools import Spool
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs, Unreachable
from portfolio.storage.entries import Portfolio
from portfolio.storage.files import StoredFile
from portfolio.storage.sharing import Grant


def mark(work: Work, grant_id: UUID) -> int:
    """Have the files that a grant shows wait for a new key; to be said before it is stopped.

    A grant that does not open any more shows none.
    """
    portfolio = boxes.portfolio_of(work)
    turns.wait(work, portfolio)  # as whoever changes a file over: their rows come after
    try:
        shown = [each.id for each in given.shown(work, grant_id).files]
    except (NotFound, Tampered):
        return 0
    mine = StoredFile.portfolio_id == portfolio.id
    waiting = update(StoredFile).where(mine, StoredFile.id.in_(shown)).values(renew_at=work.now)
    return work.session.execute(waiting).rowcount  # type: ignore[attr-defined, no-any-return]


def waiting(work: Work) -> int:
    """How many of the actor's files wait for a new key."""
    mine = StoredFile.portfolio_id == boxes.portfolio_of(work).id
    query = select(func.count()).where(mine, StoredFile.renew_at.is_not(None))
    return work.session.scalar(query) or 0


def first(work: Work) -> KeyedFile | None:
    """The next file that waits."""
    portfolio = boxes.portfolio_of(work)
    mine = (StoredFile.portfolio_id == portfolio.id) & StoredFile.renew_at.is_not(None)
    found = work.session.scalar(select(StoredFile.id).where(mine).order_by(StoredFile.id).limit(1))
    return files.own(work, found) if found else None


def sealed_anew(blobs: Blobs, file: KeyedFile, folder: Path | None = None) -> KeyedFile:
    """Put a file's bytes in the store once more, under a key and an id of their own.

    Needs no transaction. Raises what :func:`files.content` does.
    """
    spool = Spool(file.size, folder)
    try:
        for piece in files.content(blobs, file):
            spool.write(piece)
        blobs.put(spool.id, spool.sealed())
    except Unreachable:
        raise Overloaded(files.AGAIN_IN) from None
    finally:
        spool.close()
    return file.model_copy(update={"key": spool.key.hex(), "blob": spool.id})


def change_over(work: Work, fresh: KeyedFile) -> UUID:
    """Let a file's row, and every share that goes on, open its new bytes.

    Returns where the bytes lie that nobody needs any more: the former, or the new ones when the
    file was erased meanwhile. The caller removes them once this is kept.
    """
    portfolio = boxes.begin(work)
    row = work.session.get(StoredFile, (portfolio.id, fresh.id), populate_existing=True)
    if row is None:
        return fresh.place
    former = row.blob_id or row.id
    row.box = files.boxed(boxes.key_of(work, portfolio), portfolio, fresh)
    row.blob_id, row.renew_at = fresh.place, None
    for grant, key, view in _open_views(work, portfolio):
        _show(work, grant, key, view, fresh)
    journal.write(work, portfolio, "file.renewed", detail="1")
    return former


def give_up(work: Work, file_id: UUID) -> None:
    """Wait no more for a file whose bytes are gone or altered: no key opens it."""
    mine = StoredFile.portfolio_id == boxes.portfolio_of(work).id
    work.session.execute(
        update(StoredFile).where(mine, StoredFile.id == file_id).values(renew_at=None)
    )


def _open_views(work: Work, portfolio: Portfolio) -> Iterator[tuple[Grant, bytes, View]]:
    """The shares that go on, photos included; what was altered opens to nobody and stays so."""
    query = select(Grant).where(
        Grant.portfolio_id == portfolio.id, Grant.state == State.ACTIVE, Grant.ends_at > work.now
    )
    for grant in work.session.scalars(query.execution_options(populate_existing=True)):
        with suppress(Tampered):
            copy = sealed_views.kept(work.keys, grant.id, grant.owner_id, grant.owner_box)
            yield grant, copy.key, View.from_bytes(sealed_views.read(work.keys, grant, copy.key))


def _show(work: Work, grant: Grant, key: bytes, view: View, fresh: KeyedFile) -> None:
    """Seal a view anew where it shows the file: the same words, so that nobody is told of news."""
    if all(each.id != fresh.id for each in view.files):
        return
    opens = {"key": fresh.key, "blob": fresh.blob}
    shown = tuple(
        each.model_copy(update=opens) if each.id == fresh.id else each for each in view.files
    )
    grant.rev += 1
    sealed_views.keep(work.keys, grant, key, view.filed(shown).body)

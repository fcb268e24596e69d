"""What somebody's archive is made from: all that they have here, and the server's word for it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from portfolio.domain.errors import NotFound, Tampered
from portfolio.domain.handouts import Handout
from portfolio.formats.archives.writing import Carried
from portfolio.formats.portfolio_json import Kept, KeptHandout, PortfolioSheet
from portfolio.services import (
    boxes,
    entries,
    files,
    handouts,
    histories,
    journal,
    keepsakes,
    receipts,
)
from portfolio.services import thrown as bin_of_handouts
from portfolio.services.journal import Line
from portfolio.services.keyring import Keyring
from portfolio.services.receipts import Receipt
from portfolio.services.work import Work
from portfolio.storage.blobs import Blobs
from portfolio.storage.entries import RemovedEntry, SealedEntry
from portfolio.storage.handouts import RemovedHandout, SealedHandout
from portfolio.storage.journal import JournalLine
from portfolio.storage.sharing import Grant
from portfolio.storage.unsaved import Unsaved

TAKEN = "archive.taken"
CHANGES = (
    SealedEntry.changed_at,
    RemovedEntry.removed_at,
    SealedHandout.changed_at,
    RemovedHandout.removed_at,
)


def sheet(work: Work, site: str) -> PortfolioSheet:
    """The whole portfolio as it stands, its files named; the sheets of interviews as papers."""
    kept = (
        Kept(one.id, one.entry, one.created_at, one.changed_at) for one in entries.read_all(work)
    )
    held = tuple(stored.file.facts for stored in files.read_all(work).values())
    made = tuple(
        KeptHandout(one.id, one.what, one.changed_at) for one in handouts.read_all(work, Handout)
    )
    made = (*made, *keepsakes.carried(work))
    return PortfolioSheet(site, work.now, tuple(kept), held, made)


def thrown(work: Work, site: str) -> PortfolioSheet:
    """What waits in the trash, in the same form; it was changed last when it was removed."""
    kept = (
        Kept(one.id, one.entry, one.removed_at, one.removed_at) for one in histories.thrown(work)
    )
    made = (KeptHandout(one.id, one.what, one.removed_at) for one in bin_of_handouts.read(work))
    return PortfolioSheet(site, work.now, tuple(kept), handouts=tuple(made))


def carried(work: Work, blobs: Blobs) -> list[Carried]:
    """Every file of the actor's, to be opened when its turn comes; needs no database by then."""
    return [
        Carried(stored.file.facts, partial(files.content, blobs, stored.file))
        for stored in files.read_all(work).values()
    ]


def agreements(work: Work) -> Iterator[Receipt]:
    """The receipt of every share that the actor gave, the latest first; a damaged one is left."""
    given = select(Grant.id).where(Grant.owner_id == work.actor.account_id)
    for grant_id in work.session.scalars(given.order_by(Grant.created_at.desc(), Grant.id)).all():
        with suppress(Tampered, NotFound):
            yield receipts.read(work, grant_id)


def lines(work: Work) -> Iterator[Line]:
    """Every line of the actor's journal, the latest first."""
    portfolio, page = boxes.portfolio_of(work), 1
    while found := journal.read(work, portfolio, page=page, others=False):
        yield from found
        page += 1


def take(work: Work) -> None:
    """Note that the actor takes everything home."""
    journal.write(work, boxes.portfolio_of(work), TAKEN)


def last_taken(work: Work) -> datetime | None:
    """When the actor last did."""
    here = JournalLine.portfolio_id == boxes.portfolio_of(work).id
    return work.session.scalar(
        select(func.max(JournalLine.at)).where(here, JournalLine.act == TAKEN)
    )


def stale(work: Work, taken: datetime) -> bool:
    """Whether the actor wrote, changed or removed anything since."""
    mine = boxes.portfolio_of(work).id
    latest = (
        *(
            select(func.max(at)).where(at.class_.portfolio_id == mine).scalar_subquery()
            for at in CHANGES
        ),
        select(func.max(Unsaved.saved_at))
        .where(Unsaved.account_id == work.actor.account_id, ~Unsaved.closed)
        .scalar_subquery(),
    )
    return any(at and at > taken for at in work.session.execute(select(*latest)).one())


def seal(keys: Keyring, content: bytes) -> str:
    """This installation's word that it wrote *content*, and nobody changed it since."""
    return keys.server.mac("audit", "archive", content).hex()


def is_sealed(keys: Keyring, content: bytes, proof: str) -> bool:
    """Whether *proof* is ours for *content*."""
    with suppress(ValueError):
        return keys.server.check(bytes.fromhex(proof), "audit", "archive", content)
    return False

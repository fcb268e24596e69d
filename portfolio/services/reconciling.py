"""A database restored from a backup, made to agree with what was stopped since."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portfolio.domain.access import SERVICE
from portfolio.domain.erasure import DELAY
from portfolio.domain.sharing import Audience
from portfolio.services import sharing
from portfolio.services.keyring import Keyring
from portfolio.services.tombstones import Kind, Tombstone, mark
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.comments import Comment
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.handouts import ShownHandout
from portfolio.storage.notes import Note, NoteFolder
from portfolio.storage.sharing import Contribution, Grant

Dead = Mapping[str, Tombstone]
Deletable = type[Account] | type[Endorsement] | type[Comment] | type[Contribution] | type[Note]
Again = type[NoteFolder] | type[ShownHandout]
"""What may be made again under the id of what is dead."""


def reconcile(session: Session, keys: Keyring, dead: Dead) -> Counter[Kind]:
    """Stop again, and delete again, whatever *dead* names; returns how many of each.

    Nobody's key is needed. To be run before the site is opened; running it again changes nothing.
    """
    done = Counter(
        {
            Kind.GRANT: _stop_grants(session, keys, dead),
            Kind.ACCOUNT: _delete(session, Account, Kind.ACCOUNT, dead),
            Kind.ERASURE: _leave_or_stay(session, dead),
            Kind.ENDORSEMENT: _delete(session, Endorsement, Kind.ENDORSEMENT, dead),
            Kind.COMMENT: _delete(session, Comment, Kind.COMMENT, dead),
            Kind.CONTRIBUTION: _delete(session, Contribution, Kind.CONTRIBUTION, dead),
            Kind.NOTE: _delete(session, Note, Kind.NOTE, dead),
            Kind.NOTES: _delete_older(session, NoteFolder, Kind.NOTES, dead),
            Kind.SHOWN: _delete_older(session, ShownHandout, Kind.SHOWN, dead),
        }
    )
    session.flush()
    return done


def _stop_grants(session: Session, keys: Keyring, dead: Dead) -> int:
    """Those that were stopped, and those whose code served: it must not serve again."""
    running = select(Grant.id, Grant.audience).where(Grant.body.is_not(None))
    stopped = 0
    for grant in session.execute(running).all():
        spent = grant.audience == Audience.BEARER and dead.get(mark(Kind.CODE, grant.id))
        if stone := dead.get(mark(Kind.GRANT, grant.id)) or spent:
            sharing.stop_again(Work(session, SERVICE, stone.at, keys), grant.id)
            stopped += 1
    return stopped


def _leave_or_stay(session: Session, dead: Dead) -> int:
    """Accounts go on the day that their owners last chose, or stay if they chose that since."""
    changed = 0
    for account_id, until in session.execute(select(Account.id, Account.erase_at)).all():
        stones = [dead.get(mark(kind, account_id)) for kind in (Kind.ERASURE, Kind.STAY)]
        last = max((stone for stone in stones if stone), key=lambda stone: stone.at, default=None)
        chosen = last.at + DELAY if last and last.kind is Kind.ERASURE else None
        if last and chosen != until:
            which = update(Account).where(Account.id == account_id)
            session.execute(which.values(erase_at=chosen))
            changed += 1
    return changed


def _delete(session: Session, model: Deletable, kind: Kind, dead: Dead) -> int:
    """The rows of *model* that must stay dead go, with all that hangs on them."""
    ids = [row for row in session.scalars(select(model.id)).all() if mark(kind, row) in dead]
    for row in ids:
        session.execute(delete(model).where(model.id == row))
    return len(ids)


def _delete_older(session: Session, model: Again, kind: Kind, dead: Dead) -> int:
    """The same of what has an id that serves again: only what is older than its tombstone goes."""
    since = NoteFolder.created_at if model is NoteFolder else ShownHandout.shown_at
    gone = 0
    for row, at in session.execute(select(model.id, since)).all():
        stone = dead.get(mark(kind, row))
        if stone and at < stone.at:
            session.execute(delete(model).where(model.id == row))
            gone += 1
    return gone

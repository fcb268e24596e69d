"""A database restored from a backup, made to agree with what was stopped since."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.domain.access import Actor, Role
from portfolio.services import sharing
from portfolio.services.keyring import Keyring
from portfolio.services.tombstones import Kind, Tombstone, mark
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.sharing import Grant


def reconcile(session: Session, keys: Keyring, dead: Mapping[str, Tombstone]) -> Counter[Kind]:
    """Stop again, and delete again, whatever *dead* names; returns how many of each.

    Nobody's key is needed. To be run before the site is opened; running it again changes nothing.
    """
    done: Counter[Kind] = Counter()
    running = select(Grant.id, Grant.owner_id).where(Grant.body.is_not(None))
    for grant in session.execute(running).all():
        if stone := dead.get(mark(Kind.GRANT, grant.id)):
            owner = Actor(grant.owner_id, Role.CITIZEN)
            sharing.revoke(Work(session, owner, stone.at, keys), grant.id)
            done[Kind.GRANT] += 1
    for account_id in session.scalars(select(Account.id)).all():
        if mark(Kind.ACCOUNT, account_id) in dead:
            session.delete(session.get_one(Account, account_id))
            done[Kind.ACCOUNT] += 1
    session.flush()
    return done

"""Which letters somebody wants, by type: chosen on their page, or stopped by a letter's link."""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.crypto.tokens import hash_token
from portfolio.domain.errors import NotFound
from portfolio.domain.reminders import ON_REQUEST, TYPES, Reminder
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work
from portfolio.storage.reminders import MailChoice

Choices = Mapping[tuple[UUID, str], bool]


def read(work: Work) -> set[Reminder]:
    """The types that the actor wants: what goes without asking, until they say otherwise."""
    me = work.actor.account_id
    said = choices(work.session, [me])
    return {kind for kind in TYPES[work.actor.role] if wanted(said, me, kind)}


def choices(session: Session, whom: Collection[UUID]) -> Choices:
    """What those accounts chose, of the types they were ever asked about."""
    query = select(MailChoice.account_id, MailChoice.kind, MailChoice.wanted)
    rows = session.execute(query.where(MailChoice.account_id.in_(whom)))
    return {(row.account_id, row.kind): row.wanted for row in rows}


def wanted(said: Choices, account_id: UUID, kind: Reminder) -> bool:
    """Whether letters of *kind* may go to *account_id*, after what was *said*."""
    return said.get((account_id, kind.value), kind not in ON_REQUEST)


def choose(work: Work, kinds: Collection[str]) -> None:
    """Want those types of letters, and no other."""
    for kind in TYPES[work.actor.role]:
        row = _row(work.session, work.keys, work.actor.account_id, kind)
        row.wanted = kind.value in kinds
    work.session.flush()


def link(session: Session, keys: Keyring, account_id: UUID, kind: Reminder) -> str:
    """The token that stops letters of *kind* to *account_id*; the same in each of them."""
    _row(session, keys, account_id, kind)
    session.flush()
    return _token(keys, account_id, kind)


def check(session: Session, token: str) -> None:
    """Raise :class:`NotFound` for a token that stops nothing."""
    found = select(MailChoice.kind).where(MailChoice.link_hash == hash_token(token))
    if session.scalar(found) is None:
        raise NotFound


def stop(session: Session, token: str) -> None:
    """No more letters of the type and to the person that *token* stands for; again is the same."""
    stopped = session.execute(
        update(MailChoice)
        .where(MailChoice.link_hash == hash_token(token))
        .values(wanted=False)
        .execution_options(synchronize_session=False)
    )
    if stopped.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        raise NotFound


def _row(session: Session, keys: Keyring, account_id: UUID, kind: Reminder) -> MailChoice:
    key = (account_id, kind.value)
    row = session.get(MailChoice, key)
    if row is not None:
        return row
    hashed = hash_token(_token(keys, account_id, kind))
    wanted = kind not in ON_REQUEST
    row = MailChoice(account_id=account_id, kind=kind.value, link_hash=hashed, wanted=wanted)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # another tab was first
        return session.get_one(MailChoice, key)
    return row


def _token(keys: Keyring, account_id: UUID, kind: Reminder) -> str:
    """256 bits that only the server can work out; nothing of whom or what can be read in them."""
    secret = keys.server.index("unsubscribe", account_id, kind.value)
    return urlsafe_b64encode(secret).rstrip(b"=").decode()

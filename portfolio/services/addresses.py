"""E-mail addresses of accounts: a second login once proved, found blind and kept sealed."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portfolio.crypto.context import context
from portfolio.crypto.tokens import hash_token, new_token
from portfolio.domain.accounts import read_email
from portfolio.domain.errors import NotFound, Unsealable
from portfolio.services import profiles, throttles
from portfolio.services.keyring import Keyring
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.accounts import Account, Token

PURPOSE = "email"
LIFE = timedelta(hours=24)
LETTERS = Limit(
    free=4, window=timedelta(days=1), first=timedelta(hours=6), most=timedelta(hours=24)
)
"""How many letters may be asked for to one address, whoever asks: a mailbox is not a target."""


def propose(work: Work, email: str) -> str | None:
    """A single-use token to send to *email*, or None when somebody has that address already.

    The page answers the same in both cases; only the letter tells. Raises :class:`Refused`
    for what is not an address.
    """
    address = read_email(email)
    token = new_token()
    mine = (Token.account_id == work.actor.account_id, Token.purpose == PURPOSE)
    work.session.execute(delete(Token).where(*mine))
    if _is_taken(work.session, work.keys, address):
        return None
    work.session.add(
        Token(
            id=hash_token(token),
            account_id=work.actor.account_id,
            purpose=PURPOSE,
            box=_seal(work, token, address),
            expires_at=work.now + LIFE,
        )
    )
    work.session.flush()
    return token


def may_write(work: Work, email: str) -> bool:
    """Whether one more letter may go to *email* now; counts it if so."""
    bucket = throttles.bucket(work.keys, "letter", read_email(email))
    if throttles.blocked(work.session, [bucket], work.now):
        return False
    throttles.count(work.session, bucket, LETTERS, work.now)
    return True


def read(work: Work, token: str) -> str:
    """The address that *token* proves; :class:`NotFound` unless it is the actor's, and alive."""
    return _unseal(work, token, _row(work, token))


def attach(work: Work, token: str) -> str:
    """Make the proved address the actor's second login; returns the former one, if any.

    The token is spent. Raises :class:`NotFound` as :func:`read` does, and when the address
    found another owner meanwhile.
    """
    row = _row(work, token)
    address = _unseal(work, token, row)
    work.session.delete(row)
    former = mine(work)
    account = profiles.account_of(work)
    account.email_index = work.keys.server.index("email", address)
    account.email_box = work.keys.server.seal("email", address.encode(), _place(account.id))
    try:
        work.session.flush()
    except IntegrityError:
        raise NotFound from None
    profiles.change(work, email=address, awaited="")
    return former


def mine(work: Work) -> str:
    """The actor's own address; empty when they gave none."""
    return of(work.session, work.keys, work.actor.account_id)


def detach(work: Work) -> str:
    """Forget the actor's address; returns it, so that a last letter can say so."""
    former = of(work.session, work.keys, work.actor.account_id)
    account = profiles.account_of(work)
    account.email_index = account.email_box = None
    profiles.change(work, email="", awaited="")
    return former


def of(session: Session, keys: Keyring, account_id: UUID) -> str:
    """Where to write to an account, signed in or not; empty when it gave no address."""
    box = session.scalar(select(Account.email_box).where(Account.id == account_id))
    return keys.server.unseal("email", box, _place(account_id)).decode() if box else ""


def language(session: Session, account_id: UUID) -> str:
    """The language an account reads: ``fr`` or ``en``; empty when there is no such account."""
    return session.scalar(select(Account.locale).where(Account.id == account_id)) or ""


def _is_taken(session: Session, keys: Keyring, address: str) -> bool:
    index = keys.server.index("email", address)
    return bool(session.scalar(select(exists().where(Account.email_index == index))))


def _row(work: Work, token: str) -> Token:
    row = work.session.get(Token, hash_token(token))
    mine = row is not None and row.account_id == work.actor.account_id
    if row is None or not mine or row.purpose != PURPOSE or row.expires_at <= work.now:
        raise NotFound
    return row


def _seal(work: Work, token: str, address: str) -> bytes:
    owner = work.actor.account_id
    return work.keys.seal_own("token", owner, address.encode(), hash_token(token).hex())


def _unseal(work: Work, token: str, row: Token) -> str:
    try:
        mark = hash_token(token).hex()
        return work.keys.unseal_own("token", row.account_id, row.box, mark).decode()
    except Unsealable:
        raise NotFound from None


def _place(account_id: UUID) -> bytes:
    return context("email", account_id)

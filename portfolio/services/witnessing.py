"""What a witness does with the link they were given: read what they are asked, answer once.

Unknown, used, withdrawn, over: one query finds nothing, and the answer is one NotFound.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.sealing import derive, new_key, seal, unseal
from portfolio.crypto.tokens import hash_token
from portfolio.domain.access import Actor, Role
from portfolio.domain.endorsements import Answer, Request
from portfolio.domain.errors import NotFound, Refused, TooMany, Unsealable
from portfolio.domain.words import N_
from portfolio.services import journal, keypairs, throttles
from portfolio.services.throttles import Limit
from portfolio.services.work import Work
from portfolio.storage.accounts import Account
from portfolio.storage.endorsements import Endorsement
from portfolio.storage.entries import Portfolio

WAITING, ANSWERED = "waiting", "answered"
OWN = N_("Cette demande est la vôtre : c’est à la personne que vous sollicitez de répondre.")
TRIES = Limit(
    free=30, window=timedelta(hours=1), first=timedelta(minutes=1), most=timedelta(minutes=15)
)
"""Links that open nothing, tried from one network: a bad copy is forgiven, a search is not."""


def key_of(token: str) -> bytes:
    """The key of the request that *token* opens; the stored hash does not give it."""
    return derive(token.encode("utf-8", "surrogatepass"), "endorsement")


def ask_place(row: Endorsement) -> bytes:
    """What a request's box is bound to, its end included."""
    return context("endorse-ask", row.portfolio_id, row.id, row.expires_at)


def wait_turn(work: Work, place: str) -> None:
    """Raise :class:`TooMany` while too many wrong links came from *place*."""
    if throttles.blocked(work.session, [_bucket(work, place)], work.now):
        raise TooMany(int(TRIES.first.total_seconds()))


def count_failure(work: Work, place: str) -> None:
    """One more link that opened nothing; the caller commits it."""
    throttles.count(work.session, _bucket(work, place), TRIES, work.now)


def read(work: Work, token: str) -> Request:
    """What *token*'s bearer is asked; :class:`NotFound` whatever makes the link a dead one."""
    return _opened(_find(work, token), token)


def answer(work: Work, token: str, given: Answer) -> None:
    """Seal *given* to the owner of the request; the link is spent.

    Raises :class:`NotFound` as :func:`read` does, for the second of two who answer at once
    too, and :class:`Refused` to the owner themself.
    """
    row = _find(work, token)
    _opened(row, token)
    portfolio = work.session.get_one(Portfolio, row.portfolio_id)
    if work.actor.id == portfolio.owner_id:
        raise Refused(OWN)
    wrapped, box = _sealed(work, portfolio, row.id, given)
    taken = work.session.execute(
        update(Endorsement)
        .where(Endorsement.token_hash == row.token_hash, Endorsement.state == WAITING)
        .values(
            token_hash=None,
            ask_box=None,
            state=ANSWERED,
            answered_at=work.now,
            answer_key=wrapped,
            answer_box=box,
            proof=work.keys.server.mac("audit", *proved(row, work.now, wrapped, box)),
        )
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's cursor counts
        raise NotFound
    witness = replace(work, actor=Actor(row.id, Role.VISITOR))
    journal.write(witness, portfolio, "endorsement.answered")


def proved(
    row: Endorsement, at: datetime | None, wrapped: bytes | None, box: bytes | None
) -> tuple[str | UUID | datetime | bytes, ...]:
    """What the server vouches for: this answer, to this request, at this moment."""
    digests = (sha256(part or b"").digest() for part in (wrapped, box))
    return "endorsement", row.portfolio_id, row.id, at or b"", *digests


def answer_places(portfolio_id: UUID, endorsement_id: UUID) -> tuple[bytes, bytes]:
    """What an answer's wrapped key, and its box, are bound to."""
    key, box = "endorse-key", "endorse-answer"
    return context(key, portfolio_id, endorsement_id), context(box, portfolio_id, endorsement_id)


def _sealed(
    work: Work, portfolio: Portfolio, endorsement_id: UUID, given: Answer
) -> tuple[bytes, bytes]:
    """A fresh key wrapped to the owner's public key, and the answer under it."""
    owner = work.session.get_one(Account, portfolio.owner_id)
    key = new_key()
    wrap_place, box_place = answer_places(portfolio.id, endorsement_id)
    wrapped = hybrid.wrap(keypairs.public_of(work, owner), key, wrap_place)
    return wrapped, seal(key, given.model_dump_json().encode(), box_place)


def _find(work: Work, token: str) -> Endorsement:
    row = work.session.scalar(
        select(Endorsement)
        .where(
            Endorsement.token_hash == hash_token(token),
            Endorsement.state == WAITING,
            Endorsement.expires_at > work.now,
        )
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return row


def _opened(row: Endorsement, token: str) -> Request:
    try:
        data = unseal(key_of(token), row.ask_box or b"", ask_place(row))
    except Unsealable:
        raise NotFound from None
    return Request.model_validate_json(data)


def _bucket(work: Work, place: str) -> bytes:
    return throttles.bucket(work.keys, "witness", place)

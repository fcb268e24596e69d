"""The sealed side of a request for access: for the person, for whoever asks, and the proof."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from portfolio.crypto import hybrid
from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key, seal, unseal
from portfolio.domain.access_requests import Wish
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.services import keypairs
from portfolio.services.work import Work
from portfolio.storage.access_requests import AccessRequest
from portfolio.storage.accounts import Account


class Own(BaseModel):
    """What an author keeps of a request, under their own key."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    whom: str
    wish: Wish


def write(work: Work, row: AccessRequest, person: Account | None, mine: Own, wish: Wish) -> None:
    """Seal *wish* to the person, or to nobody at all, and *mine* for whoever asks."""
    key, data = new_key(), mine.model_dump_json().encode()
    row.key_box = hybrid.wrap(_public(work, person), key, _place(row))
    row.wish_box = seal(key, wish.model_dump_json().encode(), _place(row))
    row.own_box = work.keys.seal_own("access-request-own", row.author_id, data, row.id)
    row.proof = work.keys.server.mac("audit", *_proved(row))


def own(work: Work, row: AccessRequest) -> Own:
    """The author's copy; :class:`Tampered` when it is not what they sealed."""
    try:
        data = work.keys.unseal_own("access-request-own", row.author_id, row.own_box, row.id)
    except Unsealable as why:
        raise Tampered from why
    return Own.model_validate_json(data)


def wish(work: Work, row: AccessRequest) -> Wish | None:
    """What the actor is asked, if the server vouches that this member asked it of them."""
    if not work.keys.server.check(row.proof or b"", "audit", *_proved(row)):
        return None
    try:
        key = keypairs.own(work).unwrap(row.key_box or b"", _place(row))
        return Wish.model_validate_json(unseal(key, row.wish_box or b"", _place(row)))
    except Unsealable:
        return None


def _place(row: AccessRequest) -> bytes:
    """What a wish, and its key, are bound to."""
    return context("access-request", row.id, row.structure_id, row.author_id, row.expires_at)


def _proved(row: AccessRequest) -> tuple[str | UUID | datetime | bytes, ...]:
    """What the server vouches for: this wish, of that member, for that person."""
    who = (row.structure_id, row.author_id, row.portfolio_id or b"")
    digests = (sha256(box or b"").digest() for box in (row.key_box, row.wish_box))
    return "access-request", row.id, *who, row.created_at, row.expires_at, *digests


def _public(work: Work, person: Account | None) -> bytes:
    """The key to seal to; a key that the server does not vouch for is nobody's."""
    try:
        return keypairs.public_of(work, person) if person else _nobody()
    except Tampered:
        return _nobody()


@cache
def _nobody() -> bytes:
    """A public key whose other half was never kept."""
    return hybrid.new_pair().public

"""The sessions of one account, as its owner lists and ends them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from portfolio.crypto.tokens import hash_token
from portfolio.domain.errors import NotFound, Unsealable
from portfolio.services.keyring import Keyring
from portfolio.services.sessions import Limits
from portfolio.services.work import Work
from portfolio.storage.sessions import WebSession


@dataclass(frozen=True, slots=True)
class Device:
    """One open session: a public handle (not the secret), where it is from, and when."""

    handle: str
    label: str
    created_at: datetime
    seen_at: datetime
    current: bool


def seal_label(keys: Keyring, account_id: UUID, secret: str, label: str) -> bytes:
    """The box that says, to its owner alone, what kind of device a session runs on."""
    return keys.seal_own("device", account_id, label.encode(), hash_token(secret).hex())


def label_of(keys: Keyring, account_id: UUID, secret: str, box: bytes | None) -> str:
    """The label of a session's own box; empty when there is none or it does not open."""
    return _label(keys, account_id, hash_token(secret), box)


def read(work: Work, secret: str, limits: Limits) -> list[Device]:
    """The account's sessions that *limits* leave open, last seen first."""
    rows = work.session.scalars(
        select(WebSession)
        .where(
            WebSession.account_id == work.actor.account_id,
            WebSession.seen_at > work.now - limits.idle,
            WebSession.created_at > work.now - limits.end,
        )
        .order_by(WebSession.seen_at.desc())
        .limit(50)
    )
    return [
        Device(
            _handle(row),
            _label(work.keys, work.actor.account_id, row.id, row.device_box),
            row.created_at,
            row.seen_at,
            row.id == hash_token(secret),
        )
        for row in rows
    ]


def revoke(work: Work, handle: str) -> None:
    """End one of the account's sessions, whichever it is."""
    for row in work.session.scalars(
        select(WebSession).where(WebSession.account_id == work.actor.account_id)
    ):
        if _handle(row) == handle:
            work.session.delete(row)
            return
    raise NotFound


def revoke_others(work: Work, secret: str) -> int:
    """End every session of the account but this one; returns how many ended."""
    ended = work.session.execute(
        delete(WebSession).where(
            WebSession.account_id == work.actor.account_id, WebSession.id != hash_token(secret)
        )
    )
    return ended.rowcount  # type: ignore[attr-defined, no-any-return]  # a DELETE's cursor counts


def _handle(row: WebSession) -> str:
    return row.id.hex()[:16]  # half a hash of a 256-bit secret: names the row, opens nothing


def _label(keys: Keyring, account_id: UUID, sid: bytes, box: bytes | None) -> str:
    if box is None:
        return ""
    try:
        return keys.unseal_own("device", account_id, box, sid.hex()).decode()
    except Unsealable:
        return ""

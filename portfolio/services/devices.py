"""The sessions of one account, as its owner lists and ends them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from portfolio.crypto.tokens import hash_token
from portfolio.domain.errors import NotFound, Unsealable
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


def name(work: Work, secret: str, label: str) -> None:
    """Remember, sealed, what kind of device the session runs on."""
    sid = hash_token(secret)
    box = work.keys.seal_own("device", work.actor.account_id, label.encode(), sid.hex())
    work.session.execute(update(WebSession).where(WebSession.id == sid).values(device_box=box))


def read(work: Work, secret: str) -> list[Device]:
    """The account's open sessions, last seen first."""
    rows = work.session.scalars(
        select(WebSession)
        .where(WebSession.account_id == work.actor.account_id)
        .order_by(WebSession.seen_at.desc())
        .limit(50)
    )
    return [
        Device(
            _handle(row),
            _label(work, row),
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


def _label(work: Work, row: WebSession) -> str:
    if row.device_box is None:
        return ""
    try:
        owner = work.actor.account_id
        return work.keys.unseal_own("device", owner, row.device_box, row.id.hex()).decode()
    except Unsealable:
        return ""

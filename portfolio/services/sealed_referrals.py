"""The sealed side of a relay: for the structure that proposes, the person, the other structure.

A proposal is under the key of the grant it is made on. What leaves is under the key of the grant
that the person gave to the other structure. One more key, in a box under each of both, is what
the answer is read with on either side: no structure holds another's.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from portfolio.crypto.context import context
from portfolio.crypto.sealing import new_key, seal, unseal
from portfolio.domain.errors import Tampered, Unsealable
from portfolio.domain.referrals import Stage
from portfolio.services.keyring import Keyring
from portfolio.storage.referrals import Handover, Referral

M = TypeVar("M", bound=BaseModel)
ASKED = ("grant_id", "id", "author_id", "stage", "created_at", "expires_at", "answered_at")
HANDED = (
    *("grant_id", "id", "stage", "told", "sent_at", "expires_at", "seen_at"),
    *("answered_at", "answered_by", "closed_at"),
)
BOXES = ("box", "word_box", "key_box", "answer_box", "outcome_box")


def written(key: bytes, row: Referral | Handover, what: str, model: BaseModel) -> bytes:
    """The box of *what* a relay says."""
    return seal(key, model.model_dump_json().encode(), _place(row, what))


def read(key: bytes, row: Referral | Handover, what: str, box: bytes | None, model: type[M]) -> M:
    """Open what :func:`written` sealed; :class:`Tampered` for anything else."""
    return model.model_validate_json(_unsealed(key, box, _place(row, what)))


def pair(proposal: tuple[bytes, Referral], handover: tuple[bytes, Handover]) -> None:
    """Give both sides, each under the key of its own grant, the key of what both may read."""
    between = new_key()
    for key, row in (proposal, handover):
        row.key_box = seal(key, between, _place(row, "key"))


def between(key: bytes, row: Referral | Handover) -> bytes:
    """The key of what both may read, for whoever holds the *key* of one of both grants."""
    return _unsealed(key, row.key_box, _place(row, "key"))


def answer_key(key: bytes, row: Handover, stage: Stage) -> bytes:
    """What an answer is under: no is for both to read, the rest as far as the person allowed."""
    return between(key, row) if row.told or stage is Stage.DECLINED else key


def move(keys: Keyring, row: Referral | Handover, former: bytes, key: bytes, to: UUID) -> None:
    """Put a row on another grant of the same owner, whose *key* opens it from now on."""
    opened = {}
    for name in BOXES:
        if box := getattr(row, name, None):
            under, what = _under(row, name, former), _what(row, name)
            opened[name] = (what, under, _unsealed(under, box, _place(row, what)))
    row.grant_id = to
    for name, (what, under, data) in opened.items():
        setattr(row, name, seal(key if under == former else under, data, _place(row, what)))
    vouch(keys, row)


def _what(row: Referral | Handover, name: str) -> str:
    """What a box says."""
    said = "proposal" if isinstance(row, Referral) else "relay"
    return said if name == "box" else name.removesuffix("_box")


def _under(row: Referral | Handover, name: str, key: bytes) -> bytes:
    """The key that a box is under, for whoever holds the *key* of its grant."""
    if isinstance(row, Handover) and name in {"answer_box", "outcome_box"}:
        return answer_key(key, row, Stage(row.stage))
    return key


def vouch(keys: Keyring, row: Referral | Handover) -> None:
    """Put the server's word under a row as it now stands."""
    row.proof = keys.server.mac("dir", *_vouched(row))


def check(keys: Keyring, row: Referral | Handover) -> None:
    """Raise :class:`Tampered` unless this server wrote the row as it stands."""
    if not sound(keys, row):
        raise Tampered


def sound(keys: Keyring, row: Referral | Handover) -> bool:
    """Whether this server wrote the row as it stands."""
    return keys.server.check(row.proof, "dir", *_vouched(row))


def _vouched(row: Referral | Handover) -> tuple[str | UUID | int | bytes | datetime, ...]:
    """All that a row says; of its boxes, a fingerprint."""
    names = (*(ASKED if isinstance(row, Referral) else HANDED), *BOXES)
    return row.__tablename__, *(_part(getattr(row, name, None)) for name in names)


def _unsealed(key: bytes, box: bytes | None, place: bytes) -> bytes:
    try:
        return unseal(key, box or b"", place)
    except Unsealable as why:
        raise Tampered from why


def _part(value: Any) -> Any:
    if isinstance(value, bytes):
        return sha256(value).digest()
    if isinstance(value, bool):
        return int(value)
    return b"" if value is None else value


def _place(row: Referral | Handover, what: str) -> bytes:
    """A relay, a side of it, and whoever wrote it there: what its boxes are bound to."""
    who = row.author_id if isinstance(row, Referral) else b""
    return context(row.__tablename__, what, row.grant_id, row.id, who)

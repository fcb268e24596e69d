"""Security test 17: what version 1 sealed, every later build opens.

The vectors are never made again.
"""

import base64
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from portfolio.crypto import reference, streams
from portfolio.crypto.context import context
from portfolio.crypto.hybrid import Recipient, fingerprint, unwrap
from portfolio.crypto.integrity import head
from portfolio.crypto.keyset import read
from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.recovery import code_root, read_code
from portfolio.crypto.sealing import derive, unseal
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.slots import Owner, Slot, SlotKind, open_with_root
from portfolio.crypto.tokens import hash_token

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors_v1.json").read_text("utf-8"))


def raw(name: str, member: str) -> bytes:
    """Return the bytes of one hexadecimal *member* of the vector *name*."""
    return bytes.fromhex(VECTORS[name][member])


@pytest.fixture
def frozen_server(keyset_path: Path) -> ServerKeys:
    keyset_path.touch(0o600)
    keyset_path.write_text(json.dumps(VECTORS["keyset"]))
    return ServerKeys(read(keyset_path))


def slot_of(name: str) -> Slot:
    values = VECTORS[name]
    return Slot(
        id=UUID(values["id"]),
        kind=SlotKind(values["kind"]),
        salt=raw(name, "salt"),
        cost=Cost(*values["cost"]) if values["cost"] else None,
        verifier=raw(name, "verifier"),
        box=raw(name, "box"),
    )


def owner_of(name: str, server: ServerKeys) -> Owner:
    return Owner(server, UUID(VECTORS[name]["user_id"]), raw(name, "shred"))


def test_a_password_slot_of_version_1_opens(
    frozen_server: ServerKeys, stretcher: Stretcher
) -> None:
    slot = slot_of("password_slot")
    assert slot.cost is not None
    root = stretcher.stretch(VECTORS["password_slot"]["phrase"], slot.salt, slot.cost)
    opened = open_with_root(owner_of("password_slot", frozen_server), slot, root)
    assert opened == raw("password_slot", "user_key")


def test_a_recovery_slot_of_version_1_opens(frozen_server: ServerKeys) -> None:
    root = code_root(read_code(VECTORS["recovery_slot"]["code"]))
    owner = owner_of("recovery_slot", frozen_server)
    opened = open_with_root(owner, slot_of("recovery_slot"), root)
    assert opened == raw("recovery_slot", "user_key")


def test_a_sealed_box_of_version_1_opens_by_both_readings() -> None:
    for opens in (unseal, reference.unseal):
        opened = opens(raw("sealed", "key"), raw("sealed", "box"), raw("sealed", "ctx"))
        assert opened == raw("sealed", "data")


def test_a_box_of_two_chunks_of_version_1_opens_by_both_readings() -> None:
    box = base64.b64decode(VECTORS["sealed_long"]["box_base64"])
    expected = raw("sealed_long", "byte") * VECTORS["sealed_long"]["times"]
    for opens in (unseal, reference.unseal):
        assert opens(raw("sealed_long", "key"), box, raw("sealed_long", "ctx")) == expected


def test_a_file_of_version_1_opens_by_both_readings() -> None:
    key, ctx = raw("file", "key"), raw("file", "ctx")
    box = base64.b64decode(VECTORS["file"]["box_base64"])
    expected = bytes(range(256)) * VECTORS["file"]["times"]
    assert b"".join(streams.opened(key, [box], ctx)) == expected
    assert reference.unseal_stream(key, box, ctx) == expected
    assert streams.sealed_size(len(expected)) == len(box) == VECTORS["file"]["size"]


def test_a_wrap_of_version_1_opens() -> None:
    private, box, ctx = (raw("wrap", member) for member in ("private", "box", "ctx"))
    assert unwrap(private, box, ctx) == raw("wrap", "secret")
    assert Recipient(private).unwrap(box, ctx) == raw("wrap", "secret")
    assert fingerprint(raw("wrap", "public")) == VECTORS["wrap"]["fingerprint"]


def test_proofs_of_version_1_hold(frozen_server: ServerKeys) -> None:
    parts = VECTORS["server"]["parts"]
    assert frozen_server.check(raw("server", "mac_dir_v1"), "dir", *parts)
    assert frozen_server.mac("audit", *parts) == raw("server", "mac_audit_v2")


def test_an_index_of_version_1_is_found_again(frozen_server: ServerKeys) -> None:
    assert frozen_server.index(*VECTORS["server"]["parts"]) == raw("server", "index")


def test_what_the_server_sealed_in_version_1_opens(frozen_server: ServerKeys) -> None:
    ctx, data = raw("server", "ctx"), raw("server", "data")
    assert frozen_server.unseal("email", raw("server", "email_v1"), ctx) == data
    assert frozen_server.unseal("meta", raw("server", "meta_v2"), ctx) == data
    assert frozen_server.key("flask") == raw("server", "key_flask_v2")


def test_contexts_and_sub_keys_are_what_they_were() -> None:
    values = VECTORS["context"]
    parts = (
        UUID(values["parts_uuid"]),
        datetime.fromisoformat(values["instant"]),
        values["number"],
        values["text"],
        raw("context", "bytes"),
    )
    assert context(*parts) == raw("context", "hex")
    assert derive(raw("derived", "key"), *VECTORS["derived"]["parts"]) == raw("derived", "hex")


def test_a_head_of_version_1_is_the_same_today() -> None:
    values = VECTORS["head"]
    rows = [(UUID(one), rev, bytes.fromhex(box)) for one, rev, box in values["rows"]]
    made = head(raw("head", "key"), UUID(values["portfolio_id"]), values["rev"], rows)
    assert made == raw("head", "hex")


def test_a_token_of_version_1_is_found_again() -> None:
    assert hash_token(VECTORS["token"]["text"]) == raw("token", "hash")

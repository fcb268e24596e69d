"""The server's keys: each use apart, versions side by side, one index for ever."""

from itertools import combinations

import pytest

from portfolio.crypto.context import context
from portfolio.crypto.keyset import Keyset
from portfolio.crypto.sealing import new_key, unseal
from portfolio.crypto.server import MACS, SEALS, KeysetError, ServerKeys
from portfolio.domain.errors import UnknownName, Unsealable

HERE, THERE = context("email", 1), context("email", 2)


def refuses(server: ServerKeys, label: str, box: bytes, ctx: bytes, shred: bytes = b"") -> bool:
    try:
        server.unseal(label, box, ctx, shred)
    except Unsealable:
        return True
    return False


@pytest.mark.parametrize("label", sorted(SEALS))
def test_what_the_server_seals_it_opens(server: ServerKeys, label: str) -> None:
    box = server.seal(label, b"marie@example.org", HERE)
    assert server.unseal(label, box, HERE) == b"marie@example.org"
    assert refuses(server, label, box, THERE)


def test_every_label_has_its_own_key(server: ServerKeys) -> None:
    for one, other in combinations(sorted(SEALS), 2):
        assert refuses(server, other, server.seal(one, b"x", HERE), HERE)
    for one, other in combinations(sorted(MACS), 2):
        assert not server.check(server.mac(one, "x"), other, "x")


@pytest.mark.parametrize("label", ["", "Slot", "dir", "other"])
def test_an_unknown_label_is_a_mistake_said_at_once(server: ServerKeys, label: str) -> None:
    with pytest.raises(UnknownName):
        server.seal(label, b"x", HERE)
    with pytest.raises(UnknownName):
        server.unseal(label, b"x", HERE)


def test_a_proof_label_is_not_a_sealing_label(server: ServerKeys) -> None:
    with pytest.raises(UnknownName):
        server.mac("slot", b"x")
    with pytest.raises(UnknownName):
        server.check(b"\1" + bytes(32), "slot", b"x")


def test_a_box_sealed_with_a_shred_key_needs_it(server: ServerKeys) -> None:
    shred = new_key()
    box = server.seal("email", b"x", HERE, shred)
    assert server.unseal("email", box, HERE, shred) == b"x"
    assert refuses(server, "email", box, HERE) and refuses(server, "email", box, HERE, new_key())


def test_the_slot_key_is_the_one_slots_are_sealed_under(server: ServerKeys) -> None:
    shred = new_key()
    assert unseal(server.slot_key(shred), server.seal("slot", b"x", HERE, shred), HERE) == b"x"
    assert server.slot_key(shred) != server.slot_key()


def test_a_proof_holds_for_its_words_only(server: ServerKeys) -> None:
    proof = server.mac("dir", "structure", 3, b"key")
    assert proof[0] == 1 and len(proof) == 33
    assert server.check(proof, "dir", "structure", 3, b"key")
    assert not server.check(proof, "dir", "structure", 4, b"key")
    assert not server.check(proof, "dir", "structure3", b"key")
    assert not server.check(proof, "audit", "structure", 3, b"key")


@pytest.mark.parametrize("proof", [b"", b"\1", bytes(33), b"\2" + bytes(32), b"\1" * 34])
def test_a_forged_proof_is_only_false(server: ServerKeys, proof: bytes) -> None:
    assert server.check(proof, "dir", "x") is False


def test_every_bit_of_a_proof_matters(server: ServerKeys) -> None:
    proof = server.mac("audit", "x")
    for bit in range(33 * 8):
        altered = bytearray(proof)
        altered[bit // 8] ^= 1 << bit % 8
        assert not server.check(bytes(altered), "audit", "x")


def test_the_index_finds_the_same_and_only_the_same(server: ServerKeys) -> None:
    found = server.index("login", "soleil-lac-4821")
    assert found == server.index("login", "soleil-lac-4821") and len(found) == 32
    assert found != server.index("login", "soleil-lac-4822") != server.index("email", "x")
    assert found != ServerKeys(Keyset.fresh()).index("login", "soleil-lac-4821")


def test_after_a_rotation_old_boxes_and_proofs_hold_and_new_ones_use_the_new_key(
    server: ServerKeys,
) -> None:
    box, proof, index = server.seal("meta", b"x", HERE), server.mac("dir", "x"), server.index("a")
    rotated = server.rotated().rotated()
    assert rotated.primary == 3 and server.primary == 1
    assert rotated.unseal("meta", box, HERE) == b"x" and rotated.check(proof, "dir", "x")
    assert rotated.index("a") == index
    newer = rotated.seal("meta", b"x", HERE)
    assert newer[2:10] != box[2:10] and rotated.mac("dir", "x")[0] == 3
    assert refuses(server, "meta", newer, HERE)
    assert not server.check(rotated.mac("dir", "x"), "dir", "x")


def test_a_key_for_one_more_use_differs_by_use_and_by_version(server: ServerKeys) -> None:
    keys = {server.key("flask"), server.key("other"), server.rotated().key("flask")}
    assert len(keys) == 3 and server.key("flask") in keys


def test_version_numbers_end_at_255_with_a_clear_word() -> None:
    keys = ServerKeys(Keyset({255: new_key()}, 255, new_key()))
    with pytest.raises(KeysetError, match="no version number left"):
        keys.rotated()

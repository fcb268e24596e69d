"""A slot opens for its owner's secret, with the server's keys, in its own row; never otherwise."""

from dataclasses import replace
from uuid import UUID

import pytest

from portfolio.crypto.keyset import Keyset
from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.recovery import code_root, new_code, read_code
from portfolio.crypto.sealing import new_key
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.slots import (
    Owner,
    Slot,
    SlotKind,
    Stretched,
    lock_with_root,
    open_with_root,
    resealed,
)
from portfolio.domain.errors import Unsealable

USER_KEY = bytes(range(100, 132))
ROOT = bytes(range(32))
STRETCHED = Stretched(ROOT, bytes(16), Cost(8, 1, 1))


@pytest.fixture
def slot(owner: Owner) -> Slot:
    return lock_with_root(owner, SlotKind.PASSWORD, STRETCHED, USER_KEY)


def refuses(owner: Owner, slot: Slot, root: bytes = ROOT) -> bool:
    try:
        open_with_root(owner, slot, root)
    except Unsealable:
        return True
    return False


def test_the_phrase_opens_its_slot(owner: Owner, stretcher: Stretcher, cheap: Cost) -> None:
    made = Stretched.of_phrase(stretcher, "un été à Nancy", cheap)
    slot = lock_with_root(owner, SlotKind.PASSWORD, made, USER_KEY)
    assert slot.cost is not None and slot.kind == "password" and len(slot.salt) == 16
    root = stretcher.stretch("un e\u0301te\u0301 a\u0300 Nancy", slot.salt, slot.cost)
    assert open_with_root(owner, slot, root) == USER_KEY


def test_the_recovery_code_opens_its_slot(owner: Owner) -> None:
    code = new_code()
    made = Stretched.of_code(read_code(code))
    slot = lock_with_root(owner, SlotKind.RECOVERY, made, USER_KEY)
    assert slot.cost is None and slot.kind == "recovery"
    assert open_with_root(owner, slot, code_root(read_code(code.lower()))) == USER_KEY


def test_two_phrases_alike_have_nothing_alike(
    owner: Owner, stretcher: Stretcher, cheap: Cost
) -> None:
    made = [Stretched.of_phrase(stretcher, "la même phrase", cheap) for _ in range(2)]
    one, other = (lock_with_root(owner, SlotKind.PASSWORD, each, USER_KEY) for each in made)
    assert one.salt != other.salt and one.verifier != other.verifier and one.id != other.id


def test_a_slot_weighs_what_the_design_says(slot: Slot) -> None:
    assert len(slot.box) == 434 and len(slot.verifier) == 33


def test_a_wrong_root_opens_nothing(owner: Owner, slot: Slot) -> None:
    assert refuses(owner, slot, new_key())


def test_without_a_verifier_the_inner_seal_still_decides(owner: Owner, slot: Slot) -> None:
    bare = replace(slot, verifier=b"")
    assert open_with_root(owner, bare, ROOT) == USER_KEY
    assert refuses(owner, bare, new_key())


@pytest.mark.parametrize("forged", [b"\1", b"\1" + bytes(32), b"\x09" + bytes(32), bytes(33)])
def test_a_forged_verifier_opens_nothing(owner: Owner, slot: Slot, forged: bytes) -> None:
    assert refuses(owner, replace(slot, verifier=forged))


def test_the_verifier_of_another_slot_opens_nothing(owner: Owner, slot: Slot) -> None:
    other = lock_with_root(owner, SlotKind.PASSWORD, Stretched(new_key(), bytes(16)), USER_KEY)
    assert refuses(owner, replace(slot, verifier=other.verifier))


def test_a_slot_does_not_move_to_another_person_row_kind_or_salt(owner: Owner, slot: Slot) -> None:
    assert refuses(replace(owner, user_id=UUID(int=8)), slot)
    assert refuses(owner, replace(slot, id=UUID(int=8)))
    assert refuses(owner, replace(slot, kind=SlotKind.RECOVERY))
    assert refuses(owner, replace(slot, salt=b"\1" * 16))


def test_without_the_server_s_keys_even_the_right_root_opens_nothing(
    owner: Owner, slot: Slot
) -> None:
    elsewhere = replace(owner, server=ServerKeys(Keyset.fresh()))
    assert refuses(elsewhere, slot) and refuses(elsewhere, replace(slot, verifier=b""))


def test_without_the_shred_key_even_the_right_root_opens_nothing(owner: Owner) -> None:
    shredded = replace(owner, shred=new_key())
    slot = lock_with_root(shredded, SlotKind.PASSWORD, STRETCHED, USER_KEY)
    assert open_with_root(shredded, slot, ROOT) == USER_KEY
    assert refuses(owner, slot) and refuses(replace(owner, shred=new_key()), slot)


def test_every_byte_of_a_slot_s_box_matters(owner: Owner, slot: Slot) -> None:
    for at in range(len(slot.box)):
        altered = bytearray(slot.box)
        altered[at] ^= 1 << at % 8
        assert refuses(owner, replace(slot, box=bytes(altered)))


def test_a_rotation_renews_the_outer_seal_without_the_owner(owner: Owner, slot: Slot) -> None:
    rotated = replace(owner, server=owner.server.rotated())
    renewed = resealed(rotated, slot)
    assert renewed.verifier == b"" and renewed.box[2:10] != slot.box[2:10]
    assert open_with_root(rotated, renewed, ROOT) == USER_KEY
    assert open_with_root(rotated, slot, ROOT) == USER_KEY, "half-way, the old ones still open"
    assert refuses(owner, renewed), "the old keys alone no longer open it"

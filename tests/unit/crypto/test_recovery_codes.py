"""A printed code is read however it is copied, and a slip of the hand is noticed."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.crypto.recovery import code_root, new_code, read_code
from portfolio.domain.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DICE = random.Random(1021)  # noqa: S311  # a fixed sample, nothing secret


def accepted(text: str) -> bool:
    try:
        read_code(text)
    except Refused:
        return False
    return True


def test_a_code_is_34_signs_in_groups_of_four() -> None:
    groups = new_code().split(" ")
    assert [len(group) for group in groups] == [4] * 8 + [2]
    assert set("".join(groups)) <= set(ALPHABET)


def test_codes_are_never_the_same_and_carry_160_bits() -> None:
    secrets = {read_code(new_code()) for _ in range(500)}
    assert len(secrets) == 500 and {len(secret) for secret in secrets} == {20}
    seen = [int.from_bytes(secret, "big") for secret in secrets]
    assert all(any(one >> bit & 1 for one in seen) for bit in range(160))


@settings(deadline=None)
@given(st.sampled_from([str.lower, str.upper, str.swapcase]), st.integers(0, 5))
def test_a_code_is_read_whatever_its_case_and_its_gaps(case: object, gap: int) -> None:
    assert callable(case)
    code = new_code()
    gaps = ["", "-", " – ", "\u00a0", "\n", "\t_\u200b"]
    assert read_code(case(f"  {code} ".replace(" ", gaps[gap]))) == read_code(code)


@pytest.mark.parametrize(
    ("seen", "meant"), [("O", "0"), ("o", "0"), ("I", "1"), ("i", "1"), ("L", "1"), ("l", "1")]
)
def test_look_alikes_are_read_as_the_sign_meant(seen: str, meant: str) -> None:
    code = next(code for code in iter(new_code, None) if meant in code)
    assert read_code(code.replace(meant, seen)) == read_code(code)


def test_full_width_letters_are_read_too() -> None:
    code = new_code()
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != " " else " " for sign in code)
    assert read_code(wide) == read_code(code)


def test_every_single_wrong_sign_is_noticed() -> None:
    for _ in range(8):
        code = new_code().replace(" ", "")
        for at, sign in enumerate(code):
            for wrong in ALPHABET.replace(sign, ""):
                assert not accepted(code[:at] + wrong + code[at + 1 :]), (code, at, wrong)


def test_every_swap_of_neighbours_is_noticed() -> None:
    for _ in range(300):
        code = new_code().replace(" ", "")
        for at in range(33):
            one, other = code[at], code[at + 1]
            if one != other:
                assert not accepted(code[:at] + other + one + code[at + 2 :]), (code, at)


def test_most_random_codes_are_not_codes() -> None:
    taken = sum(accepted("".join(DICE.choices(ALPHABET, k=34))) for _ in range(2000))
    assert taken < 20


@pytest.mark.parametrize(
    "text",
    ["", " ", "0" * 33, "0" * 35, "U" * 34, "é" * 34, "0" * 5000, "\0" * 34, "²" * 34, "\ud800"],
)
def test_what_is_no_code_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_code(text)
    assert refusal.value.field == "code" and "erreur de frappe" in refusal.value.message


def test_a_code_missing_or_doubling_a_sign_is_refused() -> None:
    code = new_code().replace(" ", "")
    for at in range(34):
        assert not accepted(code[:at] + code[at + 1 :])
        assert not accepted(code[:at] + code[at] + code[at:])


def test_the_root_of_a_code_is_32_bytes_and_its_own() -> None:
    one, other = read_code(new_code()), read_code(new_code())
    assert len(code_root(one)) == 32
    assert code_root(one) == code_root(one) != code_root(other)
    assert one not in code_root(one)

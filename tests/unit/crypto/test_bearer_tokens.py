"""Tokens are long, random, and only their hash is kept."""

import hashlib
import os
import re
from collections.abc import Callable

import pytest

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.recovery import new_code
from portfolio.crypto.sealing import new_key
from portfolio.crypto.slots import Stretched
from portfolio.crypto.tokens import hash_token, new_id, new_token


def test_a_token_is_43_url_safe_signs_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_a_token_is_kept_as_its_hash() -> None:
    assert hash_token("abc") == hashlib.sha256(b"abc").digest()


@pytest.mark.parametrize("sent", ["", "\0", "../../etc/passwd", "é" * 5000, "\ud800"])
def test_whatever_a_stranger_sends_has_a_hash(sent: str) -> None:
    assert len(hash_token(sent)) == 32


def test_identifiers_are_random_version_4() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000 and {one.version for one in ids} == {4}


def test_without_randomness_no_secret_is_made(
    monkeypatch: pytest.MonkeyPatch, stretcher: Stretcher, cheap: Cost
) -> None:
    """Security test 19: without randomness, no secret."""

    def dry(_size: int) -> bytes:
        raise OSError("no entropy")

    monkeypatch.setattr(os, "urandom", dry)
    makers: list[Callable[[], object]] = [
        new_token,
        new_id,
        new_key,
        new_code,
        lambda: Stretched.of_code(bytes(20)),
        lambda: Stretched.of_phrase(stretcher, "phrase", cheap),
    ]
    for make in makers:
        with pytest.raises(OSError, match="no entropy"):
            make()

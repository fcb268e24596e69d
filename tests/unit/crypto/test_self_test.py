"""The product does not start on a machine that computes wrongly."""

import ctypes
import resource
import sys
from collections.abc import Iterator

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from portfolio.crypto import hybrid, selftest
from portfolio.crypto.server import ServerKeys
from portfolio.domain.errors import SelfTestFailed

PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4


def test_this_machine_passes(server: ServerKeys) -> None:
    selftest.check(server)
    selftest.check(server.rotated())


@pytest.mark.parametrize(
    ("answer", "named"), [("_ARGON2ID", "Argon2id"), ("_HKDF", "HKDF"), ("_BOX", "Cobblestone")]
)
def test_an_answer_that_differs_from_the_standard_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, server: ServerKeys, answer: str, named: str
) -> None:
    monkeypatch.setattr(selftest, answer, "00" * 32)
    with pytest.raises(SelfTestFailed, match=named):
        selftest.check(server)


def test_a_backend_without_ml_kem_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, server: ServerKeys
) -> None:
    class Absent:
        @staticmethod
        def generate() -> None:
            raise UnsupportedAlgorithm("ML-KEM is not supported")

    monkeypatch.setattr(hybrid, "MLKEM768PrivateKey", Absent)
    with pytest.raises(SelfTestFailed, match=r"HPKE.*UnsupportedAlgorithm"):
        selftest.check(server)


def test_a_refusal_that_does_not_come_is_noticed() -> None:
    assert selftest._refuses(lambda: None) is False


@pytest.fixture
def dumpable_again() -> Iterator[None]:
    """Give the test process back what it had, for the tests that come after."""
    yield
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)


@pytest.mark.usefixtures("dumpable_again")
def test_a_hardened_process_leaves_no_core_and_hides_its_memory() -> None:
    selftest.harden_process()
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    if sys.platform == "linux":
        assert ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0


def test_a_system_that_refuses_to_harden_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stubborn:
        def __init__(self, _name: str | None) -> None:
            pass

        def prctl(self, *_values: int) -> int:
            return -1

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", Stubborn)
    with pytest.raises(SelfTestFailed, match="dumpable"):
        selftest.harden_process()
    monkeypatch.setattr(sys, "platform", "darwin")
    selftest.harden_process()

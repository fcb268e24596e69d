"""Known answers asked of the machine before it serves anyone; a wrong one stops the start."""

import ctypes
import hashlib
import resource
import sys
from collections.abc import Callable

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portfolio.crypto import hybrid, reference, sealing
from portfolio.crypto.context import context
from portfolio.crypto.server import ServerKeys
from portfolio.domain.errors import SelfTestFailed, Unsealable

_PR_SET_DUMPABLE = 4
_HERE, _ELSEWHERE = context("selftest", 1), context("selftest", 2)
_ARGON2ID = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
_HKDF = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
_BOX = "5ee2c118a8b6958c942c66f36d8a6ca7783fb0c13a9219eb1e9fe970c95ad77f"


def check(server: ServerKeys) -> None:
    """Try every primitive and the server's keys (about 10 ms); `SelfTestFailed` names the first.

    Whatever a backend raises when it lacks an algorithm counts as a failure.
    """
    for name, proves in _proofs(server).items():
        try:
            sound = proves()
        except Exception as why:  # noqa: BLE001  # any answer but the right one is a refusal
            raise SelfTestFailed(f"{name}: {type(why).__name__}") from None
        if not sound:
            raise SelfTestFailed(name)


def harden_process() -> None:
    """Keep keys in memory out of core files and, on Linux, out of reach of same-user processes.

    To call in each worker: forks inherit it, a new program does not. Raises `SelfTestFailed`
    when the system refuses.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise SelfTestFailed("prctl: the process stays dumpable")


def _proofs(server: ServerKeys) -> dict[str, Callable[[], bool]]:
    return {
        "Argon2id (RFC 9106, section 5.3)": _argon2id,
        "HKDF-SHA256 (RFC 5869, appendix A.1)": _hkdf,
        "Cobblestone-256 (C2SP chunked-encryption)": _cobblestone,
        "HPKE MLKEM768-X25519 (draft-ietf-hpke-pq)": _hpke,
        "server keys": lambda: _server(server),
    }


def _argon2id() -> bool:
    vector = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\3" * 8,
        ad=b"\4" * 12,
    )
    return vector.derive(b"\1" * 32).hex() == _ARGON2ID


def _hkdf() -> bool:
    vector = HKDF(SHA256(), 42, bytes(range(13)), bytes(range(0xF0, 0xFA)))
    return vector.derive(b"\x0b" * 22).hex() == _HKDF


def _cobblestone() -> bool:
    key, data = bytes(range(32)), b"fil rouge" * 4000
    frozen = reference.seal(key, data, _HERE, bytes(24))
    fresh = sealing.seal(key, data, _HERE)
    return (
        hashlib.sha256(frozen).hexdigest() == _BOX
        and sealing.unseal(key, frozen, _HERE) == data == reference.unseal(key, fresh, _HERE)
        and _refuses(lambda: sealing.unseal(key, fresh, _ELSEWHERE))
    )


def _hpke() -> bool:
    pair, secret = hybrid.new_pair(), sealing.new_key()
    box = hybrid.wrap(pair.public, secret, _HERE)
    return hybrid.unwrap(pair.private, box, _HERE) == secret and _refuses(
        lambda: hybrid.unwrap(pair.private, box, _ELSEWHERE)
    )


def _server(server: ServerKeys) -> bool:
    box, mac = server.seal("slot", b"selftest", _HERE), server.mac("dir", "selftest")
    return (
        server.unseal("slot", box, _HERE) == b"selftest"
        and server.check(mac, "dir", "selftest")
        and _refuses(lambda: server.unseal("slot", box, _ELSEWHERE))
    )


def _refuses(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Unsealable:
        return True
    return False

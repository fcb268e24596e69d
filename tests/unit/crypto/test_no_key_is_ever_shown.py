"""Key material is in no representation, no exception and no log, whatever goes wrong."""

import base64
import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from portfolio.crypto import hybrid, recovery
from portfolio.crypto.keyset import Keyset
from portfolio.crypto.phrases import Cost, Stretcher, normalise
from portfolio.crypto.sealing import Opener, seal, unseal
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.slots import Owner, SlotKind, Stretched, lock_with_root, open_with_root

CANARY = b"CANARYcanaryCANARYcanaryCANARYca"
TYPED = CANARY.decode()
SERVER = ServerKeys(Keyset({1: CANARY}, 1, CANARY))
OWNER = Owner(SERVER, UUID(int=7), CANARY)
STRETCHED = Stretched(CANARY, CANARY[:16], Cost(8, 1, 1))
SLOT = lock_with_root(OWNER, SlotKind.PASSWORD, STRETCHED, CANARY)
PRIVATE = CANARY * 3

HOLDERS = [
    Keyset({1: CANARY}, 1, CANARY),
    SERVER,
    OWNER,
    STRETCHED,
    SLOT,
    hybrid.KeyPair(b"public", PRIVATE),
    hybrid.Recipient(PRIVATE),
    Opener(CANARY),
    Stretcher(1, 0),
]

MISHAPS: list[Callable[[Path], object]] = [
    lambda _: unseal(CANARY, seal(CANARY, CANARY, b"here"), b"there"),
    lambda _: unseal(CANARY, CANARY, b"here"),
    lambda _: unseal(CANARY + b"!", CANARY, b"here"),
    lambda _: seal(CANARY + b"!", CANARY, b"here"),
    lambda _: hybrid.unwrap(PRIVATE, CANARY * 40, b"here"),
    lambda _: hybrid.unwrap(PRIVATE + b"!", CANARY, b"here"),
    lambda _: hybrid.wrap(PRIVATE, CANARY, b"here"),
    lambda _: open_with_root(OWNER, SLOT, CANARY[::-1]),
    lambda _: SERVER.unseal("email", CANARY, b"here", CANARY),
    lambda _: Keyset({1: CANARY + b"!"}, 1, CANARY),
    lambda _: normalise(TYPED + "\0"),
    lambda _: normalise(TYPED * 40),
    lambda _: recovery.read_code(TYPED),
    lambda path: ServerKeys.load(_malformed(path)),
]


def _malformed(path: Path) -> Path:
    text = base64.b64encode(CANARY).decode()
    path.touch(0o600)
    path.write_text(f'{{"versions": {{"1": "{text}"}}, "primary": 2, "index": "{text}"')
    return path


def leaks(text: str) -> list[str]:
    """List the forms of the canary, or of a good part of it, found in *text*."""
    parts = (CANARY, CANARY[:16], CANARY[::-1])
    forms = [form for raw in parts for form in (raw.decode(), raw.hex(), str(list(raw))[1:-1])]
    forms += [base64.b64encode(raw).decode()[:20] for raw in parts]
    return [form for form in forms if form in text]


def test_the_search_itself_can_find() -> None:
    assert leaks(repr(CANARY)) and leaks(CANARY.hex()) and leaks(base64.b64encode(CANARY).decode())


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
def test_nothing_that_holds_a_key_shows_it(holder: object) -> None:
    assert not leaks(f"{holder!r} {holder!s} {holder} {[holder]} {{holder!r}}")


@pytest.mark.parametrize("mishap", MISHAPS, ids=range(len(MISHAPS)))
def test_no_mishap_tells_a_key(
    mishap: Callable[[Path], object], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Exception) as caught:  # noqa: PT011  # every kind is looked at below
        mishap(tmp_path / "keyset.json")
    told = "".join(
        f"{error!r} {error!s} {error.args} {vars(error)}" for error in _chain(caught.value)
    )
    rendered = "".join(traceback.format_exception_only(caught.value))
    assert not leaks(told + rendered + caplog.text)


def _chain(error: BaseException) -> list[BaseException]:
    """List *error* and what a report would print with it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return [error, *(_chain(cause) if cause else [])]

"""Small real parts for the tests of the key room: cheap to make, nothing pretended."""

from pathlib import Path
from uuid import UUID

import pytest

from portfolio.crypto.phrases import Cost, Stretcher
from portfolio.crypto.server import ServerKeys
from portfolio.crypto.slots import Owner

CHEAP = Cost(8, 1, 1)  # the least Argon2id accepts: tests are not attacked


@pytest.fixture
def cheap() -> Cost:
    return CHEAP


@pytest.fixture
def stretcher() -> Stretcher:
    return Stretcher(at_once=1, waiting=0)


@pytest.fixture
def keyset_path(tmp_path: Path) -> Path:
    return tmp_path / "keyset.json"


@pytest.fixture
def server(keyset_path: Path) -> ServerKeys:
    return ServerKeys.create(keyset_path)


@pytest.fixture
def owner(server: ServerKeys) -> Owner:
    return Owner(server, UUID(int=7))

"""The key file: whole or absent, for its owner alone, and never guessed at."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from portfolio.crypto.keyset import Keyset, KeysetError, read, write_new
from portfolio.crypto.sealing import new_key
from portfolio.crypto.server import ServerKeys


def modes(path: Path) -> int:
    return path.stat().st_mode & 0o777


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def document(path: Path, **changes: Any) -> None:
    """Rewrite the key file at *path* with *changes*; None drops a member."""
    values = json.loads(path.read_text()) | changes
    path.write_text(
        json.dumps({name: value for name, value in values.items() if value is not None})
    )


def test_a_created_keyset_is_read_back(keyset_path: Path) -> None:
    server = ServerKeys.create(keyset_path)
    assert ServerKeys.load(keyset_path).check(server.mac("dir", "x"), "dir", "x")
    assert ServerKeys.load(keyset_path).index("x") == server.index("x")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_file_is_its_owner_s_whatever_the_umask(keyset_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        ServerKeys.create(keyset_path)
    finally:
        os.umask(before)
    assert modes(keyset_path) == 0o600 and names(keyset_path.parent) == [keyset_path.name]


def test_the_file_has_the_documented_shape(keyset_path: Path) -> None:
    ServerKeys.create(keyset_path)
    values = json.loads(keyset_path.read_text())
    assert values.keys() == {"versions", "primary", "index"}
    assert list(values["versions"]) == ["1"] and values["primary"] == 1


def test_an_existing_file_is_never_overwritten(keyset_path: Path) -> None:
    keyset_path.write_bytes(b"precious")
    with pytest.raises(KeysetError, match="cannot be written"):
        ServerKeys.create(keyset_path)
    assert keyset_path.read_bytes() == b"precious"
    assert names(keyset_path.parent) == [keyset_path.name]


def test_without_randomness_nothing_is_written(
    keyset_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Security test 19: without randomness, nothing is written."""

    def dry(_size: int) -> bytes:
        raise OSError("no entropy")

    monkeypatch.setattr(os, "urandom", dry)
    with pytest.raises(OSError, match="no entropy"):
        ServerKeys.create(keyset_path)
    monkeypatch.undo()
    assert names(keyset_path.parent) == []


def test_a_disk_that_fails_leaves_nothing_behind(
    keyset_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeysetError, match="No space left"):
        ServerKeys.create(keyset_path)
    assert names(keyset_path.parent) == []


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeysetError, match="absent"):
        ServerKeys.create(tmp_path / "absent" / "keyset.json")


def test_a_rotated_keyset_takes_the_file_s_place_in_one_step(keyset_path: Path) -> None:
    server = ServerKeys.create(keyset_path)
    server.rotated().save(keyset_path)
    loaded = ServerKeys.load(keyset_path)
    assert loaded.primary == 2 and loaded.check(server.mac("dir", "x"), "dir", "x")
    assert modes(keyset_path) == 0o600 and names(keyset_path.parent) == [keyset_path.name]


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o644, 0o610, 0o601, 0o620, 0o777])
def test_a_file_open_to_others_is_refused(keyset_path: Path, mode: int) -> None:
    ServerKeys.create(keyset_path)
    keyset_path.chmod(mode)
    with pytest.raises(KeysetError, match="chmod 600"):
        ServerKeys.load(keyset_path)


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_a_file_for_its_owner_is_taken(keyset_path: Path, mode: int) -> None:
    ServerKeys.create(keyset_path)
    keyset_path.chmod(mode)
    assert ServerKeys.load(keyset_path).primary == 1


def test_a_missing_file_or_a_folder_is_said_so(keyset_path: Path) -> None:
    with pytest.raises(KeysetError, match="No such file"):
        ServerKeys.load(keyset_path)
    with pytest.raises(KeysetError, match="cannot be read"):
        ServerKeys.load(keyset_path.parent)


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"null", b"[]", b'"text"', b"\xff\xfe", b"\0" * 64, b"[" * 60_000, b"{}" * 99_999],
)
def test_a_file_that_is_no_keyset_is_malformed(keyset_path: Path, raw: bytes) -> None:
    keyset_path.touch(0o600)
    keyset_path.write_bytes(raw)
    with pytest.raises(KeysetError, match="malformed"):
        ServerKeys.load(keyset_path)


KEY32 = "A" * 43 + "="


@pytest.mark.parametrize(
    "changes",
    [
        {"primary": None},
        {"index": None},
        {"versions": None},
        {"more": 1},
        {"primary": 2},
        {"primary": "1"},
        {"primary": True},
        {"primary": 1.0},
        {"versions": {}},
        {"versions": []},
        {"versions": {"1": "short"}},
        {"versions": {"1": 5}},
        {"versions": {"1": KEY32 + "é"}},
        {"versions": {"1": " " + KEY32}},
        {"versions": {"1": KEY32, "0": KEY32}},
        {"versions": {"1": KEY32, "256": KEY32}},
        {"versions": {"1": KEY32, "x": KEY32}},
        {"index": ""},
        {"index": "AAAA"},
        {"index": 7},
    ],
)
def test_a_keyset_that_is_not_exactly_one_is_malformed(
    keyset_path: Path, changes: dict[str, Any]
) -> None:
    ServerKeys.create(keyset_path)
    document(keyset_path, **changes)
    with pytest.raises(KeysetError, match="malformed") as refusal:
        ServerKeys.load(keyset_path)
    assert refusal.value.__cause__ is None and KEY32[:20] not in str(refusal.value)


def test_several_versions_are_read_and_kept(keyset_path: Path) -> None:
    keys = Keyset({1: new_key(), 3: new_key()}, 3, new_key())
    write_new(keys, keyset_path)
    assert read(keyset_path) == keys

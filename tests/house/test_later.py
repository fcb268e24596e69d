"""Heavy libraries wait for whoever needs them: a worker that never prints carries no printer."""

import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from portfolio import application
from portfolio.domain.errors import SelfTestFailed

ROOT = Path(__file__).parents[2]
OURS = {
    "portfolio.formats.credentials.canonical": "pyld",
    "portfolio.storage.blobs_s3": "obstore",
}
"""Modules that are themselves imported late, and the library each of them brings."""


def test_what_is_imported_late_is_looked_for_at_the_start() -> None:
    """But for the library of S3, which an installation with such a store imports at once."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    late = rules["flake8-tidy-imports"]["banned-module-level-imports"]

    assert {OURS.get(name, name) for name in late} == {*application.LATER, "obstore"}


@pytest.mark.parametrize("name", application.LATER)
def test_what_is_imported_late_can_be(name: str) -> None:
    assert import_module(name).__name__ == name


def test_nothing_imports_it_on_the_way() -> None:
    """Not even a library of ours that would like to."""
    told = "import sys, portfolio.application as it; print(*sorted({*it.LATER} & {*sys.modules}))"
    asked = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True)

    assert asked.stdout.split() == []


def test_the_service_does_not_start_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "LATER", ("typst", "a_library_that_is_not_there"))

    with pytest.raises(SelfTestFailed, match="a_library_that_is_not_there"):
        application.create_app()

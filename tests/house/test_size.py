"""Rooms stay small: numbers that call for a stop."""

import ast
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "portfolio").rglob("*.py"))
DATA = {"wordlist.py", "lives.py"}  # lists of words and of invented lives, not code


def lines(path: Path) -> int:
    return path.read_text().count("\n")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_fits_in_one_look(path: Path) -> None:
    assert path.name in DATA or lines(path) <= 250


def test_most_modules_are_short() -> None:
    assert median(lines(path) for path in MODULES) < 90


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_does_one_thing(path: Path) -> None:
    tree = ast.parse(path.read_text())
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    limit = 15 if path.name == "views.py" else 30
    long = [
        f"{each.name}: {length} lines"
        for each in functions
        if (length := (each.end_lineno or 0) - each.lineno + 1) > limit
    ]
    assert path.name in DATA or not long


def test_the_data_modules_hold_data() -> None:
    """An exception that no longer applies is removed, or it hides the next one."""
    assert {path.name for path in MODULES} >= DATA

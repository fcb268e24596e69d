"""A desk has its folder of templates; pages hold no style, script or handler of their own."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

from portfolio.doors import Desk

ROOT = Path(__file__).parents[2]
SHARED = {"layouts", "components", "errors", "emails", "help", "print"}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ONCE = sorted(
    {name for path in TEMPLATES for name in re.findall(r"once\(\"([^\"]+)\"", path.read_text())}
)


def test_a_folder_of_templates_is_a_desk(app: Flask) -> None:
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    desks = {name for name, each in app.blueprints.items() if isinstance(each, Desk)}
    assert folders - SHARED <= desks


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_asked_of_anybody_else(path: Path) -> None:
    assert not re.search(r"(src|href)=\"(https?:)?//", path.read_text())


@pytest.mark.parametrize("name", ONCE)
def test_what_is_drawn_once_for_everybody_says_nothing_of_anybody(app: Flask, name: str) -> None:
    text = (ROOT / "templates" / name).read_text()
    read = meta.find_undeclared_variables(app.jinja_env.parse(text))
    assert read <= {"_", "asset", "icon", "url_for", "nav", "placed", "search", "desk"}

"""Every page of somebody signed in helps them in place: plain sentences, a file of its own."""

import re
from pathlib import Path

import pytest
from flask import Flask

from portfolio.domain.access import Permission
from portfolio.doors import guard_of, permission_of

HELP = Path(__file__).parents[2] / "templates" / "help"
WRITTEN = sorted(HELP.rglob("*.html"))
SENTENCES = re.compile(r'_\("(.+?)"\)')
LEADING = {"start.index"}
"""Addresses that only lead to another page."""
LONGEST_SENTENCE = 30
"""Words, the hardest sentence included: people read this standing at a counter."""


def pages(app: Flask) -> set[str]:
    """The endpoints that show a page to somebody signed in: neither files nor visitors' pages."""
    shown = set()
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        if guard_of(app, rule.endpoint):
            continue
        a_file = "." in rule.rule or rule.rule.endswith(("/export", "/photo", "/download"))
        own = permission not in {None, Permission.VISIT} and rule.endpoint not in LEADING
        if own and "GET" in (rule.methods or ()) and not a_file:
            shown.add(rule.endpoint)
    return shown


def test_every_page_has_its_help(app: Flask) -> None:
    """A new page asks for templates/help/<desk>/<endpoint>.html: two to four plain sentences."""
    written = {".".join(path.relative_to(HELP).with_suffix("").parts) for path in WRITTEN}
    assert not pages(app) - written, "These pages have no help."
    assert not written - pages(app), "This help belongs to no page."


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(HELP)))
def test_a_help_is_short_and_plain(path: Path) -> None:
    said = " ".join(SENTENCES.findall(path.read_text()))
    sentences = [each for each in re.split(r"(?<=[.?])\s", said) if each]
    assert 1 <= len(sentences) <= 6
    assert max(len(each.split()) for each in sentences) <= LONGEST_SENTENCE

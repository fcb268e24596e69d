"""Decisions are numbered one after the other, and what a page of ours leads to is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_each_decision_has_a_number_of_its_own() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_a_decision_says_its_number() -> None:
    for path in (ROOT / "docs" / "adr").glob("[0-9]*.md"):
        assert path.read_text().startswith(f"# {int(path.name[:4])}. "), path.name


def test_links_between_documents_lead_somewhere() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in DOCS
        for link in LINK.findall(page.read_text())
        if not (page.parent / link).exists()
    ]

    assert not lost

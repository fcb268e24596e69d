"""Every letter the product can write, read over a shoulder: it tells nothing of whom, of what.

A letter may name the service, and carry links, days and hours. Whatever else a template asked
for would be planted here, and found.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import flask_babel
import pytest
from flask import Flask, render_template
from jinja2 import meta

from tests.security.canaries import Flock

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates" / "emails").glob("*.txt"))
NEUTRAL: dict[str, object] = {
    "link": "https://example.org/x",
    "leave": "https://example.org/y",
    "hours": 2,
    "days": 7,
}
NEUTRAL |= {"ends": date(2027, 6, 30)}
TELLING = re.compile(
    r"structure|partage|share|shared|sharing|\bplan\b|action|projet|project|comp[ée]tence|skill|"
    r"emploi|\bjobs?\b|travail|workplace|chômage|unemploy|formation|training|insertion|conseill|"
    r"counsel|accompagn|guidance|mission|locale|rendez-vous|entretien|interview|bilan|parcours|"
    r"career|dipl[oô]m|santé|health|handicap|disab|justice|\brsa\b|allocation|benefit|dossier|"
    r"proposition|proposal|lecture|reading|journal|expir|échéance|deadline|fin de droits",
    re.IGNORECASE,
)
"""Words of guidance, of its places and of what people tell there, in both languages."""


class Planted:
    """Whatever is asked of it is a canary."""

    def __init__(self, flock: Flock) -> None:
        self.flock = flock

    def __getattr__(self, name: str) -> "Planted":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, name: object) -> "Planted":
        return self

    def __iter__(self) -> "Iterator[Planted]":
        return iter([self])

    def __str__(self) -> str:
        return self.flock.plain()


def letter(app: Flask, path: Path, locale: str, flock: Flock) -> str:
    """The letter that *path* makes of neutral things, and of canaries for anything else."""
    source = path.read_text(encoding="utf-8")
    with app.test_request_context():
        asked = meta.find_undeclared_variables(app.jinja_env.parse(source))
        given = {
            name: NEUTRAL.get(name, Planted(flock)) for name in asked - set(app.jinja_env.globals)
        }
        given.pop("site_name", None)
        with flask_babel.force_locale(locale):
            return render_template(f"emails/{path.name}", **given)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_m_01_no_letter_tells_anything_to_whoever_reads_it_at_home(
    app: Flask, path: Path, locale: str
) -> None:
    """Acceptance M-01, issue's point 9: no name, no structure, no type of structure, no content."""
    flock = Flock()
    said = letter(app, path, locale, flock)
    assert len(said.split()) > 10
    assert flock.mark not in said, "A letter says something it was given."
    assert not flock.words, "A letter asks for more than links, days and hours."
    assert not TELLING.findall(re.sub(r"https?://\S+", "", said)), said


def test_letters_have_no_other_source() -> None:
    """Whoever writes one goes through the templates above: two places make a letter, no third."""
    code = {
        path.relative_to(ROOT).as_posix(): path.read_text()
        for path in (ROOT / "portfolio").rglob("*.py")
    }
    post = {name for name, text in code.items() if "services.mail import" in text}
    assert post == {"portfolio/web/letters.py", "portfolio/cli/reminders.py"}
    assert all(re.search(r'render_template\(f?"emails/', code[name]) for name in post)
    by_hand = {name for name, text in code.items() if "smtplib" in text}
    assert by_hand == {"portfolio/services/mail.py"}


def test_a_letter_that_told_something_would_be_caught(app: Flask, tmp_path: Path) -> None:
    """The search above can fail."""
    flock = Flock()
    told = tmp_path / "told.txt"
    told.write_text("{{ offer.structure }} vous propose un entretien.")
    with app.test_request_context():
        asked = meta.find_undeclared_variables(app.jinja_env.parse(told.read_text()))
        said = app.jinja_env.from_string(told.read_text()).render(offer=Planted(flock))
    assert asked == {"offer"} and flock.mark in said
    assert TELLING.findall(said) == ["entretien"]

"""Where real résumés are, and what a person counts in each before any program reads it."""

import os
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "jsonresume"
"""Beside the checkout: files of others, read here and never copied."""

SECTIONS = (
    "basics",
    "work",
    "volunteer",
    "education",
    "certificates",
    "awards",
    "skills",
    "languages",
    "interests",
    "projects",
)

ANSWERS = {
    "de-translated-keys": (1, 2, 3, 0, 5, 2, 7, 2, 5, 3),
    "dotnet-errors": (1, 1, 1, 1, 0, 1, 2, 1, 1, 1),
    "dotnet-sample": (1, 1, 1, 1, 0, 1, 2, 1, 1, 1),
    "dotnet-shallow-nulls": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "eaxdev-invalid-url-email": (1, 1, 1, 1, 0, 1, 1, 1, 1, 0),
    "eaxdev-valid": (1, 1, 1, 1, 0, 1, 1, 1, 1, 0),
    "en-theme-react-language-key": (1, 3, 2, 2, 3, 2, 4, 4, 3, 2),
    "fr-jean-dupont": (1, 3, 2, 2, 3, 2, 4, 4, 3, 2),
    "fresh-empty-strings": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "fresh-jane-fullstacker": (1, 4, 2, 3, 0, 2, 5, 2, 3, 0),
    "fresh-john-doe": (1, 1, 1, 1, 0, 1, 1, 1, 1, 0),
    "hackmyresume-expected": (1, 4, 2, 2, 0, 2, 5, 2, 3, 3),
    "ja-japanese-cv": (1, 0, 0, 0, 0, 1, 14, 2, 0, 2),
    "official-sample-head": (1, 1, 1, 1, 0, 1, 2, 1, 1, 1),
    "official-sample-v0.0.0": (1, 1, 0, 1, 0, 1, 2, 0, 0, 0),
    "official-sample-v1.0.0": (1, 1, 1, 1, 0, 1, 2, 1, 1, 1),
    "official-v0.0.18-complete": (1, 1, 1, 1, 0, 1, 2, 1, 1, 1),
    "official-v0.0.18-empty": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "official-v0.0.18-invalid-basics-wrong-type": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    "pyvalidator-valid-drorata": (1, 1, 1, 1, 0, 1, 2, 1, 1, 0),
    "registry-career-changer": (1, 3, 2, 1, 3, 0, 3, 2, 2, 0),
    "registry-complete": (1, 3, 2, 2, 2, 2, 3, 2, 2, 2),
    "registry-senior-engineer": (1, 3, 0, 2, 1, 2, 3, 3, 2, 1),
    "rustume-full": (1, 2, 0, 1, 0, 0, 2, 2, 0, 1),
    "theme-caffeine": (1, 2, 1, 1, 0, 1, 2, 1, 1, 0),
    "theme-reference-null-enddates": (1, 3, 1, 1, 0, 2, 4, 3, 2, 2),
}
"""By file, how many of each section say something; blank ones do not count."""


def sample(name: str) -> bytes:
    """The bytes of a sample; without the samples, a skip that shows, or an error under CI."""
    path = SAMPLES / f"{name}.json"
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is needed under CI")
        pytest.skip(f"needs the sample files of {SAMPLES}")
    return path.read_bytes()

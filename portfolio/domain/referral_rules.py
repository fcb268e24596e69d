"""The rules that professionals accept before they propose a relay: texts by version."""

import tomllib
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

AGAIN = timedelta(days=365)
"""How long an acceptance holds."""


class Rules(BaseModel):
    """One version, word for word, in each language it may be read in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    fr: tuple[str, ...]
    en: tuple[str, ...]

    def text(self, language: str) -> tuple[str, ...]:
        """Its sentences in *language*, or in French."""
        return self.en if language == "en" else self.fr

    def fingerprint(self, language: str) -> bytes:
        """SHA-256 of its sentences, one a line: shows a text changed afterwards."""
        return sha256("\n".join(self.text(language)).encode()).digest()


@cache
def versions() -> tuple[Rules, ...]:
    """Every version there was, the first one first."""
    text = files(__package__).joinpath("referral_rules.toml").read_text(encoding="utf-8")
    return tuple(Rules.model_validate(each) for each in tomllib.loads(text)["versions"])


def current() -> Rules:
    """The version that is accepted today."""
    return versions()[-1]

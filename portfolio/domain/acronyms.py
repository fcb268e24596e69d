"""What initials stand for: a file of words, open to anybody who can mend a sentence."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class Acronym(BaseModel):
    """Some initials, their French words in full, and what they are in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    fr: str
    en: str

    def told(self, language: str) -> str:
        """What it is, in *language* or in French."""
        return self.en if language == "en" else self.fr


@cache
def known() -> dict[str, Acronym]:
    """Every acronym by its initials, in the order of a dictionary."""
    text = files(__package__).joinpath("acronyms.toml").read_text(encoding="utf-8")
    return {key: Acronym.model_validate(each) for key, each in tomllib.loads(text).items()}

"""A language, by what one does with it."""

from typing import Annotated, Any

from pydantic import Field

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Cefr(Choice):
    """The Common European Framework of Reference (Council of Europe, 2001)."""

    A1 = "A1", N_("A1 : quelques mots")
    A2 = "A2", N_("A2 : des phrases simples")
    B1 = "B1", N_("B1 : je me débrouille")
    B2 = "B2", N_("B2 : à l’aise")
    C1 = "C1", N_("C1 : très à l’aise")
    C2 = "C2", N_("C2 : comme ma langue")


class Basis(Choice):
    """Who says so."""

    SELF = "self", N_("C’est mon avis")
    TEST = "test", N_("Un test ou un diplôme le dit")


DIMENSIONS = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
ORAL = ("listening", "spoken_interaction", "spoken_production")


@kind("language", label=N_("Une langue"), plural=N_("Langues"), section=Section.SKILLS, version=2)
class Language(Entry):
    """A level for each of the five CEFR dimensions; a mother tongue needs none."""

    title: Title = Field(title=N_("Quelle langue ?"))
    story: Prose = Field(default="", title=N_("Où je la parle, comment je l’ai apprise"))
    mother_tongue: bool = Field(
        default=False,
        title=N_("C’est ma langue maternelle"),
        description=N_("Les niveaux peuvent alors rester vides."),
    )
    listening: Cefr | None = Field(default=None, title=N_("Comprendre quand on me parle"))
    reading: Cefr | None = Field(default=None, title=N_("Lire"))
    spoken_interaction: Cefr | None = Field(default=None, title=N_("Parler avec quelqu’un"))
    spoken_production: Cefr | None = Field(default=None, title=N_("Parler devant des gens"))
    writing: Cefr | None = Field(default=None, title=N_("Écrire"))
    basis: Basis | None = Field(default=None, title=N_("Qui le dit ?"))
    assessed_on: PartialDate | None = Field(default=None, title=N_("Depuis quand, ou testé quand"))
    certificate: Annotated[Line, LATER] = Field(
        default="", title=N_("Nom du test ou du diplôme"), description=N_("Exemples : DELF, TOEIC")
    )

    @property
    def levels(self) -> dict[str, Cefr]:
        """The dimensions that are known, in the order of the framework."""
        known = ((name, getattr(self, name)) for name in DIMENSIONS)
        return {name: level for name, level in known if level is not None}

    @property
    def summary(self) -> str:
        """The levels met, lowest first: ``A2, B1``."""
        return ", ".join(sorted({level.value for level in self.levels.values()}))

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had two levels, ``oral`` and ``written``; each speaks for its dimensions."""
        if version != 1:
            return super().upgrade(data, version)
        rest = {name: value for name, value in data.items() if name not in {"oral", "written"}}
        levels = {
            name: data.get("oral" if name in ORAL else "written") or None for name in DIMENSIONS
        }
        return {**rest, **levels}

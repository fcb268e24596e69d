"""A language, by what one does with it."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.refusals import ours, refusal
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


class Dimension(Choice):
    """What one does with a language, as the framework tells it apart."""

    LISTENING = "listening", N_("Comprendre quand on me parle")
    READING = "reading", N_("Lire")
    SPOKEN_INTERACTION = "spoken_interaction", N_("Parler avec quelqu’un")
    SPOKEN_PRODUCTION = "spoken_production", N_("Parler devant des gens")
    WRITING = "writing", N_("Écrire")


DIMENSIONS = tuple(each.value for each in Dimension)
ORAL = ("listening", "spoken_interaction", "spoken_production")

TWICE = N_("Cette capacité est dite deux fois. Gardez une seule des deux.")


class Assessment(BaseModel):
    """Who says the level of one dimension, and since when, where that is not as for the others."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    dimension: Dimension = Field(title=N_("Quelle capacité ?"))
    basis: Basis | None = Field(default=None, title=N_("Qui le dit ?"))
    assessed_on: PartialDate | None = Field(default=None, title=N_("Depuis quand, ou testé quand"))
    certificate: Line = Field(default="", title=N_("Nom du test ou du diplôme"))


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
    assessments: Annotated[tuple[Assessment, ...], LATER] = Field(
        default=(),
        max_length=len(DIMENSIONS),
        title=N_("Une capacité a été évaluée autrement ?"),
        description=N_("Un test d’écrit, par exemple, quand le reste est votre avis."),
    )

    @model_validator(mode="after")
    def _says_each_once(self, info: ValidationInfo) -> Self:
        told = [each.dimension for each in self.assessments]
        if not ours(info) and len(told) != len(set(told)):
            raise refusal("assessments", TWICE, field="assessments")
        return self

    @property
    def levels(self) -> dict[str, Cefr]:
        """The dimensions that are known, in the order of the framework."""
        known = ((name, getattr(self, name)) for name in DIMENSIONS)
        return {name: level for name, level in known if level is not None}

    def assessed(self, dimension: Dimension) -> Assessment:
        """Who says the level of *dimension*: as told of it alone, else as told of all."""
        own = (each for each in self.assessments if each.dimension is dimension)
        said = {"basis": self.basis, "assessed_on": self.assessed_on}
        usual = Assessment(dimension=dimension, certificate=self.certificate, **said)
        return next(own, usual)

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

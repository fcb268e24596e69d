"""An idea that may become a project: explored, weighed, kept or left."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice, Rung
from portfolio.domain.entries.shapes import Line, Points, Prose, Title
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

MOST_ENQUIRIES = 100
WHY_LEFT = N_("Dites en quelques mots pourquoi vous écartez cette piste.")


class Stage(Choice):
    """How far it has been thought over."""

    EXPLORED = "explored", N_("Je découvre")
    KEPT = "kept", N_("Je la garde")
    COMPARED = "compared", N_("Je la compare")
    CHOSEN = "chosen", N_("Je la choisis")
    LEFT = "left", N_("Je l’écarte")


class Phase(Choice):
    """The four times of thinking a project over, in plain words (the ADVP of counsellors)."""

    EXPLORING = "exploration", N_("Ouvrir : chercher large, sans rien écarter")
    SORTING = "crystallisation", N_("Trier : garder ce qui vous ressemble")
    RANKING = "specification", N_("Comparer : peser l’envie et le possible")
    ACTING = "realisation", N_("Agir : en faire un projet et un plan")


PHASES = {
    Stage.EXPLORED: Phase.EXPLORING,
    Stage.KEPT: Phase.SORTING,
    Stage.COMPARED: Phase.RANKING,
    Stage.CHOSEN: Phase.ACTING,
}


class Desire(Rung):
    """How much one wants it."""

    ONE = 1, N_("Pas vraiment")
    TWO = 2, N_("Un peu")
    THREE = 3, N_("Assez")
    FOUR = 4, N_("Beaucoup")
    FIVE = 5, N_("Plus que tout")


class Reach(Rung):
    """How far it is within reach, today."""

    ONE = 1, N_("Hors de portée aujourd’hui")
    TWO = 2, N_("Difficile")
    THREE = 3, N_("Possible avec de l’aide")
    FOUR = 4, N_("Faisable")
    FIVE = 5, N_("À portée de main")


class Enquiry(BaseModel):
    """Somebody asked about a lead, and what was learnt."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    who: Title = Field(
        title=N_("Auprès de qui, ou de quoi ?"),
        description=N_("Exemples : une soudeuse, un salon, une fiche métier"),
    )
    on: PartialDate | None = Field(default=None, title=N_("Quand ?"))
    learned: Prose = Field(default="", title=N_("Ce que j’ai appris"))


@kind("lead", label=N_("Une piste"), plural=N_("Pistes"), section=Section.PROJECT)
class Lead(Entry):
    """A trade, a training, a change that one thinks about."""

    title: Title = Field(
        title=N_("Quelle est votre piste ?"),
        description=N_("Un métier, une formation, une envie. Exemple : fleuriste"),
    )
    story: Prose = Field(default="", title=N_("Ce qui vous attire, ce qui vous retient"))
    origin: Line = Field(
        default="",
        title=N_("D’où vient cette idée ?"),
        description=N_("Exemples : un stage, une voisine, une émission"),
    )
    stage: Stage = Field(default=Stage.EXPLORED, title=N_("Où en êtes-vous avec elle ?"))
    left_reason: Line = Field(default="", title=N_("Si vous l’écartez, pourquoi ?"))
    desirable: Desire | None = Field(default=None, title=N_("En avez-vous envie ?"))
    feasible: Reach | None = Field(default=None, title=N_("Est-ce possible pour vous ?"))
    known: Annotated[Points, LATER] = Field(
        default=(),
        title=N_("Ce qu’elle demande et que j’ai déjà"),
        description=N_("Une chose par ligne : diplôme, permis, savoir-faire."),
    )
    missing: Annotated[Points, LATER] = Field(
        default=(),
        title=N_("Ce qu’elle demande et qui me manque"),
        description=N_("Une chose par ligne."),
    )
    code: Annotated[Line, LATER] = Field(
        default="", title=N_("Code ROME du métier"), description=N_("Exemple : D1209")
    )
    project: Annotated[UUID | None, LATER] = Field(
        default=None, title=N_("Le projet qu’elle est devenue")
    )
    enquiries: Annotated[tuple[Enquiry, ...], NEVER] = Field(
        default=(), max_length=MOST_ENQUIRIES, title=N_("Mes enquêtes")
    )

    @model_validator(mode="after")
    def _says_why(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.stage is Stage.LEFT and not self.left_reason:
            raise refusal("left_reason", WHY_LEFT, field="left_reason")
        return self

    @property
    def phase(self) -> Phase | None:
        """The time of thinking it is at; none once it is left."""
        return PHASES.get(self.stage)

"""What someone sets out to do; several may live side by side, one may rest."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, ValidationInfo, model_validator

from portfolio.domain.dates import AHEAD_HINT, PartialDate, Period
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.objective import WHY_DROPPED
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, Url
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Aim(Choice):
    """What it is for."""

    JOB = "job", N_("Trouver ou changer d’emploi")
    TRAINING = "training", N_("Me former")
    VALIDATION = "validation", N_("Faire valider mon expérience (VAE)")
    BUSINESS = "business", N_("Créer ou reprendre une activité")
    MOBILITY = "mobility", N_("Changer de région ou de pays")
    REVIEW = "review", N_("Faire le point, un bilan")
    PERSONAL = "personal", N_("Un projet personnel")


class ProjectStatus(Choice):
    """Where it stands; what rests is not lost."""

    ACTIVE = "active", N_("En cours")
    PAUSED = "paused", N_("En pause")
    DONE = "done", N_("Réussi ou terminé")
    DROPPED = "dropped", N_("Abandonné")


@kind("project", label=N_("Un projet"), plural=N_("Projets"), section=Section.PROJECT)
class Project(Entry):
    """A project, of work or not, begun or only wished for."""

    title: Title = Field(
        title=N_("Quel est votre projet ?"),
        description=N_("Une envie suffit. Exemples : travailler dehors, devenir soignante"),
    )
    story: Prose = Field(default="", title=N_("Le projet, avec vos mots"))
    aim: Aim | None = Field(default=None, title=N_("Quel genre de projet ?"))
    reason: Prose = Field(default="", title=N_("Pourquoi ce projet ?"))
    part: Annotated[Line, LATER] = Field(default="", title=N_("Votre rôle"))
    target: PartialDate | None = Field(
        default=None, title=N_("Pour quand ?"), description=AHEAD_HINT
    )
    success: Line = Field(default="", title=N_("À quoi verrez-vous que c’est réussi ?"))
    status: ProjectStatus = Field(default=ProjectStatus.ACTIVE, title=N_("Où en est-il ?"))
    dropped_reason: Line = Field(default="", title=N_("S’il est abandonné, pourquoi ?"))
    occupation: Annotated[Line, LATER] = Field(default="", title=N_("Métier visé"))
    conditions: Annotated[Prose, LATER] = Field(
        default="",
        title=N_("Vos conditions"),
        description=N_("Exemples : horaires, salaire, cadre de travail"),
    )
    mobility: Annotated[Line, LATER] = Field(
        default="", title=N_("Jusqu’où, et comment vous déplacer ?")
    )
    alternatives: Annotated[Points, LATER] = Field(
        default=(),
        title=N_("Et si cela ne marche pas ?"),
        description=N_("D’autres chemins possibles, un par ligne."),
    )
    lead: Annotated[UUID | None, LATER] = Field(
        default=None, title=N_("De quelle piste vient-il ?")
    )
    when: Annotated[Period, LATER] = Field(default=Period(), title=N_("Dates"))
    partner: Annotated[Line, LATER] = Field(default="", title=N_("Avec qui ?"))
    tasks: Annotated[Points, LATER] = Field(
        default=(), title=N_("Ce qui est déjà fait"), description=N_("Une chose par ligne")
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Page du projet"))
    code: Annotated[Line, NEVER] = ""

    @model_validator(mode="after")
    def _says_why(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.status is ProjectStatus.DROPPED and not self.dropped_reason:
            raise refusal("dropped_reason", WHY_DROPPED, field="dropped_reason")
        return self

    @property
    def summary(self) -> str:
        """The job aimed at, else the part taken in it."""
        return self.occupation or self.part

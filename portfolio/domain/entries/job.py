"""Work: a job, an internship, a mission, a business of one's own."""

from typing import Annotated, Any

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER, RESERVED
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import FORMER, Choice
from portfolio.domain.entries.classes import with_former_code
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, Url, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Contract(Choice):
    """Under what contract, if any."""

    PERMANENT = "permanent", N_("CDI")
    FIXED_TERM = "fixed-term", N_("CDD")
    TEMPORARY = "temporary", N_("Intérim")
    SEASONAL = "seasonal", N_("Saisonnier")
    APPRENTICESHIP = "apprenticeship", N_("Apprentissage ou alternance")
    INTERNSHIP = "internship", N_("Stage"), FORMER  # a kind of its own now: placement
    IMMERSION = "immersion", N_("Immersion en entreprise"), FORMER
    INCLUSION = "inclusion", N_("Contrat d’insertion")
    PUBLIC = "public", N_("Fonction publique")
    SELF_EMPLOYED = "self-employed", N_("À mon compte")
    HOUSEHOLD = "household", N_("Chez un particulier")
    OTHER = "other", N_("Autre")


class WorkingTime(Choice):
    """How much of the week."""

    FULL = "full", N_("Temps plein")
    PART = "part", N_("Temps partiel")
    VARIABLE = "variable", N_("Horaires variables")


@kind("job", label=N_("Un emploi"), plural=N_("Emplois"), section=Section.PATH, version=2)
class Job(Experience):
    """Something someone was paid, or trained, to do."""

    title: Title = Field(
        title=N_("Que faisiez-vous ?"),
        description=N_("Exemples : caissière, aide familiale, apprenti maçon"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez un moment dont vous êtes content ou contente"),
        description=N_("La situation, ce que vous avez fait, ce que cela a changé."),
    )
    employer: Line = Field(default="", title=N_("Où, ou avec qui ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que je fais, ou faisais"),
        description=N_("Une chose par ligne. Commencez par un verbe : j’accueille, je répare."),
    )
    contract: Annotated[Contract | None, LATER] = Field(default=None, title=N_("Contrat"))
    working_time: Annotated[WorkingTime | None, LATER] = Field(
        default=None, title=N_("Temps de travail")
    )
    sector: Annotated[Line, LATER] = Field(
        default="", title=N_("Secteur"), description=N_("Exemples : textile, santé, bâtiment")
    )
    team_size: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=100_000, title=N_("Combien de personnes dans l’équipe ?")
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Site de l’employeur"))
    leaving_reason: Annotated[Prose, RESERVED] = Field(
        default="",
        title=N_("Pourquoi c’est terminé"),
        description=N_("Pour vous seulement : jamais partagé."),
    )

    @property
    def summary(self) -> str:
        """With whom and where."""
        return in_one_line(self.employer, self.town)

    @property
    def knot(self) -> str:
        """A barrel knot."""
        return "event"

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had at most one code, without its name."""
        return with_former_code(data) if version == 1 else super().upgrade(data, version)

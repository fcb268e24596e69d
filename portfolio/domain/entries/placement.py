"""Time spent in a workplace to learn, to try a trade, to see: an internship, an immersion."""

from typing import Annotated, Any

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.classes import with_former_code
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Setting(Choice):
    """What the time there was for."""

    SCHOOL = "school", N_("Un stage pendant mes études")
    TRAINING = "training", N_("Un stage pendant une formation")
    IMMERSION = "immersion", N_("Une immersion pour découvrir un métier (PMSMP)")
    TRIAL = "trial", N_("Quelques jours d’essai, une visite")


@kind(
    "placement",
    label=N_("Un stage ou une immersion"),
    plural=N_("Stages et immersions"),
    section=Section.PATH,
    version=2,
)
class Placement(Experience):
    """A few days or months in a workplace; what one concludes from it counts as much."""

    title: Title = Field(
        title=N_("Quel métier, ou quelle mission ?"),
        description=N_("Exemples : stage de mécanique, immersion en crèche"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez un moment dont vous êtes content ou contente"),
        description=N_("La situation, ce que vous avez fait, ce que cela a changé."),
    )
    host: Line = Field(default="", title=N_("Où, ou avec qui ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    setting: Setting | None = Field(default=None, title=N_("De quoi s’agissait-il ?"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que j’ai fait"),
        description=N_("Une chose par ligne. Commencez par un verbe : j’accueille, je répare."),
    )
    conclusion: Prose = Field(
        default="",
        title=N_("Ce que j’en conclus pour la suite"),
        description=N_("Ce métier vous plaît-il ? Même un non est utile."),
    )
    length: Annotated[Line, LATER] = Field(
        default="", title=N_("Combien de temps ?"), description=N_("Exemples : 5 jours, 140 heures")
    )
    sector: Annotated[Line, LATER] = Field(
        default="", title=N_("Secteur"), description=N_("Exemples : textile, santé, bâtiment")
    )
    team_size: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=100_000, title=N_("Combien de personnes dans l’équipe ?")
    )
    tutor: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Qui vous accompagnait sur place ?"),
        description=N_("Son rôle suffit"),
    )

    @property
    def summary(self) -> str:
        """With whom and where."""
        return in_one_line(self.host, self.town)

    @property
    def knot(self) -> str:
        """A barrel knot."""
        return "event"

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had at most one code, without its name."""
        return with_former_code(data) if version == 1 else super().upgrade(data, version)

"""A project carried out by oneself: a garden, a site, a trip, a business that was tried."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, Url, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


@kind(
    "venture",
    label=N_("Un projet que j’ai mené"),
    plural=N_("Projets menés"),
    section=Section.PATH,
)
class Venture(Experience):
    """Something undertaken, finished or not; what is still to come is a *project*."""

    title: Title = Field(
        title=N_("Quel projet avez-vous mené ?"),
        description=N_("Exemples : retaper une maison, monter un groupe, ouvrir un commerce"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez-le"),
        description=N_("D’où venait l’idée, ce que vous avez fait, ce que vous en gardez."),
    )
    part: Line = Field(default="", title=N_("Votre rôle"))
    partner: Line = Field(default="", title=N_("Avec qui ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que j’ai fait"),
        description=N_("Une chose par ligne. Commencez par un verbe : j’accueille, je répare."),
    )
    outcome: Prose = Field(
        default="",
        title=N_("Ce que cela a donné"),
        description=N_("Même inachevé, il vous a appris quelque chose."),
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Page du projet"))

    @property
    def summary(self) -> str:
        """The part taken in it, with whom and where."""
        return in_one_line(self.part, self.partner, self.town)

    @property
    def knot(self) -> str:
        """A barrel knot."""
        return "event"

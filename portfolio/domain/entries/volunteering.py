"""What someone did without pay: associations, committees, help to others."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER, RESERVED
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, Url, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


@kind("volunteering", label=N_("Du bénévolat"), plural=N_("Bénévolat"), section=Section.PATH)
class Volunteering(Experience):
    """Work given; it counts as much as a job."""

    title: Title = Field(
        title=N_("Que faisiez-vous ?"),
        description=N_("Exemples : trésorière, entraîneur, aide aux devoirs"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez un moment dont vous êtes content ou contente"),
        description=N_("La situation, ce que vous avez fait, ce que cela a changé."),
    )
    organisation: Line = Field(default="", title=N_("Avec quelle association, ou avec qui ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que je fais, ou faisais"),
        description=N_("Une chose par ligne. Commencez par un verbe : j’accueille, je répare."),
    )
    cause: Annotated[Line, LATER] = Field(
        default="", title=N_("Pour quelle cause ?"), description=N_("Exemples : sport, solidarité")
    )
    volume: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Combien de temps y passiez-vous ?"),
        description=N_("Exemples : un soir par semaine, deux week-ends par an"),
    )
    team_size: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=100_000, title=N_("Combien de personnes dans l’équipe ?")
    )
    url: Annotated[Url, LATER] = Field(default="", title=N_("Site de l’association"))
    leaving_reason: Annotated[Prose, RESERVED] = Field(
        default="",
        title=N_("Pourquoi c’est terminé"),
        description=N_("Pour vous seulement : jamais partagé."),
    )

    @property
    def summary(self) -> str:
        """With whom and where."""
        return in_one_line(self.organisation, self.town)

    @property
    def knot(self) -> str:
        """A barrel knot."""
        return "event"

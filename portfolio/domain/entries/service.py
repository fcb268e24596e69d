"""Service given to a country or its people: civic, military, firefighters, reserve."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER, RESERVED
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Points, Prose, Title, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Corps(Choice):
    """Which service."""

    CIVIC = "civic", N_("Service civique")
    MILITARY = "military", N_("Armée, service militaire")
    FIRE = "fire", N_("Sapeurs-pompiers")
    RESERVE = "reserve", N_("Réserve")
    OTHER = "other", N_("Autre service")


@kind(
    "service",
    label=N_("Un service civique ou militaire"),
    plural=N_("Services civiques et militaires"),
    section=Section.PATH,
)
class Service(Experience):
    """A mission held for a time, under rules of its own."""

    title: Title = Field(
        title=N_("Quelle mission ?"),
        description=N_("Exemples : service civique à la médiathèque, conductrice d’engin"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez un moment dont vous êtes content ou contente"),
        description=N_("La situation, ce que vous avez fait, ce que cela a changé."),
    )
    organisation: Line = Field(default="", title=N_("Avec qui, dans quel organisme ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    corps: Corps | None = Field(default=None, title=N_("Quel service ?"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que je fais, ou faisais"),
        description=N_("Une chose par ligne. Commencez par un verbe : j’accueille, je répare."),
    )
    role: Annotated[Line, LATER] = Field(default="", title=N_("Grade ou fonction"))
    team_size: Annotated[int | None, LATER] = Field(
        default=None, ge=1, le=100_000, title=N_("Combien de personnes dans l’équipe ?")
    )
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

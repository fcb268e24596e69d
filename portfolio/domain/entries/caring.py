"""Raising children, helping somebody close, keeping a home: work that nobody pays."""

from typing import Annotated

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Points, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Care(Choice):
    """For whom, and no more than that."""

    CHILDREN = "children", N_("Élever des enfants")
    RELATIVE = "relative", N_("Aider un proche")
    HOME = "home", N_("Faire tourner une maison")
    OTHER = "other", N_("Autre chose")


@kind(
    "caring",
    label=N_("Du temps pour ma famille, pour un proche"),
    plural=N_("Famille et proches"),
    section=Section.PATH,
)
class Caring(Experience):
    """What was done for others at home; never who they are nor what they live with."""

    title: Title = Field(
        title=N_("Comment appelez-vous cette période ?"),
        description=N_("Exemples : congé parental, aide à ma mère, maison et trois enfants"),
    )
    story: Prose = Field(
        default="",
        title=N_("Ce que j’y ai appris"),
        description=N_("Inutile de dire pour qui, ni pourquoi. Écrivez ce qui vous sert."),
    )
    care: Care | None = Field(default=None, title=N_("De quoi s’agissait-il ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    tasks: Points = Field(
        default=(),
        title=N_("Ce que je fais, ou faisais"),
        description=N_(
            "Une chose par ligne : j’organise les rendez-vous, je tiens un budget, je conduis."
        ),
    )
    volume: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Combien de temps cela prenait-il ?"),
        description=N_("Exemples : chaque matin, deux jours par semaine"),
    )

    @property
    def summary(self) -> str:
        """Where."""
        return self.town

    @property
    def knot(self) -> str:
        """A single wrap."""
        return "small"

"""Other periods of a life; none needs a justification, none is a gap."""

from pydantic import Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.activity import Experience
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import FORMER, Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Nature(Choice):
    """What the period was about, as far as someone wishes to say."""

    CARING = "caring", N_("M’occuper d’un proche"), FORMER  # a kind of its own now: caring
    FAMILY = "family", N_("Vie de famille"), FORMER
    MOVE = "move", N_("Changer de ville ou de pays")
    TRANSITION = "transition", N_("Changer de voie")
    SERVICE = "service", N_("Service civique ou militaire"), FORMER  # likewise: service
    TRAVEL = "travel", N_("Voyage")
    INACTIVE = "inactive", N_("Période sans activité")
    OTHER = "other", N_("Autre période")


TURNS = frozenset({Nature.TRANSITION, Nature.INACTIVE})


@kind("moment", label=N_("Une autre période"), plural=N_("Autres périodes"), section=Section.PATH)
class Moment(Experience):
    """A part of the path that is neither work nor training, in the person's words."""

    title: Title = Field(
        title=N_("Comment appelez-vous cette période ?"),
        description=N_("Exemples : arrivée en Lorraine, congé parental, année de recherche"),
    )
    story: Prose = Field(
        default="",
        title=N_("Ce que j’y ai appris"),
        description=N_("Rien n’oblige à expliquer. Écrivez ce qui vous est utile."),
    )
    nature: Nature = Field(default=Nature.OTHER, title=N_("De quoi s’agit-il ?"))
    town: Line = Field(default="", title=N_("Ville"))
    when: Period = Field(default=Period(), title=N_("Dates"))

    @property
    def summary(self) -> str:
        """Where."""
        return self.town

    @property
    def knot(self) -> str:
        """An open loop where the thread turns, a single wrap for the rest of life."""
        return "loop" if self.nature in TURNS else "small"

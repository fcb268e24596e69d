"""What was said and decided in an interview, written by a professional, accepted by the person."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import FORMER, Choice
from portfolio.domain.entries.dispute import LABEL, Dispute
from portfolio.domain.entries.shapes import Line, Lines, Prose, Title, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Channel(Choice):
    """How they met."""

    IN_PERSON = "in-person", N_("Sur place")
    PHONE = "phone", N_("Par téléphone")
    VIDEO = "video", N_("En visio")
    WRITING = "writing", N_("Par écrit")


class Level(Choice):
    """What kind of help it was: the levels of the network, which are no steps to climb in order."""

    WELCOME = "welcome", N_("Accueil et information de base")
    DEPTH = "in-depth", N_("Information approfondie, pour une situation")
    GUIDANCE = "guidance", N_("Orientation, accompagnement dans un projet")
    ADVICE = "advice", N_("Conseil personnalisé"), FORMER
    SUPPORT = "support", N_("Accompagnement dans un projet"), FORMER


Minutes = Annotated[int | None, Field(ge=1, le=600), LATER]
"""How long a meeting lasted."""
EARLIER = N_("Les démarches déjà faites ailleurs")
EARLIER_HINT = N_("Pour ne rien refaire deux fois. Exemple : un bilan à l’Afpa en 2024")
TOPICS, GIVEN = N_("Ce dont nous avons parlé, en quelques mots"), N_("Documents remis")
ONE_A_LINE, LASTED = N_("Un par ligne."), N_("Combien de minutes ?")


class Agreed(BaseModel):
    """Who agreed to every word of a synthesis, and the day both had."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: Line = ""
    structure: Line = ""
    on: date | None = None

    @property
    def by(self) -> str:
        """Who agreed."""
        return in_one_line(self.person, self.structure)


@kind("synthesis", label=N_("Une synthèse"), plural=N_("Synthèses"), section=Section.PLAN)
class Synthesis(Entry):
    """The page both keep of an interview; private unless ticked, whoever wrote it."""

    title: Title = Field(title=N_("Quel entretien ?"))
    request: Prose = Field(default="", title=N_("La demande, avec les mots de la personne"))
    story: Prose = Field(default="", title=N_("Ce que nous nous sommes dit"))
    decided: Prose = Field(default="", title=N_("Ce que nous avons décidé"))
    earlier: Annotated[Prose, LATER] = Field(default="", title=EARLIER, description=EARLIER_HINT)
    topics: Annotated[Lines, LATER] = Field(default=(), title=TOPICS, description=ONE_A_LINE)
    given: Annotated[Lines, LATER] = Field(default=(), title=GIVEN, description=ONE_A_LINE)
    next_steps: Annotated[Prose, LATER] = Field(default="", title=N_("Les prochaines étapes"))
    next_meeting: Annotated[PartialDate | None, LATER] = Field(
        default=None, title=N_("Prochain rendez-vous")
    )
    next_place: Annotated[Line, LATER] = Field(default="", title=N_("À quelle heure, où, avec qui"))
    met_on: PartialDate | None = Field(default=None, title=N_("Quand ?"))
    channel: Annotated[Channel | None, LATER] = Field(default=None, title=N_("Comment ?"))
    level: Annotated[Level | None, LATER] = Field(default=None, title=N_("Quelle aide ?"))
    minutes: Minutes = Field(default=None, title=LASTED)
    agreed: Annotated[tuple[Agreed, ...], NEVER] = Field(
        default=(), max_length=10, title=N_("Validée par")
    )
    dispute: Annotated[Dispute | None, NEVER] = Field(default=None, title=LABEL)

    @property
    def own_words(self) -> tuple[object, ...]:
        """All that both agreed to: a change of any of it is its owner's alone."""
        told = (self.request, self.decided, self.next_steps, self.next_meeting, self.next_place)
        noted = (self.earlier, self.topics, self.given, self.minutes)
        return (*super().own_words, *told, *noted, self.met_on, self.channel, self.level)

    @property
    def period(self) -> Period | None:
        """The day of the interview."""
        return Period(end=self.met_on) if self.met_on else None

    @property
    def summary(self) -> str:
        """With whom, as it was then."""
        return self.provenance.structure

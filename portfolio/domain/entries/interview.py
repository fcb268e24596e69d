"""What was said and decided in an interview, written by a professional, accepted by the person."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.dates import PartialDate, Period
from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.dispute import LABEL, Dispute
from portfolio.domain.entries.shapes import Line, Prose, Title, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Channel(Choice):
    """How they met."""

    IN_PERSON = "in-person", N_("Sur place")
    PHONE = "phone", N_("Par téléphone")
    VIDEO = "video", N_("En visio")
    WRITING = "writing", N_("Par écrit")


class Level(Choice):
    """What kind of help it was: the levels of career guidance (CEP)."""

    WELCOME = "welcome", N_("Accueil et première information")
    ADVICE = "advice", N_("Conseil personnalisé")
    SUPPORT = "support", N_("Accompagnement dans un projet")


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
    next_steps: Annotated[Prose, LATER] = Field(default="", title=N_("Les prochaines étapes"))
    next_meeting: Annotated[PartialDate | None, LATER] = Field(
        default=None, title=N_("Prochain rendez-vous")
    )
    next_place: Annotated[Line, LATER] = Field(default="", title=N_("À quelle heure, où, avec qui"))
    met_on: PartialDate | None = Field(default=None, title=N_("Quand ?"))
    channel: Annotated[Channel | None, LATER] = Field(default=None, title=N_("Comment ?"))
    level: Annotated[Level | None, LATER] = Field(default=None, title=N_("Quelle aide ?"))
    agreed: Annotated[tuple[Agreed, ...], NEVER] = Field(
        default=(), max_length=10, title=N_("Validée par")
    )
    dispute: Annotated[Dispute | None, NEVER] = Field(default=None, title=LABEL)

    @property
    def own_words(self) -> tuple[object, ...]:
        """All that both agreed to: a change of any of it is its owner's alone."""
        told = (self.request, self.decided, self.next_steps, self.next_meeting, self.next_place)
        return (*super().own_words, *told, self.met_on, self.channel, self.level)

    @property
    def period(self) -> Period | None:
        """The day of the interview."""
        return Period(end=self.met_on) if self.met_on else None

    @property
    def summary(self) -> str:
        """With whom, as it was then."""
        return self.provenance.structure

"""A synthesis written by two: each revision has an author, and is final once both agree to it."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Provenance
from portfolio.domain.entries.asking import LATER
from portfolio.domain.entries.interview import (
    EARLIER,
    EARLIER_HINT,
    GIVEN,
    LASTED,
    ONE_A_LINE,
    TOPICS,
    Agreed,
    Channel,
    Level,
    Minutes,
    Synthesis,
)
from portfolio.domain.entries.shapes import Line, Lines, Prose
from portfolio.domain.words import N_


class Stage(StrEnum):
    """Where a joint synthesis stands; *kept* is final, and in its owner's portfolio."""

    OPEN = "open"
    FINAL = "final"
    KEPT = "kept"


class JointSynthesis(BaseModel):
    """What both will keep of an interview; *note* is a word of one to the other, never kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    met_on: PartialDate = Field(title=N_("Date de l’entretien"))
    request: Prose = Field(default="", title=N_("La demande, avec les mots de la personne"))
    earlier: Prose = Field(default="", title=EARLIER, description=EARLIER_HINT)
    said: Prose = Field(default="", title=N_("Ce que nous nous sommes dit"))
    decided: Prose = Field(default="", title=N_("Ce que nous avons décidé"))
    next_steps: Prose = Field(default="", title=N_("Les prochaines étapes"))
    next_meeting: PartialDate | None = Field(default=None, title=N_("Prochain rendez-vous"))
    next_place: Line = Field(default="", title=N_("À quelle heure, où, avec qui"))
    channel: Annotated[Channel | None, LATER] = Field(default=None, title=N_("Comment ?"))
    level: Annotated[Level | None, LATER] = Field(default=None, title=N_("Quelle aide ?"))
    minutes: Minutes = Field(default=None, title=LASTED)
    topics: Annotated[Lines, LATER] = Field(default=(), title=TOPICS, description=ONE_A_LINE)
    given: Annotated[Lines, LATER] = Field(default=(), title=GIVEN, description=ONE_A_LINE)
    note: Prose = Field(
        default="",
        title=N_("Un mot pour l’autre, ou ce que vous aimeriez changer"),
        description=N_("Il se lit avec cette version, et n’entre pas dans la synthèse."),
    )

    @property
    def blank(self) -> bool:
        """Whether there is nothing to agree to yet."""
        return not (self.said or self.decided or self.request)

    def alike(self, other: Self) -> bool:
        """Whether both say the same, notes apart: asking for a change changes nothing yet."""
        return self.model_copy(update={"note": ""}) == other.model_copy(update={"note": ""})

    def entry(self, provenance: Provenance, agreed: tuple[Agreed, ...]) -> Synthesis:
        """The page its owner keeps; another structure sees it only if they tick it by itself."""
        return Synthesis(
            title=f"Entretien, {provenance.structure}"[:200],
            request=self.request,
            story=self.said,
            decided=self.decided,
            next_steps=self.next_steps,
            next_meeting=self.next_meeting,
            next_place=self.next_place,
            met_on=self.met_on,
            channel=self.channel,
            level=self.level,
            earlier=self.earlier,
            minutes=self.minutes,
            topics=self.topics,
            given=self.given,
            agreed=agreed,
            private=True,
            provenance=provenance,
        )


def begun(today: date) -> PartialDate:
    """The day that a new one is about, until somebody says otherwise."""
    return PartialDate(today.year, today.month, today.day)

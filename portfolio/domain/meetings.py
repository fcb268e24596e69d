"""A closed interview on one sheet: what was agreed, when the next one is, what stays open."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import AHEAD_HINT, PartialDate
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.interview import Channel, Level
from portfolio.domain.entries.shapes import Line, Lines, Text, clean_prose
from portfolio.domain.errors import Refused
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right
from portfolio.domain.words import N_

TO_COME = N_("Cette date n’est pas encore passée. Écrivez le jour où vous vous êtes vus.")
BEHIND = N_("Ce jour est déjà passé. Écrivez un jour à venir, ou laissez vide.")
NO_DAY = N_("Choisissez le jour, ou laissez aussi le lieu vide.")
Word = Annotated[str, Text("prose", 1000, clean_prose)]


class Written(Choice):
    """What became of the synthesis of that day."""

    NONE = "none", N_("Pas de synthèse écrite pour cet entretien.")
    SENT = "sent", N_("La synthèse est écrite. Elle attend la réponse de la personne.")
    ACCEPTED = "accepted", N_("La synthèse est acceptée par la personne, qui la garde.")
    DECLINED = "declined", N_("La personne n’a pas gardé la synthèse proposée.")
    OPEN = "open", N_("La synthèse s’écrit à deux. Il reste à la valider.")
    FINAL = "final", N_("La synthèse est validée, mot pour mot, par les deux.")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Agreed(_Part):
    """One thing to do: who, by when, where; *waiting* for the person to accept it."""

    what: Line
    who: Line = ""
    due: PartialDate | None = None
    due_text: Line = ""
    place: Line = ""
    waiting: bool = False


class Offer(_Part):
    """Another thing that was proposed that day, or waits still: its *kind*, its words."""

    kind: Line
    what: Line = ""
    due: PartialDate | None = None
    waiting: bool = False


class Ending(_Part):
    """What a counsellor says as they close an interview; the rest is known."""

    met_on: PartialDate = Field(title=N_("Date de l’entretien"))
    channel: Channel | None = Field(default=None, title=N_("Comment ?"))
    level: Level | None = Field(default=None, title=N_("Quelle aide ?"))
    next_day: PartialDate | None = Field(
        default=None, title=N_("Prochain rendez-vous"), description=AHEAD_HINT
    )
    next_place: Line = Field(default="", title=N_("À quelle heure, où, avec qui"))
    given: Lines = Field(default=(), title=N_("Documents remis"), description=N_("Un par ligne."))
    word: Word = Field(
        default="",
        title=N_("Un mot pour la personne"),
        description=N_("Exemple : apportez votre dernier bulletin de paie."),
    )

    @model_validator(mode="after")
    def _meets_some_day(self, info: ValidationInfo) -> Self:
        if self.next_place and not self.next_day and not ours(info):
            raise refusal("no_day", NO_DAY, field="next_day")
        return self

    def check(self, today: date) -> None:
        """Raise :class:`Refused` for an interview to come, or a next one that is over."""
        if self.met_on.earliest > today:
            raise Refused(TO_COME, "met_on")
        if self.next_day and self.next_day.latest < today:
            raise Refused(BEHIND, "next_day")


class MeetingSheet(Ending):
    """The whole sheet, as it was the moment the interview was closed."""

    person: Line
    counsellor: Line
    structure: Line
    actions: tuple[Agreed, ...] = ()
    offers: tuple[Offer, ...] = ()
    written: Written = Written.NONE
    sections: tuple[Section, ...] = ()
    apart: int = 0
    """How many things are shown beside those sections."""
    rights: tuple[Right, ...] = ()
    ends: date
    language: Literal["fr", "en"] = "fr"
    """The one it is written in, for both sides."""

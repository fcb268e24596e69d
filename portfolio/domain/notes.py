"""Working notes of a structure about somebody: not the portfolio's, and hers to ask for.

They help whoever meets the person to remember; the person is told that they may exist, and may
have a copy or ask that they be destroyed (GDPR, articles 12, 15 and 17).
"""

from calendar import monthrange
from datetime import date, datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Text, clean_prose
from portfolio.domain.refusals import refusal
from portfolio.domain.sharing import day_of
from portfolio.domain.words import N_

LONGEST = 10_000
MONTHS = (3, 6, 12, 24, 36)
"""How long after the last contact notes may be kept; nobody may keep them longer."""
USUAL = 24
NO_CODE = N_("Choisissez pourquoi vous ne pouvez pas répondre oui.")

Words = Annotated[str, Text("prose", LONGEST, clean_prose, least=1)]
Message = Annotated[str, Text("prose", 2000, clean_prose)]


class Note(BaseModel):
    """What a professional writes for colleagues, and for nobody else."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: Words = Field(
        title=N_("Votre note"),
        description=N_("Des faits utiles. La personne peut demander à lire ces mots."),
    )


class Wanted(Choice):
    """What somebody asks about the notes that are kept on them."""

    COPY = "copy", N_("Lire une copie")
    ERASE = "erase", N_("Les faire effacer")


class State(Choice):
    """Where such a request stands."""

    ASKED = "asked", N_("En attente de réponse")
    GIVEN = "given", N_("Copie remise")
    ERASED = "erased", N_("Notes effacées")
    REFUSED = "refused", N_("Refusée, avec la raison")


class Why(Choice):
    """Why a structure says no, as the law lets it."""

    OTHERS = "others", N_("Ces notes parlent d’autres personnes, dont il faut garder le secret")
    LAW = "law", N_("Un texte oblige à garder ces notes")
    CLAIM = "claim", N_("Ces notes servent à défendre un droit")
    REPEATED = "repeated", N_("La même demande vient d’avoir sa réponse")


class Said(BaseModel):
    """One version of a note, as a copy gives it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    text: str
    author: str
    at: datetime


class Reply(BaseModel):
    """What the person is answered: a copy, or a reason; and a message in both cases."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    granted: bool = Field(default=False, title=N_("Votre réponse"))
    why: Why | None = Field(default=None, title=N_("Si c’est non, pourquoi ?"))
    message: Message = Field(
        default="",
        title=N_("Un mot pour la personne"),
        description=N_("Elle seule le lira, avec votre réponse."),
    )
    notes: tuple[Said, ...] = ()

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.granted and self.why is None:
            raise refusal("no_code", NO_CODE, field="why")
        return self


def months_after(day: date, months: int) -> date:
    """The same day of the month, *months* later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def answer_by(asked_at: datetime) -> date:
    """The last day to answer on: one month (GDPR, article 12)."""
    return months_after(day_of(asked_at), 1)

"""What somebody answers to what another said of them: it goes wherever those words go."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.asking import NEVER
from portfolio.domain.entries.shapes import Text, clean_prose
from portfolio.domain.words import N_

TITLE = N_("Je ne suis pas d’accord")
LABEL = N_("Désaccord")


class Dispute(BaseModel):
    """« Je ne suis pas d’accord », in one's own words, as of a day."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: Annotated[str, Text("prose", 1000, clean_prose, least=1)] = Field(
        title=N_("Ce qui ne vous convient pas"),
        description=N_("Avec vos mots. Ils iront partout où vont les siens."),
    )
    on: Annotated[date | None, NEVER] = None

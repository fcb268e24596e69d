"""What a person and one structure write to each other about a share, and nobody else reads."""

from typing import Annotated, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.asking import NEVER
from portfolio.domain.entries.shapes import Line, Text, clean_prose
from portfolio.domain.words import N_

LONGEST = 2000
Words: TypeAlias = Annotated[str, Text("prose", LONGEST, clean_prose, least=1)]


class Comment(BaseModel):
    """One line of the thread of a grant; *about* is an item it shows, none for all of it.

    *title* is what the item was called that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    text: Words = Field(title=N_("Votre commentaire"))
    about: UUID | None = Field(default=None, title=N_("À propos de"))
    title: Annotated[Line, NEVER] = ""

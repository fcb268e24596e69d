"""Where an entry stands in a framework, and situations that show it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.shapes import Line, Point, Text, clean_prose
from portfolio.domain.words import N_

Few = Annotated[str, Text("prose", 2000, clean_prose)]
"""A few sentences."""


class Classified(BaseModel):
    """A line of a framework chosen for an entry, with the label of the day it was chosen.

    The label stays here: the framework may lose the line, or the service the framework.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    framework: Line
    code: Line
    label: Point
    version: Line = ""


class Situation(BaseModel):
    """A situation, and what came of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    context: Few = Field(
        default="",
        title=N_("La situation"),
        description=N_("Au travail, à la maison, dans une association : où, avec qui, pourquoi ?"),
    )
    result: Few = Field(default="", title=N_("Ce que cela a donné"))

    def __bool__(self) -> bool:
        return bool(self.context or self.result)

    def __str__(self) -> str:
        return " → ".join(filter(None, (self.context, self.result)))

"""Where an entry stands in a framework, and situations that show it."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.asking import NEVER, Asked
from portfolio.domain.entries.base import Entry
from portfolio.domain.entries.shapes import Line, Point, Text, clean_prose
from portfolio.domain.words import N_

MOST_CLASSES = 50
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


def with_former_code(data: dict[str, Any]) -> dict[str, Any]:
    """Fields written when an entry had at most one code, and not its name."""
    fields = dict(data)
    framework, code = fields.pop("framework", ""), fields.pop("code", "")
    former = [{"framework": framework, "code": code, "label": code}] if code else []
    return {"classified": former, **fields}


class Classable(Entry):
    """An entry that may stand in frameworks, beside its owner's words."""

    classified: Annotated[tuple[Classified, ...], NEVER] = Field(
        default=(), max_length=MOST_CLASSES, title=N_("Dans les référentiels")
    )
    nothing_fits: Annotated[Line, Asked(never=True, reserved=True)] = Field(
        default="", title=N_("Suggestions écartées")
    )
    """The title for which its owner said that no suggestion fits; another title asks again."""

    @property
    def wants_suggestions(self) -> bool:
        """Whether lines of frameworks may still be suggested for it."""
        return not self.classified and self.nothing_fits != self.title


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

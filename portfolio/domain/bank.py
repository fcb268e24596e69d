"""What a structure keeps ready to propose: démarches, objectives, actions, documents."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.objective import Theme
from portfolio.domain.entries.shapes import Line, Title
from portfolio.domain.programmes import Link, Programme, Why
from portfolio.domain.refusals import refusal
from portfolio.domain.structures import folded
from portfolio.domain.words import N_

NOWHERE = N_("Dites où le trouver : une adresse, ou un lieu.")


class Sort(Choice):
    """What a ready thing is, as the bank sorts it."""

    PROGRAMME = "programme", N_("Démarches")
    OBJECTIVE = "objective", N_("Objectifs")
    ACTION = "action", N_("Actions")
    DOCUMENT = "document", N_("Documents")


class Standing(StrEnum):
    """Where a ready thing stands: only one that is *ready* may be proposed."""

    DRAFT = "draft"
    READY = "ready"
    ARCHIVED = "archived"


class _Ready(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    private: ClassVar[bool] = True
    """Of nobody in particular: no word of it says more of somebody than is needed."""


class ReadyProgramme(Programme, _Ready):
    """A démarche to send."""

    sort: Literal["programme"] = "programme"

    @property
    def programme(self) -> Programme:
        """What is sent of it."""
        return Programme(**{name: getattr(self, name) for name in Programme.model_fields})


class ReadyObjective(_Ready):
    """An objective in words to begin from."""

    sort: Literal["objective"] = "objective"
    title: Title = Field(title=N_("L’objectif, comme la personne le dirait"))
    theme: Theme | None = Field(default=None, title=N_("Thème"))
    why: Why = Field(default="", title=N_("Quand le proposer ?"))


class ReadyAction(_Ready):
    """Something to do, in words to begin from."""

    sort: Literal["action"] = "action"
    title: Title = Field(title=N_("L’action, comme la personne la dirait"))
    theme: Theme | None = Field(default=None, title=N_("Thème"))
    place: Line = Field(default="", title=N_("Où ?"))
    why: Why = Field(default="", title=N_("Précisions"))


class ReadyDocument(_Ready):
    """Something to read, and where it is."""

    sort: Literal["document"] = "document"
    title: Title = Field(title=N_("Titre du document"))
    link: Link = Field(default="", title=N_("Son adresse"))
    place: Line = Field(
        default="",
        title=N_("Ou bien, où le trouver"),
        description=N_("Exemple : à l’accueil, classeur « Métiers de la santé »"),
    )
    why: Why = Field(default="", title=N_("À quoi sert-il ?"))

    @model_validator(mode="after")
    def _is_somewhere(self) -> "ReadyDocument":
        if not (self.link or self.place):
            raise refusal("nowhere", NOWHERE, field="link")
        return self


AnyReady: TypeAlias = ReadyProgramme | ReadyObjective | ReadyAction | ReadyDocument
Ready: TypeAlias = Annotated[AnyReady, Field(discriminator="sort")]
_ADAPTER: TypeAdapter[AnyReady] = TypeAdapter(Ready)
MODELS: dict[Sort, type[AnyReady]] = {
    Sort.PROGRAMME: ReadyProgramme,
    Sort.OBJECTIVE: ReadyObjective,
    Sort.ACTION: ReadyAction,
    Sort.DOCUMENT: ReadyDocument,
}


def to_text(what: AnyReady) -> str:
    """A ready thing as JSON, its sort inside."""
    return what.model_dump_json()


def from_text(text: str) -> AnyReady:
    """Read what :func:`to_text` wrote."""
    return _ADAPTER.validate_json(text)


def words_of(what: AnyReady) -> str:
    """What a search looks through: its title and what it is for, folded."""
    return folded(f"{what.title} {what.why}")[:2000]


@cache
def shipped(language: str = "fr") -> dict[str, ReadyProgramme]:
    """Démarches in our own words that any structure may begin from, by name."""
    name = "programmes.en.toml" if language == "en" else "programmes.toml"
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {name: ReadyProgramme.model_validate(it) for name, it in tomllib.loads(text).items()}

"""A plan by its name: what for, how long, what was agreed, how it ended."""

from datetime import date
from functools import cached_property
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.dates import Period
from portfolio.domain.entries.asking import NEVER, Asked
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

MOST_EDITIONS = 30
OWNERS = Asked(never=True, reserved=True)  # former versions are nobody else's


class PlanStatus(Choice):
    """Where a plan stands."""

    DRAFT = "draft", N_("Brouillon")
    CURRENT = "current", N_("En cours")
    CLOSED = "closed", N_("Clos")


class Kept(BaseModel):
    """An objective or an action as it was; *payload* is its own bytes, ``kind/version`` and JSON.

    *word* is what the person said of it when the plan was closed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    payload: str
    word: Line = ""

    @staticmethod
    def of(entry_id: UUID, entry: Entry, word: str = "") -> "Kept":
        """*entry*, word for word."""
        return Kept(id=entry_id, payload=entry.to_bytes().decode(), word=word)

    @cached_property
    def entry(self) -> Entry:
        """What it was, brought to the shape of today."""
        return Entry.from_bytes(self.payload.encode())


class Edition(BaseModel):
    """A plan as it was agreed on one day, or as it was closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    on: date
    kept: tuple[Kept, ...] = ()


@kind("plan", label=N_("Un plan d’action"), plural=N_("Plans d’action"), section=Section.PLAN)
class ActionPlan(Entry):
    """What gathers objectives and actions under one name, from a first day to a last word."""

    title: Title = Field(
        title=N_("Comment s’appelle ce plan ?"),
        description=N_("Exemples : mon retour à l’emploi, ma VAE pas à pas"),
    )
    story: Prose = Field(default="", title=N_("À quoi doit-il servir ?"))
    project: UUID | None = Field(default=None, title=N_("Pour quel projet ?"))
    when: Period = Field(default=Period(), title=N_("Dates"))
    draft: bool = Field(
        default=False,
        title=N_("C’est encore un brouillon"),
        description=N_("Un brouillon n’est ni exporté ni compté. Vous le commencerez plus tard."),
    )
    agreed_on: Annotated[date | None, NEVER] = None
    closed_on: Annotated[date | None, NEVER] = Field(default=None, title=N_("Clos le"))
    closing: Annotated[Prose, NEVER] = Field(default="", title=N_("Bilan du plan"))
    done: Annotated[int, NEVER] = Field(default=0, title=N_("Actions faites"))
    undone: Annotated[int, NEVER] = Field(default=0, title=N_("Actions non faites"))
    dropped: Annotated[int, NEVER] = Field(default=0, title=N_("Actions abandonnées"))
    editions: Annotated[tuple[Edition, ...], OWNERS] = Field(default=(), max_length=MOST_EDITIONS)

    @property
    def status(self) -> PlanStatus:
        """Where it stands."""
        if self.closed_on:
            return PlanStatus.CLOSED
        return PlanStatus.DRAFT if self.draft else PlanStatus.CURRENT

"""One thing to do, by someone, for a date: the stitch of a plan."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from portfolio.domain.dates import AHEAD_HINT, PartialDate, Period, precedes
from portfolio.domain.entries.asking import LATER, NEVER, RESERVED
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.objective import WHY_DROPPED, Theme
from portfolio.domain.entries.shapes import Line, Prose, Title, in_one_line
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

MOST_COMMENTS = 200
DUE_FIRST = N_("L’échéance (%(due)s) arrive avant le début (%(start)s). Corrigez l’une des deux.")


class Who(Choice):
    """Who acts."""

    ME = "me", N_("Moi")
    COUNSELLOR = "counsellor", N_("Ma conseillère ou mon conseiller")
    STRUCTURE = "structure", N_("Une structure")


class ActionStatus(Choice):
    """Where it stands; nothing is agreed without the person."""

    PROPOSED = "proposed", N_("Proposée")
    AGREED = "agreed", N_("À faire")
    IN_PROGRESS = "in-progress", N_("En cours")
    PAUSED = "paused", N_("En pause")
    DONE = "done", N_("Faite")
    DROPPED = "dropped", N_("Abandonnée")


class Ahead(Choice):
    """How long before the day it is for a letter says that something waits."""

    NEVER = "never", N_("Pas de rappel")
    SAME_DAY = "0", N_("Le jour même")
    EVE = "1", N_("La veille")
    DAYS = "3", N_("3 jours avant")
    WEEK = "7", N_("Une semaine avant")
    MONTH = "30", N_("Un mois avant")

    @property
    def days(self) -> int | None:
        """The same as a number; None for never."""
        return None if self is Ahead.NEVER else int(self)


class Comment(BaseModel):
    """A word about an action, on a day; what was written before days were kept has none."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    on: date | None = None
    text: Prose = ""


@kind("action", label=N_("Une action"), plural=N_("Actions"), section=Section.PLAN, version=2)
class Action(Entry):
    """What is to be done; its stable id is its row's."""

    title: Title = Field(
        title=N_("Que faut-il faire ?"),
        description=N_("Exemple : appeler l’Afpa pour connaître les dates"),
    )
    story: Prose = Field(default="", title=N_("Précisions"))
    objective: UUID | None = Field(default=None, title=N_("Pour quel objectif ?"))
    plan: Annotated[UUID | None, LATER] = Field(default=None, title=N_("Dans quel plan ?"))
    theme: Annotated[Theme | None, LATER] = Field(default=None, title=N_("Thème"))
    who: Who = Field(default=Who.ME, title=N_("Qui le fait ?"))
    who_name: Line = Field(
        default="",
        title=N_("Son nom"),
        description=N_("Si ce n’est pas vous : personne, structure"),
    )
    start: Annotated[PartialDate | None, LATER] = Field(default=None, title=N_("À partir de"))
    due: PartialDate | None = Field(default=None, title=N_("Pour quand ?"), description=AHEAD_HINT)
    due_text: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Ou bien, avec vos mots"),
        description=N_("Exemples : à la rentrée, quand j’aurai la réponse"),
    )
    remind: Annotated[Ahead, RESERVED] = Field(
        default=Ahead.NEVER,
        title=N_("Me prévenir par courrier électronique"),
        description=N_("Le message dira seulement que quelque chose vous attend ici."),
    )
    status: ActionStatus = Field(default=ActionStatus.AGREED, title=N_("Où en est-elle ?"))
    dropped_reason: Line = Field(default="", title=N_("Si elle est abandonnée, pourquoi ?"))
    paused_reason: Annotated[Line, LATER] = Field(
        default="", title=N_("Si elle est en pause, pourquoi ?")
    )
    place: Annotated[Line, LATER] = Field(default="", title=N_("Où ?"))
    contact: Annotated[Line, LATER] = Field(default="", title=N_("Qui contacter ?"))
    help_needed: Annotated[Line, LATER] = Field(
        default="", title=N_("De quelle aide avez-vous besoin ?")
    )
    outcome: Annotated[Prose, LATER] = Field(default="", title=N_("Ce que cela a donné"))
    done_on: Annotated[PartialDate | None, LATER] = Field(default=None, title=N_("Faite quand ?"))
    comments: Annotated[tuple[Comment, ...], NEVER] = Field(
        default=(), max_length=MOST_COMMENTS, title=N_("Remarques")
    )
    agreed_on: Annotated[date | None, NEVER] = None

    @model_validator(mode="after")
    def _holds_together(self, info: ValidationInfo) -> Self:
        if ours(info):
            return self
        if self.start and self.due and precedes(self.due, self.start):
            raise refusal("due_first", DUE_FIRST, field="due", start=self.start, due=self.due)
        if self.status is ActionStatus.DROPPED and not self.dropped_reason:
            raise refusal("dropped_reason", WHY_DROPPED, field="dropped_reason")
        return self

    @property
    def period(self) -> Period | None:
        """From its start to the day it is for."""
        return Period(start=self.start, end=self.due) or None

    @property
    def at(self) -> PartialDate | None:
        """The day it is shown at: when it was done, once it is; else the one it is for."""
        return (self.done_on if self.status is ActionStatus.DONE else None) or self.due

    @property
    def summary(self) -> str:
        """By whom and where."""
        return in_one_line(self.who_name, self.place)

    @property
    def knot(self) -> str:
        """An open ring until it is done, then a knot like another."""
        return "event" if self.status is ActionStatus.DONE else "action"

    def commented(self, text: str, on: date) -> Self:
        """The same action with one more word about it; nothing to say adds nothing."""
        if not text.strip():
            return self
        return self.changed(comments=(*self.comments, Comment(on=on, text=text)))

    def told(self, on: date) -> Self:
        """What is done ahead of its day, no other day being told, was done by now."""
        today = PartialDate(on.year, on.month, on.day)
        ahead = self.due is not None and precedes(today, self.due)
        done = self.status is ActionStatus.DONE and self.done_on is None
        return self.changed(done_on=today) if done and ahead else self

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had one text of remarks, without a day."""
        if version != 1:
            return super().upgrade(data, version)
        former = data.get("comments", "")
        return {**data, "comments": [{"text": former}] if former else []}

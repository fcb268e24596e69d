"""What somebody prepares for a structure: a meeting, or a démarche they follow; theirs first.

Of each, the structure reads a copy that its owner chose to show, and nothing before.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from portfolio.domain.dates import AHEAD_HINT, PartialDate
from portfolio.domain.entries.asking import NEVER
from portfolio.domain.entries.shapes import Line, Prose
from portfolio.domain.handouts import Handout, Ids, handout
from portfolio.domain.programmes import MOST_ANSWERS, MOST_QUESTIONS, MOST_TASKS, Programme, Why
from portfolio.domain.words import N_

Said = Annotated[tuple[Prose, ...], Field(max_length=MOST_ANSWERS)]
"""What answers one question; nothing when it was left."""
Done = Annotated[tuple[int, ...], Field(max_length=MOST_TASKS)]
Answers = Annotated[tuple[Said, ...], Field(max_length=MOST_QUESTIONS)]


class Preparing(Handout):
    """What is prepared for one structure; *grant_id* is the share it began on.

    *away* tells that it is over, and kept to be read again.
    """

    structure_id: Annotated[UUID | None, NEVER] = None
    structure: Annotated[Line, NEVER] = ""
    grant_id: Annotated[UUID | None, NEVER] = None
    away: Annotated[bool, NEVER] = False

    @property
    def private(self) -> bool:
        """Its owner's alone: no word of it says more than it may."""
        return True


@handout("preparation")
class Preparation(Preparing):
    """What somebody wants of a meeting: to ask, to show, not to speak of."""

    met_on: PartialDate | None = Field(
        default=None, title=N_("Le rendez-vous est prévu quel jour ?"), description=AHEAD_HINT
    )
    questions: Prose = Field(
        default="",
        title=N_("Les questions que je veux poser"),
        description=N_("Une par ligne. Il n’y a pas de petite question."),
    )
    items: Ids = Field(
        default=(),
        title=N_("Ce que je veux montrer, parmi ce que je partage"),
    )
    more: Prose = Field(
        default="",
        title=N_("Ce que je veux montrer, et que je ne partage pas encore"),
        description=N_("Dites-le avec vos mots. Rien de plus n’est partagé pour autant."),
    )
    avoid: Prose = Field(
        default="",
        title=N_("Ce que je ne veux pas aborder"),
        description=N_("Gardé pour vous, sauf si vous cochez la case ci-dessous."),
    )
    avoid_shown: bool = Field(
        default=False,
        title=N_("Le dire à la structure, pour qu’elle n’en parle pas"),
    )


class Stage(StrEnum):
    """Where somebody is with a démarche they said yes to."""

    GOING = "going"
    SENT = "sent"
    STOPPED = "stopped"


@handout("programme")
class Followed(Preparing):
    """A démarche as it was sent, with what its owner ticked and answered.

    *brought_id* is the contribution it came by. With *tells* the structure knows that it is begun.
    """

    what: Programme
    person: Line = ""
    sent_on: date
    message: Why = ""
    brought_id: UUID | None = None
    done: Done = ()
    answers: Answers = ()
    tells: bool = False
    stage: Stage = Stage.GOING

    def said(self, place: int) -> tuple[str, ...]:
        """What answers the question in that place."""
        return self.answers[place] if place < len(self.answers) else ()

    @property
    def begun(self) -> bool:
        """Whether anything is ticked or answered."""
        return bool(self.done) or any(self.answers)

    @property
    def answered(self) -> int:
        """How many questions are."""
        return sum(map(bool, self.answers))


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class ShownItem(_Shown):
    """Something of the share that its owner wants to show, as it was called then."""

    id: UUID
    title: str


class ShownPreparation(_Shown):
    """What a structure reads of a preparation; *avoid* only when its owner says so."""

    sort: Literal["preparation"] = "preparation"
    met_on: PartialDate | None = None
    questions: Prose = ""
    items: tuple[ShownItem, ...] = ()
    more: Prose = ""
    avoid: Prose = ""


class ShownProgress(_Shown):
    """What a structure learns of a démarche: that it is begun, or what was answered."""

    sort: Literal["progress"] = "progress"
    brought_id: UUID
    sent: bool = False
    what: Programme | None = None
    done: Done = ()
    answers: Answers = ()

    def said(self, place: int) -> tuple[str, ...]:
        """What answers the question in that place."""
        return self.answers[place] if place < len(self.answers) else ()


AnyShown: TypeAlias = ShownPreparation | ShownProgress
_ADAPTER: TypeAdapter[AnyShown] = TypeAdapter(Annotated[AnyShown, Field(discriminator="sort")])


def to_bytes(shown: AnyShown) -> bytes:
    """The plaintext to seal."""
    return shown.model_dump_json().encode()


def from_bytes(data: bytes) -> AnyShown:
    """Read what :func:`to_bytes` wrote."""
    return _ADAPTER.validate_json(data)

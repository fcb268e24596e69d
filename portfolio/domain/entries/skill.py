"""What someone can do, how well, where they did it, and whether they want to do it again."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import kind
from portfolio.domain.entries.choices import Choice, Rung
from portfolio.domain.entries.classes import Classable, Few, Situation, with_former_code
from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.entries.shapes import Line, Lines, Prose, Title, in_one_line
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

MOST_OBSERVATIONS = 50


class Mastery(Rung):
    """One's own opinion, in four steps."""

    DISCOVERING = 1, N_("Je découvre")
    HELPED = 2, N_("Je fais avec de l’aide")
    ALONE = 3, N_("Je fais sans aide")
    TEACHING = 4, N_("J’explique aux autres")


class Seen(Rung):
    """The same steps, as somebody else tells them."""

    DISCOVERING = 1, N_("Découvre")
    HELPED = 2, N_("Fait avec de l’aide")
    ALONE = 3, N_("Fait sans aide")
    TEACHING = 4, N_("Explique aux autres")


class Observation(BaseModel):
    """What a professional saw, beside what the owner says and never over it.

    *id* is the contribution's it came in; names and day are those of the time. *dispute* is the
    owner's, who does not agree.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    text: Few
    level: Seen | None = None
    person: Line = ""
    structure: Line = ""
    on: date | None = None
    dispute: Dispute | None = None

    @property
    def by(self) -> str:
        """Who says so."""
        return in_one_line(self.person, self.structure)


class Wish(Choice):
    """Being able is not wanting."""

    YES = "yes", N_("Oui")
    MAYBE = "maybe", N_("Peut-être")
    NO = "no", N_("Non")


@kind(
    "skill", label=N_("Une compétence"), plural=N_("Compétences"), section=Section.SKILLS, version=2
)
class Skill(Classable):
    """Something one can do, in free words; lines of frameworks may stand beside them."""

    title: Title = Field(
        title=N_("Qu’est-ce que vous savez faire ?"),
        description=N_("Exemples : m’organiser dans l’urgence, souder, tenir une caisse"),
    )
    story: Prose = Field(
        default="",
        title=N_("Racontez une fois où vous l’avez fait"),
        description=N_("La situation, ce que vous avez fait, ce que cela a changé."),
    )
    level: Mastery | None = Field(default=None, title=N_("À quel niveau, selon vous ?"))
    again: Wish | None = Field(default=None, title=N_("Avez-vous envie de le refaire ?"))
    linked: tuple[UUID, ...] = Field(
        default=(), max_length=100, title=N_("Où l’avez-vous appris ou fait ?")
    )
    situations: Annotated[tuple[Situation, ...], LATER] = Field(
        default=(),
        max_length=50,
        title=N_("D’autres situations, et ce qu’elles ont donné"),
    )
    keywords: Annotated[Lines, LATER] = Field(
        default=(), title=N_("Précisions"), description=N_("Une par ligne : outils, techniques.")
    )
    groups: Annotated[Lines, LATER] = Field(
        default=(),
        title=N_("Mes propres classements"),
        description=N_("Un par ligne, comme il vous plaît : gestes du soin, bricolage."),
    )
    observed: Annotated[tuple[Observation, ...], NEVER] = Field(
        default=(), max_length=MOST_OBSERVATIONS, title=N_("Ce qu’une structure a vu")
    )

    @property
    def summary(self) -> str:
        """The first other situation, when there is one."""
        return next((one.context or one.result for one in self.situations), "")

    @classmethod
    def upgrade(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Version 1 had situations without their results, and at most one code without its name."""
        if version != 1:
            return super().upgrade(data, version)
        fields = with_former_code(data)
        contexts = fields.pop("contexts", ())
        return {**fields, "situations": [{"context": context} for context in contexts][:50]}

"""What someone can do, how well, where they did it, and whether they want to do it again."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from portfolio.domain.entries.asking import LATER, NEVER
from portfolio.domain.entries.base import Entry, kind
from portfolio.domain.entries.choices import Choice, Rung
from portfolio.domain.entries.shapes import Line, Lines, Points, Prose, Title
from portfolio.domain.sections import Section
from portfolio.domain.words import N_


class Mastery(Rung):
    """One's own opinion, in four steps."""

    DISCOVERING = 1, N_("Je découvre")
    HELPED = 2, N_("Je fais avec de l’aide")
    ALONE = 3, N_("Je fais sans aide")
    TEACHING = 4, N_("J’explique aux autres")


class Wish(Choice):
    """Being able is not wanting."""

    YES = "yes", N_("Oui")
    MAYBE = "maybe", N_("Peut-être")
    NO = "no", N_("Non")


@kind("skill", label=N_("Une compétence"), plural=N_("Compétences"), section=Section.SKILLS)
class Skill(Entry):
    """Something one can do, in free words; a framework's code may stand beside them."""

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
    contexts: Annotated[Points, LATER] = Field(
        default=(),
        title=N_("D’autres situations"),
        description=N_("Une par ligne : au travail, à la maison, dans une association."),
    )
    keywords: Annotated[Lines, LATER] = Field(
        default=(), title=N_("Précisions"), description=N_("Une par ligne : outils, techniques.")
    )
    framework: Annotated[Line, NEVER] = ""
    code: Annotated[Line, NEVER] = ""

    @property
    def summary(self) -> str:
        """The first context, when there is one."""
        return self.contexts[0] if self.contexts else ""

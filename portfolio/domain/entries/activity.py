"""What someone does inside a job, a training, an aid given: one thing at a time."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.entries.asking import LATER, NEVER, Asked
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.classes import Classable
from portfolio.domain.entries.shapes import Line, Lines, Text, Title, clean_prose
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_

FULL = N_("C’est déjà beaucoup : %(most)s activités au plus. Commencez une autre étape.")
MOST = 50  # activities in one experience; a whole VAE booklet tells about ten
Telling = Annotated[str, Text("prose", 5000, clean_prose)]


class Autonomy(Choice):
    """How much of it rests on oneself."""

    GUIDED = "guided", N_("Quelqu’un me guide")
    ALONE = "alone", N_("Je le fais sans aide")
    ORGANISING = "organising", N_("J’organise aussi le travail des autres")


class Activity(BaseModel):
    """One thing done, told enough for a stranger to see it; all but the first answer may wait."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: Annotated[UUID, NEVER]
    what: Title = Field(
        title=N_("Qu’est-ce que je fais ?"),
        description=N_(
            "Une phrase qui commence par « Je » : je range la réserve, j’accueille les familles."
        ),
    )
    volume: Line = Field(
        default="",
        title=N_("Combien, ou combien de fois ?"),
        description=N_("Exemples : chaque matin, trente repas par jour, une fois par an"),
    )
    tools: Lines = Field(
        default=(),
        title=N_("Avec quoi ?"),
        description=N_("Un outil, une machine, un logiciel, un produit par ligne."),
    )
    autonomy: Autonomy | None = Field(default=None, title=N_("Avec quelle autonomie ?"))
    people: Telling = Field(
        default="",
        title=N_("Pour qui, avec qui ?"),
        description=N_("Exemples : des enfants, des clients pressés, une équipe de quatre"),
    )
    difficulty: Telling = Field(
        default="",
        title=N_("Une difficulté rencontrée, et comment je m’y suis pris"),
        description=N_("Une seule suffit. Racontez ce que vous avez fait, vous."),
    )
    result: Telling = Field(
        default="",
        title=N_("Qu’est-ce que cela a donné ?"),
        description=N_("Un chiffre, un merci, une habitude qui est restée."),
    )
    rules: Annotated[Telling, LATER] = Field(
        default="",
        title=N_("Quelles consignes, quelles règles faut-il suivre ?"),
        description=N_("Exemples : l’hygiène, la sécurité, un délai, un secret à garder"),
    )
    proof: Annotated[Line, LATER] = Field(
        default="",
        title=N_("Qu’est-ce qui pourrait le montrer ?"),
        description=N_("Exemples : une photo, un planning, une personne qui l’a vu"),
    )


class Experience(Classable):
    """A part of the path in which things were done: base of the kinds that hold activities.

    *weighed* remembers the skills that were proposed from it and answered, in the words of the
    proposal: what was taken or declined is not proposed again.
    """

    activities: Annotated[tuple[Activity, ...], NEVER] = Field(
        default=(), max_length=MOST, title=N_("Activités")
    )
    weighed: Annotated[tuple[Title, ...], Asked(never=True, reserved=True)] = Field(
        default=(), max_length=200, title=N_("Compétences déjà proposées")
    )

    def activity(self, activity_id: UUID) -> Activity | None:
        """The one called *activity_id*, if it is there."""
        return next((each for each in self.activities if each.id == activity_id), None)

    def holding(self, activity: Activity) -> Self:
        """The same with *activity* in the place of its former self, or last when it is new."""
        if self.activity(activity.id):
            there = [activity if each.id == activity.id else each for each in self.activities]
            return self.changed(activities=there)
        if len(self.activities) >= MOST:
            raise Refused(FULL, most=MOST)
        return self.changed(activities=[*self.activities, activity])

    def without(self, activity_id: UUID) -> Self:
        """The same, but for one activity."""
        left = [each for each in self.activities if each.id != activity_id]
        return self.changed(activities=left)

"""A *démarche*: tasks in an order, and small questionnaires, sent by a structure to somebody."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import (
    Line,
    Lines,
    Text,
    Title,
    clean_prose,
    clean_url,
)
from portfolio.domain.refusals import refusal
from portfolio.domain.words import N_

MOST_TASKS, MOST_QUESTIONS, MOST_ANSWERS, RUNGS = 20, 40, 12, 4
LONGEST = 10_000
"""Characters of one answer."""
SCALE = (N_("Pas du tout"), N_("Un peu"), N_("Assez"), N_("Beaucoup"))
"""The words of a scale whose writer gave none."""

NOTHING = N_("Écrivez au moins une tâche ou une question.")
TWO_ANSWERS = N_("Écrivez de 2 à 12 réponses possibles, une par ligne.")
FOUR_WORDS = N_("Une échelle a quatre mots, un par ligne. Vous pouvez aussi n’en écrire aucun.")
NO_CHOICE = N_("Cette question se répond en toutes lettres : laissez les réponses vides.")
NOT_SECURE = N_("Seules les adresses qui commencent par https:// sont acceptées.")

Why = Annotated[str, Text("prose", 2000, clean_prose)]


def clean_link(text: str) -> str:
    """An address that somebody is sent to, or nothing; raises a refusal unless it is https."""
    url = clean_url(text)
    if url and not url.lower().startswith("https://"):
        raise refusal("link", NOT_SECURE)
    return url


Link = Annotated[str, Text("url", 2000, clean_link)]


class Ask(Choice):
    """How a question is answered."""

    SHORT = "short", N_("En une ligne")
    LONG = "long", N_("En quelques phrases")
    ONE = "one", N_("Une réponse parmi plusieurs")
    SEVERAL = "several", N_("Plusieurs réponses possibles")
    SCALE = "scale", N_("Sur une échelle de quatre mots")

    @property
    def chooses(self) -> bool:
        """Whether its answers are written beforehand."""
        return self in {Ask.ONE, Ask.SEVERAL}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Task(_Part):
    """One thing to do; *link* leads somewhere, *document* names a paper to bring or to read."""

    text: Title = Field(title=N_("Que faut-il faire ?"))
    link: Link = Field(default="", title=N_("Une adresse à ouvrir"))
    document: Line = Field(default="", title=N_("Un document à lire ou à apporter"))


class Question(_Part):
    """One question; a *heading* begins a questionnaire, which goes on until the next one."""

    heading: Line = Field(
        default="",
        title=N_("Un titre au-dessus, si un questionnaire commence ici"),
    )
    text: Title = Field(title=N_("La question"))
    ask: Ask = Field(title=N_("Comment y répond-on ?"))
    answers: Lines = Field(
        default=(),
        title=N_("Les réponses possibles, une par ligne"),
        description=N_("Pour une échelle : quatre mots, du plus bas au plus haut, ou rien."),
    )

    @model_validator(mode="after")
    def _offers(self) -> Self:
        """As many answers as its way of asking wants."""
        count = len(self.answers)
        if self.ask.chooses and not 2 <= count <= MOST_ANSWERS:  # noqa: PLR2004  # one is no choice
            raise refusal("answers", TWO_ANSWERS, field="answers")
        if self.ask is Ask.SCALE and count not in {0, RUNGS}:
            raise refusal("answers", FOUR_WORDS, field="answers")
        if self.ask in {Ask.SHORT, Ask.LONG} and count:
            raise refusal("answers", NO_CHOICE, field="answers")
        return self

    @property
    def offered(self) -> tuple[str, ...]:
        """What may be answered, in order; nothing where one writes."""
        return self.answers or (SCALE if self.ask is Ask.SCALE else ())


class Programme(_Part):
    """What somebody is sent: never changed once it was, since they are given a copy."""

    title: Title = Field(title=N_("Nom de la démarche"))
    why: Why = Field(
        default="",
        title=N_("À quoi sert-elle ?"),
        description=N_("La personne lira ces mots avant de dire oui ou non."),
    )
    time: Line = Field(
        default="",
        title=N_("Combien de temps faut-il ?"),
        description=N_("Exemple : vingt minutes, en une ou plusieurs fois"),
    )
    tasks: tuple[Task, ...] = Field(
        default=(),
        max_length=MOST_TASKS,
        title=N_("Les tâches, dans l’ordre"),
        description=N_("La personne peut les faire dans un autre ordre, ou en laisser."),
    )
    questions: tuple[Question, ...] = Field(
        default=(),
        max_length=MOST_QUESTIONS,
        title=N_("Les questions"),
        description=N_("Peu de questions, simples. La personne répond à celles qu’elle veut."),
    )

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.tasks or self.questions):
            raise refusal("empty", NOTHING, field="tasks")
        return self


def taken(question: Question, said: tuple[str, ...]) -> tuple[str, ...]:
    """What of *said* answers a question: among what it offers, or a text that is not too long."""
    if question.offered:
        kept = tuple(each for each in question.offered if each in said)
        return kept if question.ask is Ask.SEVERAL else kept[:1]
    text = clean_prose(said[0])[:LONGEST] if said else ""
    return (text,) if text else ()

"""Something received that should not have been written: told to the platform, to nobody else."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Prose, Text, clean_prose
from portfolio.domain.words import N_


class Reason(Choice):
    """What is wrong with it."""

    INSULT = "insult", N_("C’est insultant ou menaçant")
    HATE = "hate", N_("C’est discriminatoire : origine, sexe, religion, handicap…")
    PRIVATE = "private", N_("Cela dévoile la vie privée de quelqu’un")
    FALSE = "false", N_("C’est une tromperie, ou quelqu’un se fait passer pour un autre")
    OTHER = "other", N_("Autre chose qui ne va pas")


class About(Choice):
    """What was received."""

    COMMENT = "comment", N_("Un commentaire")
    CONTRIBUTION = "contribution", N_("Une proposition")
    SHARE = "share", N_("Ce qui est partagé")


class Report(BaseModel):
    """What whoever reports says; *joined*: that the words received go with it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    reason: Reason = Field(title=N_("Qu’est-ce qui ne va pas ?"))
    joined: bool = Field(
        default=False,
        title=N_("Joindre les mots reçus"),
        description=N_("Sans eux, l’équipe sait qui et quand, mais ne peut pas lire."),
    )
    words: Annotated[str, Text("prose", 1000, clean_prose)] = Field(
        default="", title=N_("Ce que l’équipe doit savoir")
    )


class Facts(BaseModel):
    """What the platform knows without a word of anybody: who, about whom, where, when, why."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    reason: Reason
    about: About
    grant_id: UUID
    thing_id: UUID | None
    written_at: AwareDatetime | None
    author_id: UUID | None
    reporter_id: UUID


class Quoted(BaseModel):
    """The words: those of whoever reports and, if they joined them, those received."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    words: Prose = ""
    received: Prose = ""

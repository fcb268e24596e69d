"""A relay: one structure proposes another to somebody, who agrees or not before anything leaves.

Until they agree the other structure knows nothing, not even that there is somebody.
"""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.appointments import How, Plan
from portfolio.domain.entries.asking import NEVER
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Text, Title, clean_line, clean_prose
from portfolio.domain.sharing import ZONE, Sections
from portfolio.domain.words import N_

LIFE = timedelta(days=30)
"""How long an answer is waited for: the person's, then the other structure's."""
PATIENCE = timedelta(days=10)
"""How long before whoever is waited for is reminded."""
LONGEST = 1000

Words = Annotated[str, Text("prose", LONGEST, clean_prose, least=1)]
Note = Annotated[str, Text("prose", LONGEST, clean_prose)]
Short = Annotated[str, Text("line", 300, clean_line)]


class Stage(Choice):
    """Where a relay stands, as professionals read it; a person's page says it in other words."""

    AWAITING = "awaiting", N_("Attend la réponse de la personne")
    REFUSED = "refused", N_("Pas accordé")
    WITHDRAWN = "withdrawn", N_("Proposition retirée")
    SENT = "sent", N_("Transmis")
    SEEN = "seen", N_("Lu, attend une réponse")
    ACCEPTED = "accepted", N_("Accepté, avec un rendez-vous")
    DECLINED = "declined", N_("Pas pris en charge")
    CANCELLED = "cancelled", N_("Arrêté par la personne")
    EXPIRED = "expired", N_("Sans réponse à temps")
    LAPSED = "lapsed", N_("Fini avec le partage")
    DONE = "done", N_("La rencontre a eu lieu")
    MISSED = "missed", N_("La rencontre n’a pas eu lieu")


BEFORE = frozenset({Stage.AWAITING})
TO_ANSWER = frozenset({Stage.SENT, Stage.SEEN})
LIVING = BEFORE | TO_ANSWER | {Stage.ACCEPTED}
"""What may still become something else: one at a time towards the same structure."""


class Urgency(Choice):
    """How soon the person should be met."""

    CALM = "calm", N_("Rien ne presse")
    SOON = "soon", N_("Dans le mois")
    URGENT = "urgent", N_("Cette semaine, si possible")


class Reach(Choice):
    """How the person would rather be reached."""

    PHONE = "phone", N_("Par téléphone")
    MAIL = "mail", N_("Par courrier électronique")
    HERE = "here", N_("Ici, par un commentaire dans Fil rouge")
    COUNSELLOR = "counsellor", N_("Par la structure qui propose le relais")
    OTHER = "other", N_("Autrement")


class Cause(Choice):
    """Why a structure does not take a relay."""

    ELSEWHERE = "elsewhere", N_("Ce n’est pas ce que nous proposons")
    INELIGIBLE = "ineligible", N_("Une condition d’accès n’est pas remplie")
    FULL = "full", N_("Plus de place pour le moment")
    FAR = "far", N_("Trop loin, ou pas de moyen de venir")
    KNOWN = "known", N_("Nous accompagnons déjà cette personne")
    UNREACHABLE = "unreachable", N_("La personne n’a pas pu être jointe")
    UNWANTED = "unwanted", N_("La personne préfère une autre solution")
    OTHER = "other", N_("Une autre raison")


class Part(BaseModel):
    """Base of what a relay is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Wanted(Part):
    """What is said of somebody's need: by whoever proposes, then as the person lets it be read."""

    need: Words = Field(
        title=N_("Le besoin"), description=N_("Ce que la personne cherche, avec ses mots.")
    )
    reason: Words = Field(
        title=N_("Pourquoi cette structure"),
        description=N_("Ce qu’elle propose, et que vous ne proposez pas."),
    )
    urgency: Urgency = Field(default=Urgency.SOON, title=N_("Est-ce pressé ?"))
    reach: Reach = Field(default=Reach.PHONE, title=N_("Comment préfère-t-elle être contactée ?"))
    availability: Short = Field(
        default="",
        title=N_("Quand est-elle disponible ?"),
        description=N_("Exemple : les matins, à partir du 15 janvier"),
    )


class Proposal(Wanted):
    """What a counsellor proposes; *to* is the other structure, *place* its name that day.

    *sections* are what they think useful there: the person ticks what they like.
    """

    sections: Annotated[Sections, NEVER] = Field(
        default=(), title=N_("Ce qui serait utile à cette structure")
    )
    to: Annotated[UUID, NEVER]
    place: Annotated[Title, NEVER]
    by: Annotated[Line, NEVER] = ""


class Step(Part):
    """One step of the thread with the structure that proposes: who, when, what was agreed."""

    kind: str
    on: date | None = None
    by: Line = ""
    agreed: Annotated[str, Text("prose", 20_000, clean_prose)] = ""


class Agreed(Wanted):
    """What the person agreed to let go: words they may have changed, the steps or not.

    *told*: whether the structure that proposes learns how it went, beyond yes or no.
    """

    thread: bool = Field(
        default=False,
        title=N_("Transmettre aussi les étapes déjà faites ensemble"),
    )
    told: bool = Field(
        default=False,
        title=N_("Dire aussi à la structure qui propose ce que cela a donné"),
    )


class Relay(Wanted):
    """What the other structure receives, beside the share: no more than what was agreed to."""

    by: Line = ""
    structure: Line = ""
    proposed_on: date
    steps: tuple[Step, ...] = ()
    told: bool = False


class Appointment(Part):
    """Yes, with a first meeting, as it was first given.

    *id* is the appointment that both have of it since, which may be moved or called off; one
    answered before there was any has its hour in words, and perhaps some more for the person.
    """

    on: date
    at: Annotated[str, Text("line", 60, least=1)]
    how: How = How.PLACE
    place: Line = ""
    words: Note = ""
    id: UUID | None = None

    @classmethod
    def of(cls, plan: Plan, appointment_id: UUID) -> Self:
        """What an answer keeps of an appointment."""
        at = plan.at.isoformat("minutes")
        return cls(on=plan.day, at=at, how=plan.how, place=plan.place, id=appointment_id)

    @property
    def starts(self) -> datetime | None:
        """The instant it was to begin at, where the hour is more than words."""
        return datetime.combine(self.on, time.fromisoformat(self.at), ZONE) if self.id else None


class Decline(Part):
    """No, with a reason and some words, for the person and for whoever proposed."""

    cause: Cause = Field(title=N_("Pourquoi ?"))
    words: Words = Field(
        title=N_("Votre message"),
        description=N_(
            "La personne le lira, et la structure qui propose aussi. Dites ce qui serait possible."
        ),
    )


class Outcome(Part):
    """How the first meeting went."""

    came: bool
    words: Note = Field(default="", title=N_("Un mot sur ce que cela a donné"))


class Word(Part):
    """What the person says when they refuse, if they wish to."""

    words: Note = Field(default="", title=N_("Un mot pour la personne qui vous accompagne"))

"""An appointment of a person and a structure: proposed by one, confirmed by the other, moved, kept.

A day and an hour are those of the clock on the wall; :data:`portfolio.domain.sharing.ZONE` says
of which wall.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portfolio.domain.days import Day
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.shapes import Line, Text, Url, clean_prose
from portfolio.domain.errors import Refused
from portfolio.domain.refusals import ours, refusal
from portfolio.domain.sharing import ZONE, day_of, last_day
from portfolio.domain.words import N_

AHEAD = 180
"""Days ahead of which nobody makes an appointment."""
MINUTES = (15, 30, 45, 60, 90, 120, 180)
USUAL = 60
PAST = N_("Ce moment est déjà passé. Choisissez un jour et une heure à venir.")
FAR = N_("C’est trop loin pour un rendez-vous. Choisissez au plus tard le %(latest)s.")
AFTER = N_("Ce partage finit le %(last)s. Choisissez un jour avant, ou prolongez-le d’abord.")
SKIPPED = N_("Cette heure n’existe pas ce jour-là : on change d’heure. Choisissez-en une autre.")
LENGTH = N_("Choisissez une durée dans la liste.")
NO_LINK = N_("Collez l’adresse de la visioconférence : elle commence par https://")
BARE_LINK = N_("Cette adresse n’est pas protégée. Il en faut une qui commence par https://")

Words = Annotated[str, Text("prose", 1000, clean_prose)]


class How(Choice):
    """Where people meet, or by what means."""

    PLACE = "place", N_("Sur place")
    PHONE = "phone", N_("Par téléphone")
    VIDEO = "video", N_("En visioconférence")


class Stage(Choice):
    """Where an appointment stands."""

    PROPOSED = "proposed", N_("Proposé")
    CONFIRMED = "confirmed", N_("Confirmé")
    CANCELLED = "cancelled", N_("Annulé")
    HELD = "held", N_("Passé")


class Presence(Choice):
    """How an appointment that is past went, in words that blame nobody."""

    CAME = "came", N_("Le rendez-vous a eu lieu")
    EXCUSED = "excused", N_("Empêchement, prévenu")
    ABSENT = "absent", N_("Le rendez-vous n’a pas eu lieu")


class Act(Choice):
    """What somebody did about an appointment."""

    PROPOSED = "proposed", N_("Proposé")
    CONFIRMED = "confirmed", N_("Confirmé")
    MOVED = "moved", N_("Déplacé")
    CANCELLED = "cancelled", N_("Annulé")
    NOTED = "noted", N_("Noté")


class Plan(BaseModel):
    """When, how long, where, and what to bring."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    day: Day = Field(title=N_("Quel jour ?"))
    at: time = Field(title=N_("À quelle heure ?"))
    minutes: int = Field(default=USUAL, title=N_("Combien de temps ?"))
    how: How = Field(default=How.PLACE, title=N_("Comment ?"))
    place: Line = Field(
        default="",
        title=N_("Où, ou à quel numéro"),
        description=N_("Exemple : 12 rue Thiers à Épinal, 2e étage"),
    )
    link: Url = Field(default="", title=N_("Adresse de la visioconférence"))
    bring: Words = Field(
        default="",
        title=N_("À apporter, ou à savoir"),
        description=N_("Exemple : votre dernier bulletin de paie. Rien d’obligatoire."),
    )

    @model_validator(mode="after")
    def _holds(self, info: object) -> Self:
        if ours(info):  # type: ignore[arg-type]  # Pydantic gives a ValidationInfo
            return self
        if self.minutes not in MINUTES:
            raise refusal("length", LENGTH, field="minutes")
        if self.how is How.VIDEO and not self.link:
            raise refusal("no_link", NO_LINK, field="link")
        if self.link and not self.link.lower().startswith("https://"):
            raise refusal("bare_link", BARE_LINK, field="link")
        return self

    @property
    def starts(self) -> datetime:
        """The instant it begins at; of an hour that comes twice, the first."""
        return datetime.combine(self.day, self.at, ZONE).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The instant it ends at."""
        return self.starts + timedelta(minutes=self.minutes)

    def meets(self, other: "Plan") -> bool:
        """Whether both take some of the same time."""
        return self.starts < other.ends and other.starts < self.ends

    def check(self, now: datetime, closes_at: datetime) -> None:
        """Raise :class:`Refused` for what cannot be proposed *now* on a grant that *closes_at*."""
        if self.starts.astimezone(ZONE).time() != self.at:
            raise Refused(SKIPPED, "at")
        if self.starts <= now:
            raise Refused(PAST, "at" if self.day == day_of(now) else "day")
        latest = day_of(now) + timedelta(days=AHEAD)
        if self.day > latest:
            raise Refused(FAR, "day", latest=latest)
        if self.starts >= closes_at:
            raise Refused(AFTER, "day", last=last_day(closes_at))


STANDS = {
    Act.PROPOSED: Stage.PROPOSED,
    Act.MOVED: Stage.PROPOSED,
    Act.CONFIRMED: Stage.CONFIRMED,
    Act.CANCELLED: Stage.CANCELLED,
    Act.NOTED: Stage.HELD,
}


class Step(BaseModel):
    """What an appointment is after somebody's *act*: all of it, so that the last says enough.

    *reason* is why it was cancelled, if they cared to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    act: Act
    plan: Plan
    reason: Words = ""
    presence: Presence | None = None

    @property
    def stage(self) -> Stage:
        """Where the appointment stands from then on."""
        return STANDS[self.act]

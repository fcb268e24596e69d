"""What a citizen agrees to when they open part of their thread: to what end, until when."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from portfolio.domain.entries import Entry
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.shapes import Text, clean_line, clean_prose
from portfolio.domain.errors import Refused
from portfolio.domain.refusals import refusal
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

ZONE = ZoneInfo("Europe/Paris")  # a day agreed to begins and ends where people live
DEFAULT_MONTHS, LONGEST_MONTHS = 6, 12
MOST_ITEMS = 500

NOTHING = N_("Choisissez au moins une partie de votre fil à partager.")
UNAGREED = N_("Ce que vous gardez pour vous demande un accord à part.")
NO_REASON = N_("Écrivez en quelques mots pourquoi vous partagez.")
PAST_END = N_("Cette date est déjà passée. Choisissez une date à venir.")
LATE_END = N_("Un partage dure au plus 12 mois. Choisissez au plus tard le %(latest)s.")
PAST_START = N_("Le partage ne peut pas commencer avant aujourd’hui.")
BACKWARDS = N_("Le partage finirait avant de commencer. Changez l’une des deux dates.")
LONGER = N_("Pour prolonger un partage, il faut un nouvel accord : partagez à nouveau.")


class Purpose(Choice):
    """Why part of a thread is opened, as the end of « Je partage pour… »."""

    GUIDANCE = "guidance", N_("Faire le point et m’orienter")
    PROJECT = "project", N_("Construire mon projet")
    SELECTION = "selection", N_("Préparer un entretien ou une sélection")
    EMPLOYMENT = "employment", N_("Chercher un emploi")
    TRAINING = "training", N_("Entrer en formation")
    VALIDATION = "validation", N_("Faire reconnaître mon expérience")
    FUNDING = "funding", N_("Étudier une demande de financement")
    OTHER = "other", N_("Une autre raison")


class Right(Choice):
    """What the structure may do with what it sees."""

    READ = "read", N_("Lire ce que je partage")
    COMMENT = "comment", N_("M’écrire un commentaire")
    PROPOSE = "propose", N_("Me proposer une action ou une synthèse")
    EXPORT = "export", N_("Imprimer et télécharger mon plan d’action")
    THREAD = "thread", N_("Voir la frise de mon parcours")
    STRANDS = "strands", N_("Savoir quelles autres structures m’accompagnent")


class Mode(Choice):
    """Whether what is shared stays as of today or follows what the citizen writes later."""

    PHOTO = "photo", N_("Tel qu’aujourd’hui : la suite n’est pas visible")
    SUIVI = "suivi", N_("Tenu à jour : mes changements dans ces parties se voient")


class Audience(StrEnum):
    """Whom a grant is for. What its key is wrapped to follows, and so who opens it."""

    STRUCTURE = "structure"
    """Whoever reads in a structure, today and later."""
    MEMBERS = "members"
    """Professionals of a structure, each by name: their own keys, nobody else's."""
    PARTNER = "partner"
    """A partner's system."""
    BEARER = "bearer"
    """Whoever holds a code."""


class State(StrEnum):
    """Where a grant stands; expiry is decided by the clock, whatever the row says."""

    ACTIVE = "active"
    REVOKED = "revoked"
    EXPIRED = "expired"
    GIVEN_UP = "given-up"
    """Its recipient needed it no more."""
    REPLACED = "replaced"
    """Its owner agreed to another in its place."""


def _in_order(choices: type[StrEnum], *always: StrEnum) -> BeforeValidator:
    """Each answer once, in the order of the list, with the ones that go without saying."""

    def tidy(values: object) -> object:
        if not isinstance(values, (tuple, list, set, frozenset)):
            return values
        if not all(isinstance(value, str) for value in values):
            return values
        given = {*values, *always}
        known = [choice for choice in choices if choice in given]
        return (*known, *(value for value in given if value not in known))

    return BeforeValidator(tidy)


def _once(items: tuple[UUID, ...]) -> tuple[UUID, ...]:
    return tuple(sorted(set(items)))


Sections = Annotated[tuple[Section, ...], _in_order(Section)]
Rights = Annotated[tuple[Right, ...], _in_order(Right, Right.READ)]
Items = Annotated[tuple[UUID, ...], AfterValidator(_once), Field(max_length=MOST_ITEMS)]
Reason = Annotated[str, Text("prose", 300, clean_prose)]
Alias = Annotated[str, Text("line", 60, clean_line)]


class Terms(BaseModel):
    """What is agreed to: which sections and items, for what, with what rights, until what day.

    *items* are entries ticked by themselves; *private* are those that their owner keeps to
    themself otherwise, under an agreement of their own (*private_version*); *lapsed* are those of
    both that were removed since: coming back from the trash is no agreement. With an *alias* the
    person is known by it alone: no name, no way to reach them, no name of a file. *ends* is the
    last day, included; without *starts* the grant opens as soon as it is given. *text_version*
    and *language* say which consent text the person read; *jointly*, that an adult agreed with
    them, as somebody under fifteen needs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    sections: Sections = Field(default=(), title=N_("Quoi"))
    items: Items = ()
    private: Items = ()
    lapsed: Items = ()
    purpose: Purpose = Field(title=N_("Pourquoi"))
    purpose_text: Reason = Field(default="", title=N_("Précisez, si vous voulez"))
    rights: Rights = Field(default=(Right.READ,), title=N_("Ce que la structure pourra faire"))
    mode: Mode = Field(default=Mode.PHOTO, title=N_("Et si mon fil change ?"))
    alias: Alias = Field(default="", title=N_("Sous quel nom ?"))
    starts: date | None = Field(default=None, title=N_("À partir du"))
    ends: date = Field(title=N_("Jusqu’au"))
    text_version: str = Field(max_length=20)
    private_version: str = Field(default="", max_length=20)
    jointly: bool = False
    language: Literal["fr", "en"] = "fr"

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        if not (self.sections or self.items or self.private):
            raise refusal("nothing_shared", NOTHING, field="sections")
        if self.private and not self.private_version:
            raise refusal("private_unagreed", UNAGREED, field="private")
        if self.purpose is Purpose.OTHER and not self.purpose_text:
            raise refusal("no_reason", NO_REASON, field="purpose_text")
        if self.starts and self.starts > self.ends:
            raise refusal("ends_before_start", BACKWARDS, field="ends")
        return self

    def check(self, now: datetime) -> None:
        """Raise :class:`Refused` when the days are not ones to agree to at *now*."""
        today = day_of(now)
        if self.ends < today:
            raise Refused(PAST_END, "ends")
        if self.starts and self.starts < today:
            raise Refused(PAST_START, "starts")
        if self.ends > latest_end(today):
            raise Refused(LATE_END, "ends", latest=latest_end(today))

    def opens_at(self, now: datetime) -> datetime:
        """The first instant of access for terms agreed to at *now*."""
        return max(now, _midnight(self.starts)) if self.starts else now

    @property
    def closes_at(self) -> datetime:
        """The instant from which access is refused: the midnight after the last day."""
        return end_of(self.ends)

    def allow(self, right: Right) -> bool:
        """Whether *right* was given."""
        return right in self.rights

    def cover(self, entry_id: UUID, entry: Entry) -> bool:
        """Whether an entry is in: ticked by itself, or of a ticked section and not private."""
        if self.alias and isinstance(entry, Identity):
            return False
        return self.reach(entry_id, entry.section, private=entry.private)

    def reach(self, entry_id: UUID, section: Section, *, private: bool) -> bool:
        """The same of an entry that was not read, whatever the person is called."""
        if self.private and entry_id in self.private:
            return entry_id not in self.lapsed
        ticked = entry_id in self.items and entry_id not in self.lapsed
        return not private and (ticked or section in self.sections)

    def among(self, there: Collection[UUID]) -> Self:
        """The same terms once the items that are not *there* any more have lapsed, for good."""
        gone = {item for item in (*self.items, *self.private) if item not in there}
        if gone <= set(self.lapsed):
            return self
        return self.model_copy(update={"lapsed": _once((*self.lapsed, *gone))})

    def shortened(self, ends: date, now: datetime) -> Self:
        """The same terms ending sooner; later needs a new agreement and is refused."""
        if ends > self.ends:
            raise Refused(LONGER, "ends")
        sooner = self.model_copy(update={"ends": ends})
        if ends < day_of(now) or (self.starts and ends < self.starts):
            raise Refused(PAST_END, "ends")
        return sooner


def day_of(moment: datetime) -> date:
    """The calendar day of *moment* where people live."""
    return moment.astimezone(ZONE).date()


def end_of(day: date) -> datetime:
    """The instant that ends *day*: the next midnight where people live."""
    return _midnight(day + timedelta(days=1))


def last_day(ends_at: datetime) -> date:
    """The last day of a grant that closes at *ends_at*: what :attr:`Terms.ends` was."""
    return day_of(ends_at - timedelta(microseconds=1))


def days_left(ends_at: datetime, now: datetime) -> int:
    """Whole days after today until the last one; 0 on the last day and ever after."""
    return max(0, (last_day(ends_at) - day_of(now)).days)


def default_end(today: date) -> date:
    """The last day proposed: six months from *today*."""
    return _months_after(today, DEFAULT_MONTHS)


def latest_end(today: date) -> date:
    """The last day that may be agreed to: twelve months from *today*."""
    return _months_after(today, LONGEST_MONTHS)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)

"""The proof that somebody agreed: texts by version, and records after ISO/IEC TS 27560:2023.

A record holds no word of the citizen: it says what was agreed to, by whom, for whom, until
when, and never what the shared entries contain.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from portfolio.domain.consent_words import words
from portfolio.domain.errors import NotFound
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Purpose, Right, Terms, last_day
from portfolio.domain.words import N_

SCHEMA = "ISO/IEC TS 27560:2023, fil-rouge 2"
AGREEMENT = N_(
    "J’ai compris et je suis d’accord pour partager cette partie de mon fil avec "
    "%(structure)s jusqu’au %(day)s."
)
PRIVATELY = N_("Je veux aussi montrer ce que j’ai coché et que je garde pour moi d’habitude.")
TEXTS: dict[str, tuple[str, ...]] = {
    "2026-1": (
        AGREEMENT,
        N_("Je peux arrêter ce partage quand je veux, sans donner de raison."),
        N_("Je peux savoir qui a ouvert mon fil, et quand."),
        N_("La structure ne peut ni modifier mon fil, ni le transmettre sans me le demander."),
        N_("Arrêter coupe l’accès tout de suite, mais n’efface pas ce qui a été lu ou imprimé."),
        N_("Refuser n’a aucune conséquence sur mon accompagnement."),
    ),
    "private-1": (
        PRIVATELY,
        N_("Seules les personnes que j’ai choisies le verront, pas le reste de leur structure."),
    ),
}
CURRENT, PRIVATE = "2026-1", "private-1"
"""The texts that are agreed to today: of every grant, and of what is private otherwise."""
WITHDRAWAL = N_("En deux clics, dans « Mes partages », à tout moment.")


def text(version: str, language: str = "fr") -> tuple[str, ...]:
    """The sentences of *version*; :class:`NotFound` when there never was one."""
    if version not in TEXTS:
        raise NotFound
    return words(TEXTS[version], language)


def fingerprint(version: str, language: str = "fr") -> str:
    """SHA-256 of a version's sentences, one a line: shows a text changed afterwards."""
    return sha256("\n".join(text(version, language)).encode()).hexdigest()


class Event(StrEnum):
    """What happened to a consent."""

    GIVEN = "given"
    PRIVATE = "private"
    """Right after: what is private otherwise, agreed to by itself."""
    OPENED = "opened"
    """Whoever was given a code used it: who they are, and until when, is known from here on."""
    REFRESHED = "refreshed"
    """Right after: it takes the place of another one and asks for no more."""
    WIDENED = "widened"
    """Right after: it takes the place of another one and asks for more."""
    RELAYED = "relayed"
    """Right after: a structure had proposed it, which the parties name from here on."""
    SHORTENED = "shortened"
    WITHDRAWN = "withdrawn"
    GIVEN_UP = "given-up"
    REPLACED = "replaced"
    EXPIRED = "expired"


ENDED = frozenset({Event.WITHDRAWN, Event.GIVEN_UP, Event.REPLACED, Event.EXPIRED})
"""What no other event follows."""


class Part(BaseModel):
    """Base of what a record is made of."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Notice(Part):
    """The text the person read: its version, its fingerprint, its language, and word for word.

    Records of the first schema have no words of their own: theirs are the version's.
    """

    version: str
    sha256: str
    language: str
    text: tuple[str, ...] = ()

    @classmethod
    def of(cls, terms: Terms) -> Self:
        """The notice that *terms* were agreed to under."""
        return cls._of(terms.text_version, terms.language)

    @classmethod
    def about_private(cls, terms: Terms) -> Self:
        """The notice that private entries were agreed to under."""
        return cls._of(terms.private_version, terms.language)

    @classmethod
    def _of(cls, version: str, language: str) -> Self:
        digest, said = fingerprint(version, language), text(version, language)
        return cls(version=version, sha256=digest, language=language, text=said)


class Party(Part):
    """Somebody the record names, with what the directory says of them.

    A *named* party is a professional of the recipient, where the grant is for named ones only;
    a *system* is a partner's, where it is for that alone; a *referrer* proposed the recipient.
    """

    id: UUID
    role: Literal["principal", "controller", "recipient", "named", "system", "referrer"]
    name: str = ""
    address: str = ""
    contact: str = ""


class Information(Part):
    """Which personal data: sections, and single entries by their opaque ids."""

    sections: tuple[Section, ...]
    items: tuple[UUID, ...]
    private: tuple[UUID, ...] = ()
    mode: Mode
    view_digest: str


class Validity(Part):
    """From what instant to what instant access may be had."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime

    @property
    def last_day(self) -> date:
        """The last day of access, included."""
        return last_day(self.ends_at)

    @property
    def duration(self) -> timedelta:
        """How long access may be had."""
        return self.ends_at - self.starts_at


class Record(Part):
    """One event of one consent, with the fields that the technical specification asks for.

    *view_digest* is keyed with the grant's own key: only its owner, or a structure that still
    holds the key, can compare it with a content. *event_by* is None for what time alone did.
    *supersedes* is the consent that this one takes the place of.
    """

    schema_version: str = SCHEMA
    record_id: UUID
    consent_id: UUID
    principal_id: UUID
    event: Event
    event_type: Literal["explicit"] = "explicit"
    event_at: AwareDatetime
    event_by: UUID | None
    notice: Notice
    purpose: Purpose
    rights: tuple[Right, ...]
    information: Information
    validity: Validity
    parties: tuple[Party, ...]
    supersedes: UUID | None = None
    controllers: str = "the operator of the service; the recipient, for what it reads"
    third_parties: str = "none"
    jointly: bool = False
    lawful_basis: str = "GDPR art. 6(1)(a), art. 9(2)(a)"
    source: str = "principal"
    storage: str = "EU"
    retention: str = "P5Y after the end"
    withdrawal: str = WITHDRAWAL
    jurisdiction: str = "FR"
    principal_rights: str = "GDPR art. 7(3), 15, 16, 17, 18, 20"
    authority: str = "CNIL"

    def then(self, record_id: UUID, event: Event, at: datetime, **changes: Any) -> Self:
        """The record of what happened next to the same consent."""
        told = {"record_id": record_id, "event": event, "event_at": at}
        return self.model_copy(update=told | changes)

    @property
    def recipient(self) -> Party:
        """The structure the consent is for."""
        return next(party for party in self.parties if party.role == "recipient")

    @property
    def named(self) -> tuple[Party, ...]:
        """The professionals it is for; none when it is for all of the structure."""
        return tuple(party for party in self.parties if party.role == "named")

    @property
    def systems(self) -> tuple[Party, ...]:
        """The partner's system it is for, if it is for one."""
        return tuple(party for party in self.parties if party.role == "system")

    @property
    def referrer(self) -> Party | None:
        """The structure that proposed the recipient, if one did."""
        return next((party for party in self.parties if party.role == "referrer"), None)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The text that was agreed to, word for word, in the language it was read in."""
        return self.notice.text or text(self.notice.version, self.notice.language)

    def status(self, now: datetime) -> Event:
        """How the consent stands at *now*, when this is its last record: time alone ends it too."""
        over = self.event not in ENDED and self.validity.ends_at <= now
        return Event.EXPIRED if over else self.event

    def as_told(self) -> Self:
        """What both sides are given: the person goes by the number of that one consent.

        By a number of their own, one share under an alias would say whose the others are.
        """
        number = {self.principal_id: self.consent_id}
        parties = tuple(
            party.model_copy(update={"id": number.get(party.id, party.id)})
            for party in self.parties
        )
        by = number.get(self.event_by, self.event_by) if self.event_by else None
        changes = {"principal_id": self.consent_id, "event_by": by, "parties": parties}
        return self.model_copy(update=changes)

    def asks_no_more_than(self, former: "Record") -> bool:
        """Whether nothing is seen, done or aimed at that *former* did not allow already."""
        mine, theirs = self.information, former.information
        return (
            self.purpose is former.purpose
            and set(self.rights) <= set(former.rights)
            and set(mine.sections) <= set(theirs.sections)
            and {*mine.items, *mine.private} <= {*theirs.items, *theirs.private}
            and (mine.mode is theirs.mode or theirs.mode is Mode.SUIVI)
        )

"""What a witness is asked to confirm, and what they answer: once, without an account."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.choices import Choice
from portfolio.domain.entries.confirmation import Confirmation, Remark, Words
from portfolio.domain.entries.objective import Objective
from portfolio.domain.entries.shapes import Line, Prose, Text, Title, clean_prose
from portfolio.domain.sections import Section
from portfolio.domain.words import N_

LIFE = timedelta(days=30)
LONGEST_MESSAGE, LONGEST_WORDS, LONGEST_REASON, LONGEST_REMARK = 1000, 5000, 500, 1000
MOST_SHOWN = 10
"""Confirmations that one entry shows."""
SECTIONS = frozenset({Section.PATH, Section.SKILLS, Section.PROJECT})

Message = Annotated[str, Text("prose", LONGEST_MESSAGE, clean_prose)]
Reason = Annotated[str, Text("prose", LONGEST_REASON, clean_prose)]


class Part(Choice):
    """What of an entry a witness may be shown beside its title."""

    WHEN = "when", N_("Les dates")
    PLACE = "place", N_("Le lieu ou l’organisme")
    STORY = "story", N_("Ce que j’en ai écrit")


class Request(BaseModel):
    """All that a witness reads: the words to them, and what was chosen of the entry."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: Line
    message: Message
    label: Line
    title: Title
    when: Period | None = None
    place: Line = ""
    story: Prose = ""

    @classmethod
    def about(cls, entry: Entry, parts: Collection[str], person: str, message: str) -> Self:
        """What of *entry* is asked about; nothing that is not in *parts*."""
        return cls(
            person=person,
            message=message,
            label=entry.label,
            title=entry.title,
            when=entry.period if Part.WHEN in parts else None,
            place=entry.summary[:200] if Part.PLACE in parts else "",
            story=entry.story if Part.STORY in parts else "",
        )


class Answer(BaseModel):
    """What a witness answers: their words under a name and a role, or no, with or without why."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    accepted: bool
    text: Words = ""
    name: Line = ""
    role: Line = ""
    reason: Reason = ""
    on: date

    def shown(self, endorsement_id: UUID, title: str, reply: Remark = "") -> Confirmation:
        """The same as readers of the entry see it; the words are not to be touched."""
        return Confirmation(
            id=endorsement_id,
            about=title,
            text=self.text,
            name=self.name,
            role=self.role,
            on=self.on,
            reply=reply,
        )


def may_be_confirmed(entry: Entry) -> bool:
    """Whether somebody else can have seen it: what was lived, learnt or made."""
    return entry.section in SECTIONS and not isinstance(entry, Objective)


def parts_of(entry: Entry) -> list[Part]:
    """What there is to show of *entry* beside its title."""
    there = {Part.WHEN: entry.period, Part.PLACE: entry.summary, Part.STORY: entry.story}
    return [part for part, value in there.items() if value]

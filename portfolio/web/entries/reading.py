"""An entry's own page: what it points to, what points to it, and where it comes from."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from portfolio.domain.entries import Entry, Provenance
from portfolio.domain.entries.activity import MOST, Experience
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.interest import Interest
from portfolio.domain.entries.skill import Skill
from portfolio.domain.words import N_
from portfolio.formats.base import READERS
from portfolio.services import experiences
from portfolio.services.boxes import Opened
from portfolio.web import calendar
from portfolio.web.templating import say, say_with

AMENDED = N_("Proposé par %(who)s, puis modifié par vous.")
AMENDED_ON = N_("Proposé par %(who)s le %(day)s, puis modifié par vous.")
ASSISTED = N_("Écrit avec l’aide de %(who)s, validé par vous le %(day)s.")
ASSISTED_AMENDED = N_("Écrit avec l’aide de %(who)s, modifié et validé par vous le %(day)s.")
POINTERS = frozenset({"linked", "objective", "project", "plan", "lead"})


def pointed(entry: Entry, opened: Sequence[Opened]) -> list[Opened]:
    """The entries that *entry* is linked to and that still exist."""
    wanted = set(_pointers(entry))
    return [one for one in opened if one.id in wanted]


def learnt_in(entry_id: UUID, opened: Sequence[Opened]) -> list[Opened]:
    """The skills that say they come from there."""
    return [one for one in opened if isinstance(one.entry, Skill) and entry_id in one.entry.linked]


def tasted_in(entry_id: UUID, opened: Sequence[Opened]) -> list[Opened]:
    """What its owner says they came to like, to avoid or to need there."""
    cards = (one for one in opened if isinstance(one.entry, Interest))
    return [one for one in cards if entry_id in one.entry.linked]  # type: ignore[attr-defined]


def shown_by(entry_id: UUID, opened: Sequence[Opened]) -> list[Opened]:
    """The documents that support it."""
    documents = (one for one in opened if isinstance(one.entry, Evidence))
    return [one for one in documents if entry_id in one.entry.linked]  # type: ignore[attr-defined]


def lived(entry: Entry, opened: Sequence[Opened], entry_id: UUID) -> dict[str, Any]:
    """What an experience says besides: lines to tell further, skills that it names."""
    if not isinstance(entry, Experience):
        return {}
    there = {activity.what for activity in entry.activities}
    lines = enumerate(getattr(entry, "tasks", ()), 1)
    return {
        "lived": True,
        "full": len(entry.activities) >= MOST,
        "lines": [(place, line) for place, line in lines if line not in there],
        "proposed": experiences.of(opened, entry_id).proposed,
        "declined": bool(entry.weighed),
    }


def provenance(came: Provenance) -> str:
    """Where a fact comes from, in a sentence."""
    if came.how == "imported":
        return _imported(came)
    if came.how == "proposed":
        return _proposed(came)
    if came.how == "assisted":
        return _assisted(came)
    return say(N_("Écrit par vous."))


def _assisted(came: Provenance) -> str:
    told = ASSISTED_AMENDED if came.amended else ASSISTED
    return say_with(told, who=came.person, day=calendar.day(came.on) if came.on else "")


def _pointers(entry: Entry) -> Iterator[UUID]:
    for name in POINTERS & type(entry).model_fields.keys():
        value = getattr(entry, name)
        yield from value if isinstance(value, tuple) else filter(None, (value,))


def _imported(came: Provenance) -> str:
    source = say(READERS[came.source].label) if came.source in READERS else came.source
    if came.on is None:
        return say_with(N_("Importé d’un fichier : %(source)s."), source=source)
    day = calendar.day(came.on)
    return say_with(N_("Importé le %(day)s d’un fichier : %(source)s."), source=source, day=day)


def _proposed(came: Provenance) -> str:
    who = ", ".join(part for part in (came.person, came.structure) if part)
    if came.on is None:
        told = AMENDED if came.amended else N_("Proposé par %(who)s, accepté par vous.")
        return say_with(told, who=who)
    day = calendar.day(came.on)
    if came.amended:
        return say_with(AMENDED_ON, who=who, day=day)
    return say_with(N_("Proposé par %(who)s le %(day)s, accepté par vous."), who=who, day=day)

"""Two voices side by side: what others said in an entry, and what its owner answers to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.confirmation import Confirmation
from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.shapes import in_one_line
from portfolio.domain.entries.skill import Observation, Skill
from portfolio.domain.errors import NotFound

S = TypeVar("S", Confirmation, Observation)

VOICES = ("confirmed", "observed", "dispute")
"""The fields of entries that hold what others said, or what was answered to them."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody else said in an entry: their words, who they are, when, the answer to it."""

    id: UUID
    text: str
    by: str
    on: date | None
    dispute: Dispute | None


def said(entry_id: UUID, entry: Entry) -> Iterator[Said]:
    """Everything in *entry* that somebody else said."""
    heard: tuple[Confirmation | Observation, ...] = entry.confirmed
    if isinstance(entry, Skill):
        heard += entry.observed
    for one in heard:
        yield Said(one.id, one.text, one.by, one.on, one.dispute)
    if isinstance(entry, Synthesis) and entry.provenance.how == "proposed":
        came = entry.provenance
        by = in_one_line(came.person, came.structure)
        yield Said(entry_id, entry.story, by, came.on, entry.dispute)


def answered(entry_id: UUID, entry: Entry, said_id: UUID, dispute: Dispute | None) -> Entry:
    """*entry* with *dispute* beside what was said, whose words stay; none takes it back."""
    if said_id not in {one.id for one in said(entry_id, entry)}:
        raise NotFound
    if said_id == entry_id:
        return entry.changed(dispute=dispute)
    changes: dict[str, Any] = {"confirmed": _beside(entry.confirmed, said_id, dispute)}
    if isinstance(entry, Skill):
        changes["observed"] = _beside(entry.observed, said_id, dispute)
    return entry.changed(**changes)


def among_voices(former: Entry, now: Entry) -> Entry:
    """*former* with what others say in *now*, answers included: no version is over them."""
    kept = {name: getattr(now, name) for name in VOICES if name in type(now).model_fields}
    return former.changed(**kept)


def _beside(heard: tuple[S, ...], said_id: UUID, dispute: Dispute | None) -> tuple[S, ...]:
    changes = {"dispute": dispute}
    return tuple(one.model_copy(update=changes) if one.id == said_id else one for one in heard)

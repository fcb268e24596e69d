"""What the pages of an import show: each thing proposed, then what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_
from portfolio.services import imports
from portfolio.services.imports import Preview
from portfolio.services.proposals import Fate, Proposal
from portfolio.services.work import Work
from portfolio.web import facts
from portfolio.web.imports.forms import Upload

SHOWN = 200
"""Things decided one by one on the page; the rest of a longer file is decided at once."""

STORY = N_("Le récit")


@dataclass(frozen=True, slots=True)
class Card:
    """One thing proposed: its facts, what completing would add, what would stay as it is."""

    proposal: Proposal
    fate: Fate
    facts: tuple[facts.Fact, ...]
    filled: tuple[str, ...]
    kept: tuple[str, ...]


def of_preview(preview: Preview, *, nothing: bool) -> dict[str, Any]:
    """The page of choices; *nothing* ticks « Ignorer » everywhere to begin with."""
    shown, rest = preview.proposals[:SHOWN], preview.proposals[SHOWN:]
    cards = [_card(each, nothing=nothing) for each in shown]
    groups = groupby(cards, key=lambda card: card.proposal.entry.kind)
    return {
        "preview": preview,
        "groups": [(KINDS[kind], list(there)) for kind, there in groups],
        "rest": len(rest),
        "nothing": nothing,
        "known": sum(each.known for each in preview.proposals),
    }


def take_in(work: Work, form: Upload) -> UUID | None:
    """Read the file of *form*; None, and a sentence beside it, when it cannot be read."""
    file = form.file.data
    try:
        name, content = file.filename or "", file.read()
        folder = current_app.extensions["settings"].contexts
        return imports.preview(work, content, name, contexts=folder)
    except Refused as refused:
        form.refuse(Refused(refused.message, "file", **refused.values))
        return None


def _card(proposal: Proposal, *, nothing: bool) -> Card:
    entry, union = proposal.entry, proposal.union
    return Card(
        proposal,
        Fate.IGNORE if nothing else proposal.fate,
        tuple(facts.facts(entry, {})),
        tuple(_titles(entry, union.filled)) if union else (),
        tuple(_titles(entry, union.kept)) if union else (),
    )


def _titles(entry: Entry, names: tuple[str, ...]) -> Iterator[str]:
    fields = type(entry).model_fields
    return (STORY if name == "story" else str(fields[name].title) for name in names)

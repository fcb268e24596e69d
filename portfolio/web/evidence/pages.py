"""What the pages of documents show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, render_template

from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.errors import Conflict, NotFound
from portfolio.domain.words import N_
from portfolio.services import files
from portfolio.services.boxes import Opened
from portfolio.services.files import Stored
from portfolio.settings import Settings
from portfolio.web import facts, unsaved
from portfolio.web.evidence import bringing
from portfolio.web.evidence.forms import EvidenceForm, Files
from portfolio.web.signin import work
from portfolio.web.templating import say

PAGE = 25
MEANWHILE = N_(
    "Ce document a été changé ailleurs pendant que vous écriviez. Voici ce qui est enregistré : "
    "corrigez votre texte, choisissez à nouveau vos fichiers, puis enregistrez."
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document, its files, and what it supports."""

    one: Opened
    files: tuple[Stored, ...]
    supports: tuple[Opened, ...]


def of_index(opened: Sequence[Opened], stored: Files, page: int) -> dict[str, Any]:
    """Documents, the latest first; files that no document shows; the room that is left."""
    there = [one for one in opened if isinstance(one.entry, Evidence)][::-1]
    pages = max(1, -(-len(there) // PAGE))
    page = min(max(page, 1), pages)
    used = files.used(one.entry for one in there)
    loose = [each for file_id, each in stored.items() if file_id not in used]
    shown = there[(page - 1) * PAGE : page * PAGE]
    return {
        "documents": [document(one, opened, stored) for one in shown],
        "loose": [each for each in loose if not each.released_at],
        "released": [each for each in loose if each.released_at],
        "usage": files.usage(work(), bringing.allowance()),
        "page": page,
        "pages": pages,
    }


def document(one: Opened, opened: Sequence[Opened], stored: Files) -> Document:
    """One of them."""
    entry = one.entry
    assert isinstance(entry, Evidence)  # noqa: S101  # what the callers chose
    there = tuple(stored[each] for each in entry.files if each in stored)
    return Document(one, there, tuple(each for each in opened if each.id in entry.linked))


def of_form(one: Opened | None = None, rev: int | None = None) -> dict[str, Any]:
    """What the page of the form needs beside the form; *rev* is said once both texts are shown."""
    settings: Settings = current_app.extensions["settings"]
    usage = files.usage(work(), bringing.allowance())
    rev = sent_rev(one.rev) if one and rev is None else rev
    return {
        "one": one,
        "rev": rev,
        "usage": usage,
        "most": settings.upload_limit_mb,
        "limit": settings.upload_limit,
    }


def sent_rev(current: int) -> int:
    """The revision the page was made from; the present one when it does not say."""
    given = unsaved.sent("rev")
    return int(given) if given.isdecimal() and len(given) < len("1000000000") else current


def conflict(form: EvidenceForm, found: Conflict) -> str:
    """What was typed, still in the form, and what was stored meanwhile."""
    stored = found.current
    assert isinstance(stored, Opened)  # noqa: S101  # what services.entries raises
    form.form_errors.append(say(MEANWHILE))
    there = facts.facts(stored.entry, {})
    return render_template(
        "evidence/edit.html", form=form, there=there, **of_form(stored, stored.rev)
    )


def evidence_of(opened: Sequence[Opened], entry_id: UUID) -> Opened:
    """The document called *entry_id*; anything else is as absent as none."""
    for one in opened:
        if one.id == entry_id and isinstance(one.entry, Evidence):
            return one
    raise NotFound


def alone(one: Opened, opened: Sequence[Opened], stored: Files) -> list[Stored]:
    """The files that only *one* shows."""
    assert isinstance(one.entry, Evidence)  # noqa: S101  # what the callers chose
    elsewhere = files.used(each.entry for each in opened if each.id != one.id)
    return [stored[each] for each in one.entry.files if each in stored and each not in elsewhere]

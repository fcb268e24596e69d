"""What the pages of documents show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import current_app, render_template, url_for

from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.errors import Conflict, NotFound
from portfolio.services import files, imports
from portfolio.services.boxes import Opened
from portfolio.services.files import Stored
from portfolio.settings import Settings
from portfolio.web import both_texts, unsaved
from portfolio.web.evidence import bringing, forms
from portfolio.web.evidence.forms import EvidenceForm, Files
from portfolio.web.signin import work

PAGE = 25


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
    released = [each for each in loose if each.released_at]
    awaited = imports.read_awaited(work()) if released else {}
    shown = there[(page - 1) * PAGE : page * PAGE]
    return {
        "documents": [document(one, opened, stored) for one in shown],
        "loose": [each for each in loose if not each.released_at],
        "released": [each for each in released if each.file.id not in awaited],
        "awaited": {kept.id: kept for kept in awaited.values()}.values(),
        "renewing": sum(each.renew_at is not None for each in stored.values()),
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


def of_form(one: Opened | None = None) -> dict[str, Any]:
    """What the page of the form needs beside the form."""
    settings: Settings = current_app.extensions["settings"]
    usage = files.usage(work(), bringing.allowance())
    return {
        "one": one,
        "rev": sent_rev(one.rev) if one else None,
        "usage": usage,
        "most": settings.upload_limit_mb,
        "limit": settings.upload_limit,
        "whole": settings.upload_limit * forms.AT_ONCE,
    }


def sent_rev(current: int) -> int:
    """The revision the page was made from; the present one when it does not say."""
    given = unsaved.sent("rev")
    return int(given) if given.isdecimal() and len(given) < len("1000000000") else current


def conflict(form: EvidenceForm, found: Conflict, stored: Files) -> str:
    """Both texts on one page: what was typed, still in the form, and what is stored now."""
    now = found.current
    assert isinstance(now, Opened)  # noqa: S101  # what services.entries raises
    assert isinstance(now.entry, Evidence)  # noqa: S101  # an entry keeps its kind
    different = forms.differences(form, now.entry, stored)
    shown = both_texts.apart(form, different, "uploads", "as_it_is")
    action = url_for("evidence.edit", entry_id=now.id)
    unsaved.move(action)
    return render_template("evidence/conflict.html", one=now, rev=now.rev, action=action, **shown)


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

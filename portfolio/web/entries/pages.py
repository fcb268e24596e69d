"""What the pages of one entry show."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Response
from flask_babel import gettext

from portfolio.domain.endorsements import may_be_confirmed
from portfolio.domain.entries import Entry
from portfolio.domain.entries.classes import Classable
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.skill import Skill
from portfolio.domain.errors import NotFound
from portfolio.domain.files import FileFacts
from portfolio.domain.sections import Section
from portfolio.formats.base import WRITERS
from portfolio.services import archives, classifying, entries, files, frameworks, ordering
from portfolio.services.boxes import Opened
from portfolio.services.frameworks import Found
from portfolio.services.work import Work
from portfolio.web import facts, links, shelved, takeaway
from portfolio.web.entries import abilities, asking, lists, reading
from portfolio.web.forms import ModelForm
from portfolio.web.paging import number_in
from portfolio.web.responses import download, see_other
from portfolio.web.templating import site_name

HOMES = {
    Section.PATH: "thread.index",
    Section.SKILLS: "entries.skills",
    Section.EVIDENCE: "evidence.index",
    Section.INTERESTS: "entries.skills",
    Section.PROJECT: "plans.index",
    Section.PLAN: "plans.index",
    Section.IDENTITY: "entries.index",
}
APART_HOMES = {"lead": "leads.index", "situation": "situations.index"}
APART = frozenset({"when", "activities", "classified", "observed", "dispute"})
"""What an entry's page tells in a place of its own."""


def one_of(opened: Sequence[Opened], entry_id: UUID) -> Opened:
    """The one called *entry_id*; another person's is as absent as none."""
    for one in opened:
        if one.id == entry_id:
            return one
    raise NotFound


def named_in(work: Work, one: Opened) -> list[Opened]:
    """What the form of an entry may name; nothing else is opened for it."""
    return entries.read_all(work) if links.names_others(type(one.entry)) else [one]


def home_of(entry: Entry) -> str:
    """The page where an entry like that one is seen among the others."""
    return APART_HOMES.get(entry.kind) or HOMES[entry.section]


def after(work: Work, entry: Entry, entry_id: UUID) -> Response:
    """Where one goes once *entry* is kept: to its own page when that has something to offer."""
    if isinstance(entry, Skill) and suggested(work, entry):
        return see_other("entries.show", entry_id=entry_id)
    return see_other(home_of(entry))


def suggested(work: Work, entry: Entry) -> list[Found]:
    """The lines of frameworks to offer for *entry*."""
    return classifying.suggested(work, entry) if isinstance(entry, Classable) else []


def classable(work: Work, entry: Entry) -> dict[str, Any]:
    """What frameworks may call *entry*: the lines to offer, and whether one may look for others."""
    offered = suggested(work, entry)
    known = isinstance(entry, Classable) and bool(
        offered or entry.classified or classifying.may_search(work, entry)
    )
    return {"suggested": offered, "classable": known}


def of_skills(work: Work, asked: Mapping[str, str]) -> dict[str, Any]:
    """A page of skills, in the order that is asked for; by level when it is none of ours."""
    way = asked.get("by", "")
    way = way if way in abilities.WAYS else "level"
    opened = entries.read_all(work)
    loaded = frameworks.shelves(work.session) if way == "framework" else ()
    told = abilities.of_skills(
        opened, way, {each.name: shelved.shelf(each.name, each.label) for each in loaded}
    )
    shown = told | abilities.paged(told["heaps"], number_in(asked))
    shown |= {"way": way, "ways": abilities.WAYS, "words": facts.words}
    return {**shown, **lists.of_tastes(opened, asked)}


def of_form(form: ModelForm[Entry], one: Opened | None = None) -> dict[str, Any]:
    """What the form's page needs; *one* is the entry that is being changed, if any."""
    return {
        "kind": form.model,
        "layout": asking.layout(form),
        "one": one,
        "own_words": asking.OWN_WORDS,
        "rev": asking.sent_rev(one.rev) if one else 0,
    }


def of_entry(opened: Sequence[Opened], entry_id: UUID) -> dict[str, Any]:
    """What an entry's own page shows."""
    one = one_of(opened, entry_id)
    return {
        "one": one,
        "entry": one.entry,
        "facts": facts.facts(one.entry, {}, but=APART),
        "told": facts.told(one.entry),
        **reading.lived(one.entry, opened, entry_id),
        "mates": ordering.mates(opened, entry_id),
        "pointed": [*reading.pointed(one.entry, opened), *reading.tasted_in(entry_id, opened)],
        "linked": reading.learnt_in(entry_id, opened),
        "confirmable": may_be_confirmed(one.entry),
        "documents": reading.shown_by(entry_id, opened),
        "provenance": reading.provenance(one.entry.provenance),
    }


def files_of(work: Work, entry: Entry) -> list[FileFacts]:
    """The files that an entry shows; no other kind has any, and asks for none."""
    if not isinstance(entry, Evidence) or not entry.files:
        return []
    stored = files.read_all(work)
    return [stored[each].file for each in entry.files if each in stored]


def take_home(work: Work) -> Response:
    """The whole portfolio as a file to keep, in the format we promise to read for ever."""
    sheet = archives.sheet(work, site_name())
    writer = WRITERS["portfolio-json"]
    name = gettext("mon-portfolio-%(day)s", day=work.now.date().isoformat())
    content = writer.write(sheet, takeaway.words())
    return download(content, f"{name}.{writer.suffix}", writer.media_type)

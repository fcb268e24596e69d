"""The whole portfolio on paper: every section, every entry, whatever kinds there are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from flask_babel import gettext

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.handouts import USUAL
from portfolio.domain.sections import Section
from portfolio.formats.whole_pdf import Chapter, Group, Page, Told, WholeSheet
from portfolio.services.paged import Page as Cut
from portfolio.web import calendar, facts
from portfolio.web.own import Own, letterhead
from portfolio.web.paging import portions
from portfolio.web.templating import say

Row = tuple[str, str, Page]
ON_A_PAGE = 40
DATES = frozenset({"when", "issued", "met_on"})


def sheet_of(own: Own) -> WholeSheet:
    """Everything, private entries included and said to be: it is printed for oneself."""
    chapters = ((section, tuple(_groups(own, section))) for section in Section)
    return WholeSheet(
        head=letterhead(own, gettext("Mon portfolio")),
        author=own.name_for_files,
        chapters=tuple(Chapter(say(part.label), groups) for part, groups in chapters if groups),
    )


def part_of(sheet: WholeSheet, number: int) -> tuple[WholeSheet, Cut[Row]]:
    """As many entries of *sheet* as a page on a phone takes, where they are in it."""
    rows = [
        (chapter.title, group.title, page)
        for chapter in sheet.chapters
        for group in chapter.groups
        for page in group.pages
    ]
    shown = portions(rows, number, _letters, ON_A_PAGE)
    return replace(sheet, chapters=tuple(_chapters(shown.items))), shown


def _letters(row: Row) -> int:
    """How much there is to read of an entry."""
    *_, page = row
    told = (len(line) for fact in page.facts for line in (fact.label, *fact.lines))
    return len(page.title) + len(page.story) + sum(told)


def _chapters(rows: Iterable[Row]) -> Iterator[Chapter]:
    """The same rows under their titles again."""
    for title, within in groupby(rows, key=lambda row: row[0]):
        heaps = groupby(within, key=lambda row: row[1])
        groups = (Group(name, tuple(page for *_, page in there)) for name, there in heaps)
        yield Chapter(title, tuple(groups))


def _groups(own: Own, section: Section) -> Iterator[Group]:
    kinds = [kind for kind in KINDS.values() if kind.section is section]
    kinds.sort(key=lambda kind: USUAL.index(kind.kind) if kind.kind in USUAL else len(USUAL))
    for kind in kinds:
        if there := own.of_kind(kind.kind):
            title = say(kind.plural) if len(kinds) > 1 else ""
            yield Group(title, tuple(_page(one.entry, own) for one in there))


def _page(entry: Entry, own: Own) -> Page:
    """An entry down to its last answer; a summary that an answer repeats is left to it."""
    apart = frozenset({"activities"}) | (DATES if entry.period else frozenset())
    told = [Told(fact.label, fact.lines) for fact in facts.facts(entry, own.titles, but=apart)]
    told += [Told(say(facts.label_of(entry, "confirmed")), said)] if (said := _heard(entry)) else []
    told += [Told(each.what, tuple(_answers(each))) for each in facts.told(entry)]
    return Page(
        title=entry.title,
        when=calendar.period(entry.period),
        place=entry.provenance.structure if entry.provenance.how == "proposed" else "",
        story=entry.story,
        facts=tuple(told),
        mark=gettext("gardé pour vous") if entry.private else "",
    )


def _heard(entry: Entry) -> tuple[str, ...]:
    """What third parties said of it, each with what its owner answers."""
    return facts.answer(entry.confirmed, {})


def _answers(activity: facts.Told) -> Iterator[str]:
    """What is said of an activity, each answer after its question."""
    for fact in activity.facts:
        yield gettext("%(head)s : %(text)s", head=fact.label, text=", ".join(fact.lines))

"""What somebody can do, in the order they ask for: by level, by step, by framework; and a chart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.skill import Mastery, Skill, Wish
from portfolio.domain.words import N_
from portfolio.services.boxes import Opened
from portfolio.web import shelved
from portfolio.web.templating import ngettext, say

WAYS = {
    "level": N_("Par niveau"),
    "step": N_("Par étape de mon fil"),
    "framework": N_("Par référentiel"),
}
PAGE = 100
OWN = N_("Votre propre classement")


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill, the titles of the steps it comes from, its documents, and who saw it.

    *called* is what a framework calls it, where skills are told by framework.
    """

    opened: Opened
    skill: Skill
    sources: tuple[str, ...]
    documents: int
    seen_by: tuple[str, ...]
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heap:
    """Skills under one heading; *told* says what the heading is."""

    title: str
    rows: tuple[SkillRow, ...]
    told: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many skills are at a level, and how many of them one wants to use again."""

    level: Mastery
    count: int
    again: int


def of_skills(opened: Sequence[Opened], way: str, shelves: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of skills; *shelves* names the frameworks that are loaded."""
    rows = sorted(_rows(opened), key=_best_first)
    heaps = {"step": _by_step, "framework": _by_framework}.get(way, _by_level)
    return {
        "skills": rows,
        "sources": len({link for row in rows for link in row.skill.linked} & _ids(opened)),
        "heaps": list(heaps(rows, opened, shelves)) if rows else [],
        "columns": _columns(rows),
        "bars": _bars(rows),
        "finding": _finding(rows),
    }


def paged(heaps: Sequence[Heap], number: int) -> dict[str, Any]:
    """The heaps of one page, cut where the page is."""
    pages = max(1, -(-sum(len(heap.rows) for heap in heaps) // PAGE))
    page, place, shown = min(max(number, 1), pages), 0, []
    for heap in heaps:
        first, last = ((page - 1 + more) * PAGE - place for more in (0, 1))
        if inside := heap.rows[max(0, first) : max(0, last)]:
            shown.append(replace(heap, rows=inside))
        place += len(heap.rows)
    return {"heaps": shown, "page": page, "pages": pages}


def _rows(opened: Sequence[Opened]) -> Iterator[SkillRow]:
    titles = {one.id: one.entry.title for one in opened}
    papers = (one.entry for one in opened if isinstance(one.entry, Evidence))
    documents = Counter(link for paper in papers for link in paper.linked)
    for one in opened:
        if isinstance(one.entry, Skill):
            skill = one.entry
            sources = tuple(titles[link] for link in skill.linked if link in titles)
            witnesses = [each.name for each in skill.confirmed]
            seen_by = dict.fromkeys([*(each.by for each in skill.observed), *witnesses])
            yield SkillRow(one, skill, sources, documents[one.id], tuple(filter(None, seen_by)))


def _columns(rows: Sequence[SkillRow]) -> set[str]:
    """The columns that are worth their room."""
    there = {
        "documents": any(row.documents for row in rows),
        "seen": any(row.seen_by for row in rows),
    }
    return {name for name, filled in there.items() if filled}


def _best_first(row: SkillRow) -> tuple[int, str]:
    return -(row.skill.level or 0), row.skill.title.casefold()


def _ids(opened: Sequence[Opened]) -> set[UUID]:
    return {one.id for one in opened}


Rows = Sequence[SkillRow]
Shelves = Mapping[str, str]


def _by_level(rows: Rows, _opened: Sequence[Opened], _shelves: Shelves) -> Iterator[Heap]:
    for level in (*reversed(Mastery), None):
        there = tuple(row for row in rows if row.skill.level is level)
        if there:
            yield Heap(say(level.label) if level else say(N_("Niveau non précisé")), there)


def _by_step(rows: Rows, opened: Sequence[Opened], _shelves: Shelves) -> Iterator[Heap]:
    for one in opened:
        there = tuple(row for row in rows if one.id in row.skill.linked)
        if there:
            yield Heap(one.entry.title, there, one.entry.summary)
    linked = _ids(opened)
    if alone := tuple(row for row in rows if not linked.intersection(row.skill.linked)):
        yield Heap(say(N_("Sans étape pour l’instant")), alone)


def _by_framework(rows: Rows, _opened: Sequence[Opened], shelves: Shelves) -> Iterator[Heap]:
    names = dict.fromkeys(each.framework for row in rows for each in row.skill.classified)
    for name in names:
        there = (replace(row, called=called) for row in rows if (called := _called(row, name)))
        yield Heap(shelves.get(name, name.upper()), tuple(there))
    yield from _by_group(rows)
    if alone := tuple(row for row in rows if not (row.skill.classified or row.skill.groups)):
        yield Heap(say(N_("Avec vos mots seulement")), alone)


def _by_group(rows: Rows) -> Iterator[Heap]:
    """The owner's own groups; *Soin* and *soin* are one."""
    groups = {each.casefold(): each for row in reversed(rows) for each in row.skill.groups}
    for key, name in sorted(groups.items()):
        there = (row for row in rows if key in map(str.casefold, row.skill.groups))
        yield Heap(name, tuple(there), say(OWN))


def _called(row: SkillRow, framework: str) -> tuple[str, ...]:
    """What *framework* calls a skill, in the reader's language."""
    lines = (each for each in row.skill.classified if each.framework == framework)
    return tuple(shelved.label(each.framework, each.code, each.label) for each in lines)


def _bars(rows: Rows) -> list[Bar]:
    """One bar a level, the surest first; none when no level was said."""
    told = [row.skill for row in rows if row.skill.level]
    bars = []
    for level in reversed(Mastery) if told else ():
        there = [skill for skill in told if skill.level is level]
        bars.append(Bar(level, len(there), sum(skill.again is Wish.YES for skill in there)))
    return bars


def _finding(rows: Rows) -> str:
    """What the chart shows, in a sentence or two."""
    sure = [row.skill for row in rows if row.skill.level and row.skill.level >= Mastery.ALONE]
    if not sure:
        learning = sum(bool(row.skill.level) for row in rows)
        return ngettext(
            "Vous êtes en train d’apprendre %(num)s chose.",
            "Vous êtes en train d’apprendre %(num)s choses.",
            learning,
        )
    again = sum(skill.again is Wish.YES for skill in sure)
    return " ".join(
        (
            ngettext(
                "Vous faites %(num)s chose sans l’aide de personne.",
                "Vous faites %(num)s choses sans l’aide de personne.",
                len(sure),
            ),
            ngettext(
                "Vous avez envie d’en refaire %(num)s.",
                "Vous avez envie d’en refaire %(num)s.",
                again,
            )
            if again
            else say(N_("Notez celles que vous aimeriez refaire : cela aide à choisir.")),
        )
    )

"""A view put in the order of a page: what a structure reads, and what its owner previews.

Both pages give the macro ``record`` what :func:`record_of` makes of a :class:`View` and nothing
else, so that the preview is what the structure gets.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext
from markupsafe import Markup

from portfolio.domain import searching
from portfolio.domain.entries import Entry
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Card, Interest
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.language import Language
from portfolio.domain.entries.lead import Lead, Stage
from portfolio.domain.entries.mobility import Mobility
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.situation import SituationCheck
from portfolio.domain.entries.skill import Skill
from portfolio.domain.files import FileFacts
from portfolio.domain.news import NO_NEWS, News
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.shelf import current
from portfolio.domain.showing import Strand, View
from portfolio.domain.shown import Shown
from portfolio.web import signin
from portfolio.web.facts import Fact, facts, says, told
from portfolio.web.friezes import frieze, years
from portfolio.web.glances import Glance
from portfolio.web.record_plan import Plan
from portfolio.web.record_rows import Mark, More, Row, apart, latest_first

E = TypeVar("E", bound=Entry)
T = TypeVar("T")

FEW = 8
"""Rows of a part that are shown at once; the others are one press away."""


def record_of(view: View, news: News = NO_NEWS, question: str = "") -> "Record":
    """The record of *view* on the day of this request."""
    return Record(view, day_of(signin.now()), news, searching.terms_of(question))


@dataclass(frozen=True)
class Record:
    """What is shown of *view* on *today*: each part is a list in reading order, maybe empty.

    *news* is marked where it is; of the entries, with *terms*, those alone that say all of them.
    """

    view: View
    today: date
    news: News = NO_NEWS
    terms: tuple[str, ...] = ()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the view."""
        there = (shown.entry for shown in self.view.entries)
        return tuple(one for one in there if not self.terms or says(one, self.terms))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts there are; of those looked in, the ones where something was found."""
        found = {entry.section for entry in self.entries}
        return tuple(it for it in self.view.sections if not self.terms or it in found)

    @cached_property
    def marks(self) -> dict[int, Mark]:
        """What is new or changed, by entry: the id to be found by, and whether it is new."""
        told = ((self.news.added, True), (self.news.changed, False))
        return {id(one.entry): (one.id, new) for some, new in told for one in some}

    def mark(self, entry: Entry) -> Mark | None:
        """The mark of *entry*, if it has one."""
        return self.marks.get(id(entry))

    def cut(self, rows: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
        """The first of *rows*, and those worth a press; all of them when something is sought."""
        first = len(rows) if self.terms or len(rows) <= FEW + 2 else FEW
        return rows[:first], rows[first:]

    def place_of(self, shown: Shown) -> str:
        """Where on the page *shown* is: its own mark, else its part, else nowhere."""
        kept = self.plan.entries if shown.kind.section is Section.PLAN else self.entries
        if any(one is shown.entry for one in kept) and id(shown.entry) in self.marks:
            return f"news-{shown.id}"
        part = f"record-{shown.kind.section}"
        return part if any(part == anchor for anchor, *_ in self.contents) else ""

    @cached_property
    def glance(self) -> Glance:
        """What is understood of it in two minutes."""
        return Glance(self.view, self.path, self.skills, self.plan)

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """What each entry is called, for the ones that point to it."""
        return {shown.id: shown.entry.title for shown in self.view.entries}

    def has(self, section: str) -> bool:
        """Whether *section* was agreed to or holds an entry ticked by itself."""
        return Section(section) in self.sections

    def facts(self, entry: Entry, *, in_row: bool = True) -> list[Fact]:
        """What *entry* says beyond its title, its story and, *in_row*, its row."""
        return facts(entry, self.titles, but=apart(entry.kind, in_row=in_row))

    def rows(self, entries: Iterable[E], *, in_row: bool = True) -> Iterator[Row[E]]:
        """Each of *entries* with its mark and what stands under its row, where it has them."""
        for entry in entries:
            yield entry, self.mark(entry), self.more(entry, in_row=in_row)

    def more(self, entry: Entry, *, in_row: bool = True) -> More | None:
        """Everything *entry* says beyond its row, if there is anything."""
        how = entry.provenance.how
        others = bool(entry.confirmed) or how != "declared"
        found = More(entry.story, self.facts(entry, in_row=in_row), told(entry), others)
        says_more = any(found[:3]) or entry.confirmed or how == "proposed"
        return found if says_more else None

    def title_of(self, entry_id: UUID | None) -> str:
        """What a shared entry is called; nothing for one that is not shared."""
        return self.titles.get(entry_id, "") if entry_id else ""

    @cached_property
    def identities(self) -> list[Identity]:
        """How the person presents themself."""
        return self._all(Identity)

    @cached_property
    def mobilities(self) -> list[Mobility]:
        """How far they go, and how."""
        return self._all(Mobility)

    @cached_property
    def path(self) -> list[Entry]:
        """The path, what goes on first, then the latest; the undated last."""
        return latest_first(entry for entry in self.entries if entry.section is Section.PATH)

    @cached_property
    def skills(self) -> list[Skill]:
        """Skills, the surest first."""
        return sorted(self._all(Skill), key=lambda skill: -(skill.level or 0))

    @cached_property
    def languages(self) -> list[Language]:
        """Languages, mother tongues first."""
        return sorted(self._all(Language), key=lambda language: not language.mother_tongue)

    @cached_property
    def documents(self) -> list[tuple[Evidence, list[FileFacts]]]:
        """Documents, the latest first, with the files they show."""
        there = {file.id: file for file in self.view.files}
        return [
            (one, [there[each] for each in one.files if each in there])
            for one in latest_first(self._all(Evidence))
        ]

    @cached_property
    def interests(self) -> list[tuple[Card, list[Interest]]]:
        """The cards, heap by heap."""
        cards = self._all(Interest)
        heaps = ((heap, [card for card in cards if card.card is heap]) for heap in Card)
        return [(heap, kept) for heap, kept in heaps if kept]

    @cached_property
    def projects(self) -> list[Project]:
        """Projects, the active ones first."""
        order = list(ProjectStatus)
        return sorted(self._all(Project), key=lambda project: order.index(project.status))

    @cached_property
    def leads(self) -> list[Lead]:
        """Leads, those chosen first, those left last."""
        order = [Stage.CHOSEN, Stage.COMPARED, Stage.KEPT, Stage.EXPLORED, Stage.LEFT]
        return sorted(self._all(Lead), key=lambda lead: order.index(lead.stage))

    @cached_property
    def plan(self) -> Plan:
        """Objectives and actions of the plans in progress."""
        found = current((shown.id, shown.entry) for shown in self.view.entries)
        shown = {id(entry) for entry in self.entries}
        kept = [entry for _, entry in found if id(entry) in shown]
        return Plan(self.view.person, kept, self.today)

    @cached_property
    def syntheses(self) -> list[Synthesis]:
        """Pages of interviews that were ticked by themselves, the latest first."""
        return latest_first(self._all(Synthesis))

    @cached_property
    def situations(self) -> list[SituationCheck]:
        """Situation checks that were ticked by themselves, the latest first."""
        return latest_first(self._all(SituationCheck))

    @cached_property
    def strands(self) -> list[Strand]:
        """The other structures that accompany them, where that may be known."""
        return [one for one in self.view.strands if one.until >= self.today]

    @cached_property
    def frieze(self) -> Markup | None:
        """The thread at the scale of time, when the grant lets it be drawn."""
        return frieze(self.entries, self.today) if self.view.terms.allow(Right.THREAD) else None

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last year of the frieze."""
        return years(self.entries)

    @cached_property
    def contents(self) -> list[tuple[str, str, int]]:
        """The parts there are, as (anchor in the page, name, number of things in it)."""
        interests = sum(len(cards) for _heap, cards in self.interests)
        held = {
            Section.IDENTITY: (
                gettext("Présentation"),
                len(self.identities) + len(self.mobilities),
            ),
            Section.PATH: (gettext("Parcours"), len(self.path)),
            Section.SKILLS: (
                gettext("Compétences et langues"),
                len(self.skills) + len(self.languages),
            ),
            Section.EVIDENCE: (gettext("Documents"), len(self.documents)),
            Section.INTERESTS: (gettext("Centres d’intérêt"), interests),
            Section.PROJECT: (gettext("Projets"), len(self.projects) + len(self.leads)),
            Section.PLAN: (gettext("Plan d’action"), len(self.plan.actions)),
        }
        parts = [(f"record-{part}", *held[part]) for part in self.sections]
        if pages := self.syntheses:
            parts.append(("record-interviews", gettext("Entretiens"), len(pages)))
        if checks := self.situations:
            parts.append(("record-situations", gettext("Situation"), len(checks)))
        return parts

    def _all(self, kind: type[E]) -> list[E]:
        return [entry for entry in self.entries if isinstance(entry, kind)]

"""A view put in the order of a page: what a structure reads, and what its owner previews.

Both pages give the macro ``record`` what :func:`record_of` makes of a :class:`View` and nothing
else, so that the preview is what the structure gets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext
from markupsafe import Markup

from portfolio.domain.dates import Period
from portfolio.domain.entries import Entry
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.interest import Card, Interest
from portfolio.domain.entries.interview import Synthesis
from portfolio.domain.entries.language import DIMENSIONS, Language
from portfolio.domain.entries.lead import Lead, Stage
from portfolio.domain.entries.mobility import Mobility
from portfolio.domain.entries.project import Project, ProjectStatus
from portfolio.domain.entries.situation import SituationCheck
from portfolio.domain.entries.skill import Mastery, Skill
from portfolio.domain.files import FileFacts
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, day_of
from portfolio.domain.shelf import current
from portfolio.domain.showing import Strand, View
from portfolio.web import signin
from portfolio.web.facts import Fact, Told, facts, told
from portfolio.web.friezes import frieze, years
from portfolio.web.record_plan import Plan

E = TypeVar("E", bound=Entry)

STRONG = 3  # skills named in the brief
IN_ROW: dict[str, frozenset[str]] = {
    "job": frozenset({"when", "employer", "town"}),
    "placement": frozenset({"when", "host", "town"}),
    "caring": frozenset({"when", "town"}),
    "service": frozenset({"when", "organisation", "town"}),
    "venture": frozenset({"when", "part", "partner", "town"}),
    "licence": frozenset({"issued", "categories", "issuer"}),
    "training": frozenset({"when", "provider", "town"}),
    "volunteering": frozenset({"when", "organisation", "town"}),
    "certificate": frozenset({"issuer", "issued"}),
    "moment": frozenset({"nature", "when", "town"}),
    "skill": frozenset({"level"}),
    "language": frozenset({"mother_tongue", *DIMENSIONS}),
    "interest": frozenset({"card"}),
    "evidence": frozenset({"nature", "issuer", "issued"}),
    "objective": frozenset({"due", "status"}),
    "lead": frozenset({"stage"}),
    "plan": frozenset({"when"}),
    "action": frozenset({"objective", "due", "due_text", "status", "who", "who_name"}),
    "synthesis": frozenset({"met_on"}),
    "situation": frozenset({"checked"}),
}
"""What the row of each kind already says."""


def record_of(view: View) -> "Record":
    """The record of *view* on the day of this request."""
    return Record(view, day_of(signin.now()))


@dataclass(frozen=True)
class Record:
    """What is shown of *view* on *today*: each part is a list in reading order, maybe empty."""

    view: View
    today: date

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of the view."""
        return tuple(shown.entry for shown in self.view.entries)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The parts there are."""
        return self.view.sections

    @cached_property
    def titles(self) -> dict[UUID, str]:
        """What each entry is called, for the ones that point to it."""
        return {shown.id: shown.entry.title for shown in self.view.entries}

    def has(self, section: str) -> bool:
        """Whether *section* was agreed to or holds an entry ticked by itself."""
        return Section(section) in self.sections

    def facts(self, entry: Entry, *, in_row: bool = True) -> list[Fact]:
        """What *entry* says beyond its title, its story and, *in_row*, its row."""
        return facts(entry, self.titles, but=_apart(entry.kind, in_row=in_row))

    def told(self, entry: Entry) -> list[Told]:
        """What was done in *entry*, activity by activity."""
        return told(entry)

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
        return _latest_first(entry for entry in self.entries if entry.section is Section.PATH)

    @cached_property
    def skills(self) -> list[Skill]:
        """Skills, the surest first."""
        return sorted(self._all(Skill), key=lambda skill: -(skill.level or 0))

    @cached_property
    def strong_skills(self) -> list[str]:
        """The few that they do alone or teach."""
        sure = (one.title for one in self.skills if one.level and one.level >= Mastery.ALONE)
        return list(sure)[:STRONG]

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
            for one in _latest_first(self._all(Evidence))
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
        return Plan(self.view.person, [entry for _, entry in found], self.today)

    @cached_property
    def syntheses(self) -> list[Synthesis]:
        """Pages of interviews that were ticked by themselves, the latest first."""
        return _latest_first(self._all(Synthesis))

    @cached_property
    def situations(self) -> list[SituationCheck]:
        """Situation checks that were ticked by themselves, the latest first."""
        return _latest_first(self._all(SituationCheck))

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


@cache
def _apart(kind: str, *, in_row: bool) -> frozenset[str]:
    """What is said of a *kind* elsewhere: in its row, if it has one; activities, one by one."""
    said = IN_ROW.get(kind, frozenset()) if in_row else frozenset({"status"})
    return said | {"activities"}


def _latest_first(entries: Iterable[E]) -> list[E]:
    """What goes on, then by date from the latest; the undated keep their order at the end."""
    return sorted(entries, key=lambda entry: _recency(entry.period), reverse=True)


def _recency(period: Period | None) -> tuple[bool, date]:
    anchor = period.anchor if period else None
    return bool(period and period.ongoing), anchor.middle if anchor else date.min

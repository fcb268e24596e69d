"""What is understood of somebody in two minutes, from what a view shows and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from uuid import UUID

from flask_babel import gettext

from portfolio.domain import disputes
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.identity import Identity
from portfolio.domain.entries.skill import Mastery, Skill
from portfolio.domain.showing import View
from portfolio.web.record_plan import Plan
from portfolio.web.templating import ngettext

EVENTS, STEPS, STRENGTHS = 3, 3, 4
"""How many of each are named: what one remembers."""


@dataclass(frozen=True, slots=True)
class Strength:
    """A skill and what it rests on: people who say so, documents, steps; the level is one's own."""

    skill: Skill
    people: int
    documents: int
    steps: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """What others say first, then what is shown, then what was lived, then one's own word."""
        return self.people, self.documents, self.steps, int(self.skill.level or 0)

    @property
    def holds(self) -> bool:
        """Whether it rests on anything."""
        sure = (self.skill.level or 0) >= Mastery.ALONE
        return bool(self.people or self.documents or self.steps or sure)

    @property
    def why(self) -> str:
        """On what, in words."""
        said = (
            ngettext("vue par %(num)s personne", "vue par %(num)s personnes", self.people),
            ngettext("%(num)s document", "%(num)s documents", self.documents),
            ngettext("%(num)s étape", "%(num)s étapes", self.steps),
        )
        there = (self.people, self.documents, self.steps)
        return ", ".join(compress(said, there)) or gettext("selon la personne")


@dataclass(frozen=True)
class Glance:
    """The top of the record of *view*, whose *path*, *skills* and *plan* are in reading order."""

    view: View
    path: Sequence[Entry]
    skills: Sequence[Skill]
    plan: Plan

    @cached_property
    def who(self) -> Identity | None:
        """How they present themself."""
        shown = (one.entry for one in self.view.entries)
        return next((entry for entry in shown if isinstance(entry, Identity)), None)

    @cached_property
    def events(self) -> list[Entry]:
        """The last things of their path: what goes on, then the latest."""
        return [one for one in self.path if one.period][:EVENTS]

    @cached_property
    def late(self) -> list[Action]:
        """What was agreed to for a day that is over."""
        return [one for one in self.plan.ahead if self.plan.state(one) == "late"]

    @cached_property
    def next(self) -> list[Action]:
        """What comes next of what was agreed to, the soonest first."""
        return [one for one in self.plan.coming if one not in self.late][:STEPS]

    @cached_property
    def strengths(self) -> list[Strength]:
        """The skills that rest on most; of those that rest on nothing, none."""
        found = sorted(map(self._strength, self.skills), key=lambda it: it.weight)
        return [one for one in reversed(found) if one.holds][:STRENGTHS]

    @cached_property
    def disputed(self) -> int:
        """How many things that others said they do not agree with."""
        shown = self.view.entries
        return sum(bool(said.dispute) for one in shown for said in disputes.said(one.id, one.entry))

    @cached_property
    def _ids(self) -> dict[int, UUID]:
        return {id(one.entry): one.id for one in self.view.entries}

    @cached_property
    def _shown_by(self) -> dict[UUID, int]:
        """How many documents support each entry."""
        counted: dict[UUID, int] = {}
        for link in self._links():
            counted[link] = counted.get(link, 0) + 1
        return counted

    def _links(self) -> Iterator[UUID]:
        for one in self.view.entries:
            if isinstance(one.entry, Evidence):
                yield from one.entry.linked

    def _strength(self, skill: Skill) -> Strength:
        heard = disputes.said(self._ids[id(skill)], skill)
        people = sum(one.dispute is None for one in heard)
        documents = self._shown_by.get(self._ids[id(skill)], 0)
        steps = len(skill.linked)
        return Strength(skill, people, documents, steps)

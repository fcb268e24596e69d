"""Leads side by side: how much one wants each, how far each is possible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from portfolio.domain.entries import Entry
from portfolio.domain.entries.lead import Lead, Stage

SIDE = 5  # steps on either scale
STEP = 64  # px between two steps of the drawing
MARGIN = 56  # px left and below for the words of the axes
NEAR = 22  # px between leads that stand on the same spot
ABREAST = 3  # leads of one spot in a row, and rows of them


@dataclass(frozen=True, slots=True)
class Weighed:
    """A lead with its id, and its number on the drawing, from 1."""

    id: UUID
    number: int
    lead: Lead

    @property
    def score(self) -> int:
        """Wish and reach together, 0 until both are known."""
        both = self.lead.desirable and self.lead.feasible
        return int(self.lead.desirable or 0) + int(self.lead.feasible or 0) if both else 0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a lead stands on the drawing, in pixels."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Every lead but those left, the best weighed first; and those left."""

    kept: tuple[Weighed, ...]
    left: tuple[Weighed, ...]

    @property
    def spots(self) -> Sequence[Spot]:
        """Where those that were weighed twice stand; on one spot, side by side."""
        taken: dict[tuple[int, int], int] = {}
        spots = []
        for each in self.kept:
            if each.score:
                place = int(each.lead.feasible or 0), int(each.lead.desirable or 0)
                beside = taken[place] = taken.get(place, -1) + 1
                x = MARGIN + (place[0] - 1) * STEP + STEP // 2 + beside % ABREAST * NEAR
                down = beside // ABREAST % ABREAST * NEAR
                spots.append(Spot(each.number, x, (SIDE - place[1]) * STEP + STEP // 2 + down))
        return spots

    @property
    def first(self) -> tuple[Weighed, ...]:
        """The leads that weigh most; several when they weigh the same."""
        most = max((each.score for each in self.kept), default=0)
        return tuple(each for each in self.kept if most and each.score == most)


def weigh(items: Iterable[tuple[UUID, Entry]]) -> Balance:
    """Put the leads among *items* in order: chosen first, then by weight, as given otherwise."""
    leads = [(row, entry) for row, entry in items if isinstance(entry, Lead)]
    kept = [Weighed(row, 0, lead) for row, lead in leads if lead.stage is not Stage.LEFT]
    kept.sort(key=lambda each: (each.lead.stage is not Stage.CHOSEN, -each.score))
    left = [Weighed(row, 0, lead) for row, lead in leads if lead.stage is Stage.LEFT]
    numbered = [Weighed(e.id, number, e.lead) for number, e in enumerate([*kept, *left], 1)]
    return Balance(tuple(numbered[: len(kept)]), tuple(numbered[len(kept) :]))

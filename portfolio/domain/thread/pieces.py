"""What a thread is told (knots, strands, a goal, today) and what its layout answers (rows)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

COLOURS = (1, 2, 3, 4)  # the classes t-c1…t-c4 and fil-c1…fil-c4 of the theme
LOOP_ROOM = 60  # px of white around the words of a transition
AT_ONCE = 3  # more strands than this side by side can no longer be told apart


class Kind(StrEnum):
    """What a row shows. The first five are given by the caller, the layout adds the others."""

    EVENT = "event"  # barrel knot: a job, a training, volunteering
    BEAD = "bead"  # mirabelle: something certified
    SMALL = "small"  # single wrap: personal life
    LOOP = "loop"  # open loop: a transition
    ACTION = "action"  # open ring: planned, not tied yet
    TODAY = "today"  # pin between the plain thread and the dashes
    GOAL = "goal"  # needle on top, when the most recent comes first
    GOAL_END = "goal_end"  # needle at the bottom, when the oldest comes first
    ORIGIN = "origin"  # frayed end at the bottom
    ORIGIN_START = "origin_start"  # frayed end on top
    STRAND = "strand"  # label of a structure


KNOTS = frozenset({Kind.EVENT, Kind.BEAD, Kind.SMALL, Kind.LOOP, Kind.ACTION})


class Order(StrEnum):
    """Which end of the life comes first on the page."""

    RECENT = "recent"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Knot:
    """A step of a life, or an action of its plan.

    *at* places it: its end when it is over, else its start; 1 July when only a year is known.
    *height* is a rough guess in px of the room its words take (see ``estimate``).
    *data* is handed back untouched on the row.
    """

    kind: Kind
    at: date
    data: object = None
    height: int = 150

    def __post_init__(self) -> None:
        if self.kind not in KNOTS:
            raise ValueError(f"{self.kind} is placed by the layout, not by its caller")


@dataclass(frozen=True, slots=True)
class Strand:
    """A structure beside a person from *start* to *end*; without end, until *planned* or today."""

    id: str
    colour: int
    label: str
    start: date
    end: date | None = None
    planned: date | None = None
    data: object = None

    def __post_init__(self) -> None:
        if self.colour not in COLOURS:
            raise ValueError(f"a strand has a colour among {COLOURS}, not {self.colour}")

    def until(self, today: date) -> date:
        """Return the last day it is drawn, never before its start."""
        return max(self.start, self.end or self.planned or today)


@dataclass(frozen=True, slots=True)
class Goal:
    """The project that pulls the thread. *at* only scales the overview; *height* is in px."""

    data: object = None
    at: date | None = None
    height: int = 180


@dataclass(frozen=True, slots=True)
class Thread:
    """All that is drawn, already reduced to what its viewer may see.

    Knots of one day keep the order given. Strand ids are unique.
    """

    today: date
    knots: Sequence[Knot] = ()
    strands: Sequence[Strand] = ()
    goal: Goal | None = None
    order: Order = Order.RECENT

    def __post_init__(self) -> None:
        if len({strand.id for strand in self.strands}) < len(self.strands):
            raise ValueError("two strands share one id")


class Yarn(NamedTuple):
    """What a drawing needs of a strand: its colour (1-4) and its place in the braid (0-2)."""

    colour: int
    slot: int


class Row(NamedTuple):
    """One line of the list: its words are in *data* or *strand*, its picture comes from the rest.

    *above* and *below* name the strands that cross its two edges.
    """

    kind: Kind
    data: object
    strand: Strand | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    dashed_above: bool
    dashed_below: bool
    height: int

    def saying(self, data: object, height: int) -> Self:
        """Return the row with its words, *height* px of them, for whoever finds them so late."""
        return self._replace(data=data, height=room(self.kind, height))

    @property
    def future(self) -> bool:
        """Tell whether the row lies wholly beyond today."""
        return self.dashed_above and self.dashed_below

    @property
    def drawn(self) -> bool:
        """Tell, for a label, whether its strand is drawn too or only written."""
        return self.strand is not None and self.strand.id in self.below


class Layout(NamedTuple):
    """Rows in display order, the yarn of each drawn strand, the strands that are only written."""

    rows: tuple[Row, ...]
    yarns: Mapping[str, Yarn]
    others: tuple[Strand, ...]


def room(kind: Kind, height: int) -> int:
    """Return the px a knot takes for *height* px of words."""
    return height + LOOP_ROOM * (kind == Kind.LOOP)


def estimate(title: str, text: str = "", *, extras: int = 0) -> int:
    """Guess the height in px of a row from its words; *extras* counts its lines of tags and links.

    Only the evenness of the braid depends on it: the page may be any height.
    """
    lines = -(-len(title) // 44) - (-len(text) // 58)
    return 62 + 26 * lines + 39 * extras

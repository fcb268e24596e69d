"""How much one person may keep, how much of it is taken, and what does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain.errors import Refused
from portfolio.domain.files import Weight
from portfolio.domain.words import N_
from portfolio.services.arriving import Arrival

NEAR = 90
FULL = N_(
    "Il n’y a plus assez de place : il faut %(needed)s, il reste %(left)s. "
    "Effacez d’abord des fichiers dans « Mes documents »."
)
COUNTLESS = N_("Vous gardez déjà %(most)s fichiers : c’est le plus que nous puissions tenir.")
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one person may keep: bytes, and files."""

    size: int
    count: int


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of an allowance is taken."""

    size: int
    count: int
    of: Allowance

    @property
    def percent(self) -> int:
        """Of the bytes, rounded down, 100 at most."""
        return min(100, self.size * 100 // self.of.size)

    @property
    def left(self) -> int:
        """How many bytes more would fit."""
        return max(0, self.of.size - self.size)

    @property
    def near(self) -> bool:
        """Whether it is time to say that little is left."""
        return self.percent >= NEAR or self.count * 100 >= self.of.count * NEAR

    def check(self, more: Sequence[Arrival]) -> None:
        """Raise :class:`Refused` when *more* does not fit."""
        self.check_room(sum(each.sealed_size for each in more), len(more))

    def check_room(self, needed: int, count: int) -> None:
        """The same for *count* files that will take *needed* bytes."""
        if needed > self.left:
            raise Refused(FULL, "uploads", needed=Weight(needed), left=Weight(self.left))
        if self.count + count > self.of.count:
            raise Refused(COUNTLESS, "uploads", most=self.of.count)

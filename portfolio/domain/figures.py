"""A number of people as it may be told without pointing at anybody."""

from dataclasses import dataclass
from typing import Self

FEWEST = 5
"""How many people a figure must gather to be told at all (CNIL)."""


@dataclass(frozen=True, slots=True)
class Band:
    """The five numbers among which a count is: below :data:`FEWEST`, none and four are alike."""

    least: int

    @classmethod
    def of(cls, count: int) -> Self:
        """Where *count* falls."""
        return cls(count - count % FEWEST)

    @property
    def most(self) -> int:
        """The greatest number that it may be."""
        return self.least + FEWEST - 1

    @property
    def few(self) -> bool:
        """Whether it is too small to be told."""
        return self.least < FEWEST

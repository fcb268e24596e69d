"""The telephone of somebody in a test: it shows six figures, and each serves once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portfolio.crypto import figures
from portfolio.domain.factors import step_of
from portfolio.services.telephones import AROUND


@dataclass
class Telephone:
    """The seed that was photographed, and the codes printed for the day it is lost.

    Tests go faster than thirty seconds: the figures of the steps around are used one after the
    other, then the printed codes.
    """

    seed: bytes = b""
    spares: list[str] = field(default_factory=list)
    step: int = 0

    def figures(self, now: datetime) -> str:
        """Figures that did not serve yet; empty when all that would be taken did."""
        near = [step_of(now) + each for each in AROUND]
        free = [step for step in near if step > self.step]
        if not free:
            return ""
        self.step = free[0]
        return figures.at(self.seed, self.step)

    def answer(self, now: datetime) -> dict[str, Any]:
        """What to fill in at the second step."""
        shown = self.figures(now)
        return {"figures": shown} if shown else {"spare": self.spares.pop(0)}

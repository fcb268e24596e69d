"""The telephone of somebody in a test: it shows six figures, and each serves once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portfolio.crypto import figures
from portfolio.domain.factors import step_of


@dataclass
class Telephone:
    """The seed that was photographed, and the codes printed for the day it is lost.

    Tests go faster than thirty seconds: the figures of now and of the next step are used one
    after the other, then the printed codes. Those of the step before would be taken as well, but
    for the time that is left of this one: too little, now and then, on a busy machine.
    """

    seed: bytes = b""
    spares: list[str] = field(default_factory=list)
    step: int = 0

    def figures(self, now: datetime) -> str:
        """Figures that did not serve yet; empty when all that would be taken did."""
        shown = max(step_of(now), self.step + 1)
        if shown > step_of(now) + 1:
            return ""
        self.step = shown
        return figures.at(self.seed, self.step)

    def answer(self, now: datetime) -> dict[str, Any]:
        """What to fill in at the second step."""
        shown = self.figures(now)
        return {"figures": shown} if shown else {"spare": self.spares.pop(0)}

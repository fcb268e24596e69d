"""The guided start: five short steps, which step comes next, and what each one made."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

LAST = 5
DONE = frozenset({"job", "training", "volunteering", "moment"})
"""The kinds that the step about what one did chooses among."""


class Guide(BaseModel):
    """Where somebody is in the guided start; 0 before it began, past :data:`LAST` once it is over.

    *made* names, by answer, the entry it became, so that going back changes it and adds nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: int = Field(default=0, ge=0, le=LAST + 1)
    made: dict[str, UUID] = {}

    @property
    def begun(self) -> bool:
        """Whether it was begun and left before its end."""
        return 0 < self.at <= LAST

    @property
    def next(self) -> int:
        """The step to open: the first, the one after what was answered, or the last."""
        return min(max(self.at, 1), LAST)

    def after(self, step: int) -> int:
        """Where one is once *step* is answered; going back loses no ground."""
        return max(self.at, step + 1)

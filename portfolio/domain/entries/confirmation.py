"""What a third party said of an entry, in their own words, once its owner chose to show it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from portfolio.domain.entries.dispute import Dispute
from portfolio.domain.entries.shapes import Line, Text, clean_prose, in_one_line

Words = Annotated[str, Text("prose", 5000, clean_prose)]
Remark = Annotated[str, Text("prose", 1000, clean_prose)]


class Confirmation(BaseModel):
    """Their words, never changed; *name* and *role* are as they wrote them, unverified.

    *about* is the title they were shown, which the entry may have left since. *id* is the
    endorsement's, *reply* what the owner has to say beside it, and *dispute* that they disagree.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: UUID
    about: Line
    text: Words
    name: Line
    role: Line
    on: date
    reply: Remark = ""
    dispute: Dispute | None = None

    def __str__(self) -> str:
        return f"{self.text} {self.by}"

    @property
    def by(self) -> str:
        """Who says so."""
        return in_one_line(self.name, self.role)

"""Where a fact comes from: who said it, in what document, on what day."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from portfolio.domain.entries.shapes import Line


class Provenance(BaseModel):
    """Declared by the person, imported from a file, proposed by a professional, or assisted.

    Assisted: typed by *person* beside the owner, who agreed to it *on* that day.

    *source* and *source_id* name the file's format and the item in it, so that a second import
    adds nothing. *structure* and *person* are the names of the time, kept even when the
    structure changes its own. *on* is the day of the import or of the proposal. *amended*: the
    owner has since changed the words of what was proposed, which are no longer that person's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    how: Literal["declared", "imported", "proposed", "assisted"] = "declared"
    source: Line = ""
    source_id: Line = ""
    structure: Line = ""
    person: Line = ""
    on: date | None = None
    amended: bool = False

    @classmethod
    def imported(cls, source: str, source_id: str, on: date | None = None) -> Self:
        """From a file of format *source*, where it is called *source_id*."""
        return cls(how="imported", source=source, source_id=source_id, on=on)

    @classmethod
    def proposed(cls, structure: str, person: str, on: date | None = None, by: str = "") -> Self:
        """By *person* of *structure*; *by* is the id of the contribution it came in."""
        return cls(how="proposed", structure=structure, person=person, on=on, source_id=by)

    @classmethod
    def assisted(cls, person: str, on: date | None = None) -> Self:
        """Typed by *person* beside the owner, who agreed to it *on* that day; not yet if None."""
        return cls(how="assisted", person=person, on=on)


DECLARED = Provenance()

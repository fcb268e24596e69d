"""What a structure asks to see of somebody: which parts, what for, for how long.

An answer is never owed. Whoever asks is told one thing, whether the person refused, said nothing,
or never was.
"""

from datetime import timedelta
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from portfolio.domain.entries.shapes import Line, Text, clean_prose
from portfolio.domain.refusals import refusal
from portfolio.domain.sharing import Purpose, Sections
from portfolio.domain.words import N_

LIFE = timedelta(days=14)
"""How long a request waits for an answer."""
CALLED = timedelta(minutes=15)
"""How long the code that somebody shows on her screen leads to her."""
DURATIONS = {
    1: N_("Un jour"),
    7: N_("Une semaine"),
    30: N_("Un mois"),
    90: N_("Trois mois"),
    180: N_("Six mois"),
    365: N_("Un an"),
}
"""How many days of access may be asked for, and how they are said."""
DAYS = 90
NO_SECTION = N_("Cochez au moins une partie : ce dont vous avez besoin, et rien de plus.")
NO_WORDS = N_("Écrivez en quelques mots pourquoi vous le demandez.")
OTHER_DAYS = N_("Choisissez une durée dans la liste.")

Words = Annotated[str, Text("prose", 300, clean_prose)]


class Wish(BaseModel):
    """All that the person reads of a request, beside the name of the structure; *by* asks."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    sections: Sections = Field(default=(), title=N_("Que demandez-vous à voir ?"))
    purpose: Purpose = Field(title=N_("Pour quoi faire ?"))
    reason: Words = Field(title=N_("Pourquoi, en quelques mots"))
    days: int = Field(default=DAYS, title=N_("Pour combien de temps ?"))
    by: Line = ""

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        if not self.sections:
            raise refusal("nothing_asked", NO_SECTION, field="sections")
        if not self.reason:
            raise refusal("no_words", NO_WORDS, field="reason")
        if self.days not in DURATIONS:
            raise refusal("other_days", OTHER_DAYS, field="days")
        return self

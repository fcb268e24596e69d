"""Dates as people remember them: a year, a month or a day, never more exact than they were told."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering
from typing import Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    json_or_python_schema,
    no_info_after_validator_function,
    no_info_plain_validator_function,
    str_schema,
    to_string_ser_schema,
)

from portfolio.domain.refusals import ours, refusal
from portfolio.domain.words import N_

FIRST, LAST = 1900, 2100
LONGEST = 40  # characters; "30 septembre 1998" has 17

UNREADABLE = N_("Écrivez une année, un mois ou un jour : 1998, 05/1998 ou 12/05/1998.")
SHORT_YEAR = N_("Écrivez l’année avec 4 chiffres, par exemple 2019.")
IMPOSSIBLE = N_("Cette date n’existe pas. Vérifiez le jour et le mois.")
OUT_OF_RANGE = N_("L’année doit être comprise entre 1900 et 2100.")
AHEAD_HINT = N_("Année, mois ou jour : 2030, 05/2030 ou 12/05/2030")  # for a day to come
BACKWARDS = N_(
    "La fin (%(end)s) arrive avant le début (%(start)s). "
    "Corrigez l’une des deux dates, ou cochez « C’est toujours en cours »."
)
BOTH = N_("Écrivez une date de fin, ou cochez « C’est toujours en cours », mais pas les deux.")

ISO = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
_ISO = re.compile(ISO)
_SEPARATOR = r"\s*[-/.,]\s*"
_TYPED = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<year>\d{{4}})(?:{_SEPARATOR}(?P<month>\d\d?)(?:{_SEPARATOR}(?P<day>\d\d?))?)?",
        rf"(?:(?:(?P<day>\d\d?){_SEPARATOR})?(?P<month>\d\d?){_SEPARATOR})(?P<year>\d{{4}})",
        r"(?:(?P<day>\d\d?)(?:er|st|nd|rd|th)?\s+)?(?P<name>[a-z]{3,10})\.?,?\s+(?P<year>\d{4})",
    )
)
_TWO_FIGURES = re.compile(rf"(?:.*(?:{_SEPARATOR}|\s))?'?\d\d", re.ASCII)
_MONTHS = (
    ("jan", "janv", "janvier", "january"),
    ("feb", "fev", "fevr", "fevrier", "february"),
    ("mar", "mars", "march"),
    ("apr", "avr", "avril", "april"),
    ("mai", "may"),
    ("jun", "juin", "june"),
    ("jul", "juil", "juillet", "july"),
    ("aug", "aou", "aout", "august"),
    ("sep", "sept", "septembre", "september"),
    ("oct", "octobre", "october"),
    ("nov", "novembre", "november"),
    ("dec", "decembre", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

Precision = Literal["year", "month", "day"]


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year from 1900 to 2100, perhaps its month, perhaps its day; a real date in any case.

    The order is that of the ISO forms: what is less exact comes before what it contains
    (1998 < 1998-01 < 1998-01-01 < 1998-02), so it is total and agrees with equality.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST <= self.year <= LAST:
            raise refusal("date_out_of_range", OUT_OF_RANGE)
        if self.month is None:
            possible = self.day is None
        else:
            possible = 1 <= self.month <= 12 and (  # noqa: PLR2004  # months of a year
                self.day is None or 1 <= self.day <= monthrange(self.year, self.month)[1]
            )
        if not possible:
            raise refusal("date_impossible", IMPOSSIBLE)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ISO forms and what people type: 05/1998, mai 1998, 12/05/1998, 1er mai 1998.

        Raises a ``ValueError`` whose text is the sentence to show.
        """
        plain = _plain(text)
        for form in _TYPED:
            if found := form.fullmatch(plain):
                return cls._of(**found.groupdict())
        if _TWO_FIGURES.fullmatch(plain):
            raise refusal("date_short_year", SHORT_YEAR)
        raise refusal("date_unreadable", UNREADABLE)

    @classmethod
    def _of(
        cls, year: str, month: str | None = None, day: str | None = None, name: str | None = None
    ) -> Self:
        if name is not None and name not in MONTHS:
            raise refusal("date_unreadable", UNREADABLE)
        number = MONTHS[name] if name else int(month) if month else None
        return cls(int(year), number, int(day) if day else None)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def parts(self) -> tuple[int, ...]:
        """What is known, from the year down: one, two or three numbers."""
        return tuple(part for part in (self.year, self.month, self.day) if part is not None)

    @property
    def earliest(self) -> date:
        """The first day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """Where to place it on a line: 1 July of a year, the 15th of a month."""
        if self.month is None:
            return date(self.year, 7, 1)
        return date(self.year, self.month, self.day or 15)

    @property
    def typed(self) -> str:
        """As someone would type it: 1998, 05/1998, 12/05/1998."""
        return "/".join(f"{part:02}" for part in reversed(self.parts))

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in self.parts)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.parts < other.parts

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In JSON the ISO form and nothing else; from Python also what people type, and dates."""
        return json_or_python_schema(
            no_info_after_validator_function(_from_iso, str_schema()),
            no_info_plain_validator_function(_from_any),
            serialization=to_string_ser_schema(when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{ISO}$", "examples": ["1998", "1998-05-12"]}


def _plain(text: str) -> str:
    """*text* without accents, capitals and odd spaces, with figures in ASCII."""
    bare = unicodedata.normalize("NFKD", text[:LONGEST]).casefold().strip()
    letters = (
        str(unicodedata.decimal(letter, letter))
        for letter in bare
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).replace("’", "'").split())


@lru_cache(maxsize=4096)
def _from_iso(text: str) -> PartialDate:
    """Read an ISO form. Remembering it keeps nothing private: these are the days of a calendar."""
    if not _ISO.fullmatch(text):
        raise refusal("date_unreadable", UNREADABLE)
    return PartialDate(*map(int, text.split("-")))


def _from_any(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, date):
        return PartialDate(value.year, value.month, value.day)
    if isinstance(value, str):
        return PartialDate.parse(value)
    raise refusal("date_unreadable", UNREADABLE)


class Period(BaseModel):
    """From when to when. All may be unknown; what is ongoing has no end, invented or not."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    start: PartialDate | None = Field(default=None, title=N_("Début"))
    end: PartialDate | None = Field(default=None, title=N_("Fin"))
    ongoing: bool = Field(default=False, title=N_("C’est toujours en cours"))

    @model_validator(mode="after")
    def _flows_forward(self, info: ValidationInfo) -> Self:
        if self.end is not None and not ours(info):
            if self.ongoing:
                raise refusal("ended_and_ongoing", BOTH, field="end")
            if self.start is not None and precedes(self.end, self.start):
                raise refusal(
                    "end_before_start", BACKWARDS, field="end", start=self.start, end=self.end
                )
        return self

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None or self.ongoing

    @property
    def anchor(self) -> PartialDate | None:
        """The date it is placed at: its end once it is over, else its start."""
        return self.end or self.start


@lru_cache(maxsize=4096)
def on(day: PartialDate) -> Period:
    """The period of a single date, remembered like the dates: hundreds of rows ask for theirs."""
    return Period(start=day, end=day)


def precedes(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether *one* is surely before *other*: 1998 is not before 1998-03, nor after."""
    return one.parts[: len(other.parts)] < other.parts[: len(one.parts)]

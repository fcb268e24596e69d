"""The dates of résumés: ISO in theory, what people type in practice, never more exact than told."""

import re

from portfolio.domain.dates import PartialDate
from portfolio.domain.refusals import refusal
from portfolio.formats.jsonresume.sentences import AMBIGUOUS

_ONGOING = re.compile(
    r"present|current(ly)?|now|ongoing|today|to date|until now"
    r"|aujourd['’]hui|en cours|actuel(lement)?|à ce jour|présent|heute|aktuell",
    re.IGNORECASE,
)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d.*", re.DOTALL)
_FIGURES = re.compile(r"(\d\d?)[-/. ](\d\d?)[-/. ]\d{4}")
_MONTHS_IN_A_YEAR = 12


def read_date(text: str) -> PartialDate:
    """The date in *text*; of an instant, its day.

    Raises `PydanticCustomError` with the sentence to show, also when 04/05/1998 may be April or
    May: a résumé does not say which country's habit it follows.
    """
    written = text.strip()
    if instant := _INSTANT.fullmatch(written):
        written = instant[1]
    if figures := _FIGURES.fullmatch(written):
        one, other = int(figures[1]), int(figures[2])
        if one != other and max(one, other) <= _MONTHS_IN_A_YEAR:
            raise refusal("date_ambiguous", AMBIGUOUS)
    return PartialDate.parse(written)


def is_ongoing(text: str) -> bool:
    """Whether *text* stands for an end that has not come."""
    return _ONGOING.fullmatch(text.strip()) is not None

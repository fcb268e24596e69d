"""Two dates that somebody wrote where one is asked for: 2015-2018, de mars 2015 à juin 2018."""

import re

from portfolio.domain.dates import LONGEST, PartialDate

_WORDS = r"à|a|au|et|to|and|until|jusqu['’](?:en|à|au)"
_BETWEEN = re.compile(rf"\s*(?:[-/–—>]|\b(?:{_WORDS})\b)\s*")
_BEFORE = re.compile(r"(?:de|du|d['’]|depuis|entre|from|between)\b\s*")
_SHORT = re.compile(r"(\d\d)(\d\d)\s*[-/–—]\s*(\d\d)")


def two_in(text: str) -> tuple[PartialDate, PartialDate] | None:
    """The two dates of *text*, if it is made of two and nothing else."""
    plain = _BEFORE.sub("", text[: 2 * LONGEST].casefold().strip(), count=1)
    if (short := _SHORT.fullmatch(plain)) and short[2] < short[3]:
        plain = f"{short[1]}{short[2]} à {short[1]}{short[3]}"
    for between in _BETWEEN.finditer(plain):
        halves = _date(plain[: between.start()]), _date(plain[between.end() :])
        if halves[0] and halves[1]:
            return halves[0], halves[1]
    return None


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None

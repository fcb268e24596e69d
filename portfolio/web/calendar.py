"""Dates in the reader's words, never more exact than what was written."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask_babel import format_date, format_datetime, gettext, to_user_timezone

from portfolio.domain.dates import PartialDate, Period
from portfolio.web.languages import spoken
from portfolio.web.typography import french

PATTERNS = {"year": "y", "month": "LLLL y", "day": "d MMMM y"}


def day(value: date | datetime) -> str:
    """``12 mars 2027``."""
    if isinstance(value, datetime):
        value = to_user_timezone(value).date()
    return _written(value, "d MMMM y")


def coming(value: PartialDate, today: date) -> str:
    """A day to come, with its name, and its year when it is another: ``vendredi 27 novembre``."""
    if value.day is None:
        return partial(value)
    on = value.earliest
    words = _written(on, "d MMMM" if on.year == today.year else "d MMMM y")
    return f"{_written(on, 'EEEE')} {words}"


def _written(value: date, pattern: str) -> str:
    return _in(spoken(), value, pattern)


@lru_cache(maxsize=4096)
def _in(language: str, value: date, pattern: str) -> str:
    """In French the first of a month is an ordinal: « 1er mai ».

    Remembering it keeps nothing private: these are the days of a calendar.
    """
    text = str(format_date(value, pattern))
    ordinal = value.day == 1 and pattern.startswith("d ") and language == "fr"
    return f"1er{text[1:]}" if ordinal else text


def moment(value: datetime) -> str:
    """``19 novembre 2026, 14 h 05``."""
    if spoken() == "fr":
        return french(day(value) + format_datetime(value, ", H 'h' mm"))
    return str(format_datetime(value, "d MMMM y, HH:mm"))


def weekday(value: date) -> str:
    """``vendredi``."""
    return _written(value, "EEEE")


def clock(value: datetime) -> str:
    """``14 h 05``."""
    if spoken() == "fr":
        return french(str(format_datetime(value, "H 'h' mm")))
    return str(format_datetime(value, "HH:mm"))


def partial(value: PartialDate | None) -> str:
    """A partial date at its own precision: ``1998``, ``mai 1998``, ``12 mai 1998``."""
    return _partial(spoken(), value) if value else ""


def _partial(language: str, value: PartialDate) -> str:
    return _in(language, value.earliest, PATTERNS[value.precision])


def period(value: Period | None) -> str:
    """``2004 – 2016``, ``depuis mars 2019``, ``mai 2017``, ``en cours``."""
    if value is None:
        return ""
    if value.end is None:
        return _open(value)
    if value.start is None or value.start == value.end:
        return partial(value.end)
    language = spoken()  # asked once: a page has hundreds of periods
    return f"{_partial(language, value.start)} – {_partial(language, value.end)}"


def _open(value: Period) -> str:
    start = partial(value.start)
    if not value.ongoing:
        return start
    return str(gettext("depuis %(start)s", start=start) if start else gettext("en cours"))


def capital(words: str) -> str:
    """*words* as the beginning of a line: ``Depuis mars 2019``."""
    return words[:1].upper() + words[1:]


FILTERS: dict[str, Callable[[Any], str]] = {
    "day": day,
    "moment": moment,
    "weekday": weekday,
    "clock": clock,
    "partial": partial,
    "period": period,
    "capital": capital,
}

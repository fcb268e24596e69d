"""The language a file is written in: the caller translates, a format only says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from portfolio.domain.dates import PartialDate

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def partial_in_french(value: PartialDate) -> str:
    """A partial date at its own precision: `1998`, `mai 1998`, `1er mai 1998`."""
    if value.month is None:
        return str(value.year)
    month = f"{MONTHS[value.month - 1]} {value.year}"
    if value.day is None:
        return month
    return f"{'1er' if value.day == 1 else value.day} {month}"


def moment_in_french(value: datetime) -> str:
    """`20 novembre 2026, 10 h 02`, in the value's own time zone."""
    day = "1er" if value.day == 1 else value.day
    return f"{day} {MONTHS[value.month - 1]} {value.year}, {value.hour} h {value.minute:02}"


@dataclass(frozen=True, slots=True)
class Words:
    """How to say sentences and dates; French unless the caller brings another language.

    *say* is gettext or like it; *partial* and *moment* write a date and a time out in full.
    """

    lang: str = "fr"
    say: Callable[[str], str] = str
    partial: Callable[[PartialDate], str] = partial_in_french
    moment: Callable[[datetime], str] = moment_in_french

    def __call__(self, sentence: str, **values: object) -> str:
        """*sentence* (marked with `N_`) said, with its `%(name)s` filled in."""
        said = self.say(sentence)
        return said % values if values else said


FRENCH = Words()

"""How many, and how heavy, as people say it."""

from functools import lru_cache

from flask_babel import format_decimal, gettext

from portfolio.domain.files import Weight
from portfolio.web.languages import spoken

LONG = 10_000  # a number from which its digits are set apart
KILO, MEGA = 1_000, 1_000_000


def counted(number: int) -> str:
    """``2000``, ``20 000``."""
    return format_decimal(number) if number >= LONG else str(number)


def told(value: object) -> object:
    """What stands in a sentence: a weight in words, anything else as it is."""
    return weight(value) if isinstance(value, Weight) else value


def weight(size: int) -> str:
    """``3 Ko``, ``1,2 Mo``: one kilobyte at least, unless there is nothing."""
    return _weight(spoken(), size)


@lru_cache(maxsize=1024)
def _weight(_language: str, size: int) -> str:
    """A page has hundreds of files, each named twice; a number of bytes is nobody's."""
    if size < MEGA:
        return str(gettext("%(size)s Ko", size=size and max(1, round(size / KILO))))
    return str(gettext("%(size)s Mo", size=format_decimal(round(size / MEGA, 1))))

"""How heavy a file is, as people say it."""

from flask_babel import format_decimal, gettext

KILO, MEGA = 1_000, 1_000_000


def weight(size: int) -> str:
    """``3 Ko``, ``1,2 Mo``: one kilobyte at least, unless there is nothing."""
    if size < MEGA:
        return str(gettext("%(size)s Ko", size=size and max(1, round(size / KILO))))
    return str(gettext("%(size)s Mo", size=format_decimal(round(size / MEGA, 1))))

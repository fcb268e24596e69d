"""A code to hand over: whom it is for, and how long what it opens stays open."""

from datetime import datetime, timedelta

from portfolio.domain.entries.choices import Choice
from portfolio.domain.words import N_

MOST_TRIES = 5
"""Wrong figures after which a code is dead: one chance in two hundred thousand."""
DEFAULT_DAYS = 7
LIVES = {
    0: N_("Aujourd’hui seulement"),
    7: N_("Une semaine"),
    30: N_("Un mois"),
    90: N_("Trois mois"),
}
"""How many days after today a code may still be used, and how that is said."""
BEARER = N_("la personne à qui je remets le code")


class Whom(Choice):
    """Who may use the code."""

    DESK = "desk", N_("À une structure : la première qui le tape sur son bureau")
    NAMED = "named", N_("À cette structure seulement")
    OUTSIDE = "outside", N_("À quelqu’un sans compte, avec six chiffres donnés à part")


class Stay(Choice):
    """How long what the code opens stays open, from the moment it is used."""

    HOUR = "hour", N_("Une heure")
    DAY = "day", N_("Un jour")
    WEEK = "week", N_("Une semaine")
    MONTH = "month", N_("Un mois")

    def until(self, now: datetime, latest: datetime) -> datetime:
        """When it closes, opened at *now*: never after *latest*."""
        return min(now + LASTING[self], latest)


LASTING = {
    Stay.HOUR: timedelta(hours=1),
    Stay.DAY: timedelta(days=1),
    Stay.WEEK: timedelta(days=7),
    Stay.MONTH: timedelta(days=30),
}

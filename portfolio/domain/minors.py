"""People under fifteen: what they agree to, somebody with parental authority agrees to as well.

GDPR, article 8; French act on data protection, article 45: alone from fifteen.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.shapes import Title
from portfolio.domain.errors import Refused
from portfolio.domain.words import N_

AGE = 15
JOINTLY = N_("Avant 15 ans, un parent ou un tuteur donne aussi son accord, sur la même page.")
NO_MONTH = N_("Écrivez le mois de vos 15 ans, par exemple 09/2028.")
OVER = N_("Ce mois est passé : vous avez 15 ans. Décochez la case.")
TOO_FAR = N_("Vérifiez l’année : ce mois est dans plus de 15 ans.")
NOT_SOONER = N_("Cette date ne peut pas être avancée.")


class Minor(BaseModel):
    """What an account keeps of it, sealed with the rest of its profile.

    *until* is the last day of the month of their fifteenth birthday: no other date of birth is
    asked for. *adult* is who agreed with them when the account was opened.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    until: date
    adult: Title = Field(title=N_("Nom du parent ou du tuteur"))

    def is_under_age(self, today: date) -> bool:
        """Whether an adult must still agree with them."""
        return today <= self.until


def last_day(typed: str, today: date) -> date:
    """The last day of the month *typed*, in which somebody will be fifteen.

    Raises :class:`Refused` for a month that cannot be, and what is no month at all.
    """
    try:
        month = PartialDate.parse(typed)
    except ValueError as why:
        raise Refused(NO_MONTH, "fifteen") from why
    if month.month is None:
        raise Refused(NO_MONTH, "fifteen")
    last = PartialDate(month.year, month.month).latest
    if last < today:
        raise Refused(OVER, "fifteen")
    if last.year > today.year + AGE:
        raise Refused(TOO_FAR, "fifteen")
    return last


def check_later(former: Minor | None, until: date) -> None:
    """Raise :class:`Refused` for a correction that would make somebody older than they said."""
    if former and until < former.until:
        raise Refused(NOT_SOONER, "fifteen")

"""Days known to the day, of the years that :mod:`portfolio.domain.dates` knows."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from portfolio.domain.dates import PartialDate


def _known(day: date) -> date:
    PartialDate(day.year)
    return day


Day = Annotated[date, AfterValidator(_known)]
"""What is reckoned from it, an hour or the day after, is never past the end of the calendar."""

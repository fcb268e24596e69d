"""Somebody under fifteen, and the adult who agreed with them: told in their profile and journal."""

from portfolio.domain.minors import Minor, check_later
from portfolio.services import boxes, journal, profiles
from portfolio.services.work import Work

AGREED = "minor.agreed"
"""What the journal says when an adult agreed with its owner that there be an account."""


def note(work: Work) -> None:
    """Write in the journal of an account just opened that an adult agreed to it."""
    journal.write(work, boxes.portfolio_of(work), AGREED)


def declare(work: Work, minor: Minor) -> None:
    """Take the actor for somebody under fifteen until *minor* says, from now on.

    Raises :class:`Refused` for a day sooner than they said before: nobody grows older by
    themself.
    """
    check_later(profiles.read(work).minor, minor.until)
    profiles.change(work, minor=minor.model_dump())
    note(work)

"""What somebody may be reminded of by a letter that says nothing, and from which day on."""

from collections.abc import Iterator
from datetime import date, timedelta

from portfolio.domain.access import Role
from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action, ActionStatus
from portfolio.domain.entries.choices import Choice
from portfolio.domain.words import N_

ENDING = (30, 7)
"""Days before the end of a share."""
PATIENCE = timedelta(days=1)
"""How long a proposal waits before its owner is reminded: most are answered in the interview."""
FRESH = 365
"""Days without a change after which one is asked, once a year, whether it is still true."""
LATE = timedelta(days=30)
"""Beyond which a reminder that could not leave says nothing useful any more."""
OPEN = frozenset({ActionStatus.AGREED, ActionStatus.IN_PROGRESS})


class Reminder(Choice):
    """The types, each of which can be turned off."""

    DUE = "due", N_("Une action à faire bientôt, quand vous l’avez demandé")
    ENDING = "ending", N_("Un partage qui finit dans 30 jours, puis dans 7 jours")
    WAITING = (
        "waiting",
        N_("Une proposition, une synthèse, un témoignage ou une fiche d’entretien qui vous attend"),
    )
    APPOINTMENT = "appointment", N_("Un rendez-vous proposé ou changé, et la veille de ce jour")
    RELAY = "relay", N_("Un relais vers une autre structure : ce qui arrive, ce qui attend")
    ACCESS = "access", N_("Une lecture de mon fil, une copie, un partage ouvert ou fini")
    FRESH = "fresh", N_("Une fois par an : est-ce que tout est encore vrai ?")
    DIGEST = "digest", N_("Du nouveau dans les fils qu’on partage avec vous, une fois par jour")


TYPES: dict[Role, tuple[Reminder, ...]] = {
    Role.CITIZEN: tuple(kind for kind in Reminder if kind is not Reminder.DIGEST),
    Role.PROFESSIONAL: (Reminder.APPOINTMENT, Reminder.RELAY, Reminder.DIGEST),
}
"""Who may be reminded of what."""
ON_REQUEST = frozenset({Reminder.ACCESS, Reminder.DIGEST})
"""The types that nobody gets without having asked: a visit a week would soon be a letter a week."""


def day_of(entry: Entry, today: date) -> date | None:
    """The day on which to remind of *entry*; None when nobody asked, or it is over."""
    if not isinstance(entry, Action) or entry.status not in OPEN or entry.due is None:
        return None
    ahead, due = entry.remind.days, entry.due.latest
    return due - timedelta(days=ahead) if ahead is not None and due >= today else None


def steps(created: date, ends: date, today: date) -> Iterator[int]:
    """The step reached before the end of a share; none that was reached the day it was given."""
    left = (ends - today).days
    reached = [step for step in ENDING if left <= step < (ends - created).days]
    yield from reached[-1:]


def year_of_rest(changed: date, today: date) -> int:
    """How many whole years nothing changed, while it is time to say so; else 0."""
    years, days = divmod((today - changed).days, FRESH)
    return years if days <= LATE.days else 0

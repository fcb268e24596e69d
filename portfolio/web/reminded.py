"""Whether the letter that an action asks for can leave: said at once, not found out on the day."""

from flask import flash
from flask_login import current_user

from portfolio.domain.entries import Entry
from portfolio.domain.entries.action import Action
from portfolio.domain.reminders import OPEN, Reminder
from portfolio.domain.words import N_
from portfolio.services import mail_choices
from portfolio.services.work import Work
from portfolio.web import letters
from portfolio.web.templating import say

UNDATED = N_("Aucun rappel ne partira : il manque une date à « Pour quand ? ».")
CLOSED = N_("Aucun rappel ne partira : cette installation n’envoie pas de messages.")
NOWHERE = N_("Aucun rappel ne partira : il faut une adresse électronique, dans « Mon compte ».")
UNWANTED = N_(
    "Aucun rappel ne partira : vous avez arrêté cette sorte de rappels, dans « Mon compte »."
)


def warn(work: Work, entry: Entry) -> None:
    """Say beside what was just saved that its letter cannot leave, if it cannot."""
    if lacking := hindrance(work, entry):
        flash(lacking, "warn")


def hindrance(work: Work, entry: Entry) -> str:
    """Why the letter that *entry* asks for cannot leave; empty when it can, or is not asked for."""
    if not isinstance(entry, Action) or entry.remind.days is None or entry.status not in OPEN:
        return ""
    return say(_hindrance(work) if entry.due else UNDATED)


def _hindrance(work: Work) -> str:
    """What keeps every letter about an action from leaving."""
    if not letters.is_open():
        return CLOSED
    if not current_user.profile.email:
        return NOWHERE
    return "" if Reminder.DUE in mail_choices.read(work) else UNWANTED

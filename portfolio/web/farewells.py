"""The end of the service on the pages: told on each, and what is open once it stopped."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy.exc import OperationalError

from portfolio.domain.access import Role
from portfolio.domain.errors import Closed, Tampered
from portfolio.domain.farewell import Farewell, Stage
from portfolio.doors import permission_of
from portfolio.extensions import db
from portfolio.services import archives, farewells
from portfolio.web import signin

FRESH = timedelta(minutes=1)
"""How long a worker goes by what it read: the end is announced months before."""
BEGINS = frozenset(
    {
        *("accounts.register", "accounts.register_professional", "codes.new", "desk.ask"),
        *("sharing.new", "sharing.again", "sharing.also", "sharing.renew"),
        *("sharing.accept_request", "sharing.new_meeting_code"),
    }
)
"""Where something begins that would outlive the service."""
PUBLIC = frozenset(
    {
        *("home.index", "home.help", "home.privacy", "home.accessibility", "home.legal"),
        *("home.glossary", "home.language", "home.sprite", "home.health", "accounts.sign_out"),
    }
)
"""What stays when all else is over."""
READING = PUBLIC | {
    *("accounts.sign_in", "accounts.second_step", "accounts.lost", "accounts.prove"),
    *("accounts.recover", "accounts.recovery_sheet"),
    *("accounts.recovery_sheet_pdf", "accounts.show", "accounts.known"),
    *("accounts.erasure", "accounts.erase", "accounts.stay"),
    *("thread.index", "thread.list_", "entries.index", "entries.show", "entries.skills"),
    *("entries.export", "evidence.index", "evidence.download", "plans.index", "plans.print_"),
    *("plans.export", "handouts.index", "handouts.page", "handouts.page_file"),
    *("handouts.portfolio", "handouts.portfolio_file", "handouts.archive"),
    *("handouts.archive_file", "handouts.read_cv", "handouts.cv_file", "handouts.booklet_file"),
    *("sharing.index", "sharing.show", "sharing.receipt", "sharing.receipt_pdf"),
    *("sharing.receipt_json", "sharing.journal", "sharing.journal_csv"),
}
"""What somebody comes in for once the service stopped: to read, and to take home."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The end of the service as a page tells it."""

    farewell: Farewell
    stage: Stage


def current() -> Parting | None:
    """What was announced, as this worker read it less than a minute ago."""
    now = signin.now()
    kept: tuple[datetime, Farewell | None] | None = current_app.extensions.get("farewell")
    if kept is None or not timedelta() <= now - kept[0] < FRESH:
        kept = current_app.extensions["farewell"] = now, _read()
    return Parting(kept[1], kept[1].stage(now)) if kept[1] else None


def told() -> Parting | None:
    """The same for a page that must be drawn whatever happened."""
    with suppress(OperationalError):
        return None if signin.current().broken else current()
    return None


def check(endpoint: str) -> None:
    """Raise :class:`Closed` for what is not open any more."""
    if _is_shut(endpoint):
        raise Closed


def _is_shut(endpoint: str) -> bool:
    if endpoint in PUBLIC:  # never shut, and read even while the database is away
        return False
    known = current() if permission_of(current_app, endpoint) else None
    if known is None or known.stage is Stage.ANNOUNCED:
        return False
    if known.stage is Stage.ENDED:
        return endpoint in BEGINS
    return known.stage is not Stage.STOPPED or endpoint not in READING


def leads_home() -> bool:
    """Whether whoever just came in has not taken everything home since the end was announced."""
    known = current()
    if known is None or signin.actor().role is not Role.CITIZEN:
        return False
    taken = archives.last_taken(signin.work())
    return taken is None or taken < known.farewell.announced_at


def _read() -> Farewell | None:
    """The row, if it is ours: a hand in the database closes nothing, and the log says so."""
    try:
        return farewells.read(db.session(), signin.keyring())
    except Tampered:
        current_app.logger.error("the end of the service was not announced by this service")  # noqa: TRY400  # its trace says nothing more
        return None

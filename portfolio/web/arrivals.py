"""Coming in: an account opens or is opened, a session begins, and the first page follows."""

from secrets import randbelow

from flask import Response, flash, redirect, request

from portfolio.domain import browsers
from portfolio.domain.access import Role
from portfolio.domain.minors import Minor
from portfolio.domain.words import N_
from portfolio.extensions import db
from portfolio.services import accounts, members, minors, unlocking
from portfolio.services.accounts import Newcomer
from portfolio.services.sessions import Holder
from portfolio.services.unlocking import ACCOUNT, Unlocked
from portfolio.web import attempts, farewells, places, responses, signin
from portfolio.web.templating import locale, say_with

WHOLE_GROUPS = 8  # of a recovery code; its ninth has two characters only
LANDINGS = {
    Role.CITIZEN: "thread.index",
    Role.PROFESSIONAL: "desk.index",
    Role.ARRIVING: "accounts.telephone",
    Role.SCRIBE: "scribe.index",
}
FAILED = N_(
    "%(count)s essais de connexion ont échoué avant celui-ci. "
    "Si ce n’était pas vous, changez votre phrase de passe."
)


def landing() -> Response:
    """The page where someone of this role starts."""
    return responses.see_other(LANDINGS.get(signin.actor().role, "home.index"))


def begin(holder: Holder, user_key: bytes) -> str:
    """Open a session for *holder* on this device; returns its secret."""
    device = browsers.label(request.user_agent.string)
    secret = signin.begin(holder, user_key, device)
    if holder.role is Role.PROFESSIONAL:
        _take_place()
    return secret


def open_account(role: Role, name: str, phrase: str, minor: Minor | None = None) -> str:
    """Open an account and a session on it; returns the recovery code, to be shown at once."""
    stretched = attempts.stretched(phrase)
    session, keys, now = db.session(), signin.keyring(), signin.now()
    accounts.ration(session, keys, attempts.place(), now)
    newcomer = Newcomer(role, name, stretched, locale(), minor)
    made = accounts.register(session, keys, newcomer, now)
    begin(unlocking.holder_of(made.account), made.user_key)
    if minor:
        minors.note(signin.work())
    return made.recovery_code


def show_code(code: str, *, arriving: bool = False) -> Response:
    """Put *code* in the sealed session and go and show it; *arriving* in a newcomer's steps."""
    kept = signin.current()
    kept["code"], kept["asked"], kept["arriving"] = code, randbelow(WHOLE_GROUPS) + 1, arriving
    return responses.see_other("accounts.recovery_sheet")


def enter(unlocked: Unlocked, target: str | None) -> Response:
    """Begin, say what happened meanwhile, and go where the person was going."""
    begin(unlocked.holder, unlocked.user_key)
    if unlocked.failures >= ACCOUNT.free:
        flash(say_with(FAILED, count=unlocked.failures), "warn")
    if farewells.leads_home():
        return responses.see_other("handouts.archive")
    place = responses.safe_next(target)
    return redirect(place, 303) if place else landing()  # type: ignore[return-value]


def _take_place() -> None:
    """Act for the first structure that confirmed the person, until they choose another."""
    for one in places.remember(members.mine(signin.work()))[:1]:
        places.take(one)

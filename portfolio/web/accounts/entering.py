"""Coming in: a session begins, a professional takes their place, and the first page follows."""

from flask import Response, flash, redirect, request

from portfolio.domain import browsers
from portfolio.domain.access import Role
from portfolio.domain.structures import Membership
from portfolio.domain.words import N_
from portfolio.services import members
from portfolio.services.sessions import Holder
from portfolio.services.unlocking import ACCOUNT, Unlocked
from portfolio.web import responses, signin
from portfolio.web.templating import say_with

LANDINGS = {Role.CITIZEN: "thread.index", Role.PROFESSIONAL: "desk.index"}
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


def enter(unlocked: Unlocked, target: str | None) -> Response:
    """Begin, say what happened meanwhile, and go where the person was going."""
    begin(unlocked.holder, unlocked.user_key)
    if unlocked.failures >= ACCOUNT.free:
        flash(say_with(FAILED, count=unlocked.failures), "warn")
    place = responses.safe_next(target)
    return redirect(place, 303) if place else landing()  # type: ignore[return-value]


def _take_place() -> None:
    """Act for the first structure that confirmed the person, until they choose another."""
    for one in members.mine(signin.work()):
        if one.state is Membership.CONFIRMED:
            signin.act_for(one.structure_id)
            signin.current()["structure_name"] = one.structure
            return

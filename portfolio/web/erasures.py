"""Whoever asked that their account be deleted: told on every page, and nothing new opens."""

from datetime import datetime

from flask import flash, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Role
from portfolio.domain.erasure import NOTHING_NEW
from portfolio.web import farewells, responses, signin
from portfolio.web.templating import say

BEGINS = farewells.BEGINS | {
    *("sharing.who", "sharing.whom", "sharing.system", "sharing.what", "sharing.why"),
    *("sharing.check", "codes.check", "endorsements.ask"),
}
"""Where something begins that others would open, or goes on that another tab began."""


def check() -> ResponseReturnValue | None:
    """Lead away from where something would begin, and say why."""
    if asked() is None or request.endpoint not in BEGINS:
        return None
    flash(say(NOTHING_NEW), "warn")
    return responses.see_other("accounts.erasure")


def asked() -> datetime | None:
    """When the account of whoever is here goes, if they asked for that."""
    holder = signin.current().holder
    return holder.erase_at if holder and holder.role is Role.CITIZEN else None

"""The desk itself, on which the modules beside this one put their pages."""

from flask import flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Conflict, Refused
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.web import responses, transaction
from portfolio.web.templating import say, say_with

SHARE = Permission.SHARE
MOVED = N_("Cela a changé dans une autre fenêtre. Relisez, puis recommencez.")

bp = Desk("preparing", __name__, url_prefix="/preparing")


@bp.errorhandler(Refused)
def refused(why: Refused) -> ResponseReturnValue:
    """An act that cannot be done just now: said where one comes from, nothing of it kept."""
    transaction.release()
    flash(say_with(why.message, **why.values), "warn")
    return responses.see_other("preparing.index")


@bp.errorhandler(Conflict)
def moved(_why: Conflict) -> ResponseReturnValue:
    """A button of a page that is not up to date any more."""
    transaction.release()
    flash(say(MOVED), "warn")
    return responses.see_other("preparing.index")

"""The desk itself, on which the modules beside this one put their pages."""

from flask import Response, flash
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.errors import Refused
from portfolio.doors import Desk
from portfolio.web import responses, transaction
from portfolio.web.templating import say_with

USE = Permission.USE_DESK

bp = Desk("bank", __name__, url_prefix="/bank")


@bp.errorhandler(Refused)
def refused(why: Refused) -> ResponseReturnValue:
    """An act that cannot be done just now: said on the list, nothing of it kept."""
    transaction.release()
    flash(say_with(why.message, **why.values), "warn")
    back: Response = responses.see_other("bank.index")
    return back

"""Words that somebody looks for on one page: kept in their session, sealed, and in no address.

An address stays in a browser's history and in the logs of whatever stands before us; beside the
address of an interview, what was looked for says something of a person. A page that was searched
only says so (``?sought=yes``); without that word it shows everything again.
"""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.errors import NotFound
from portfolio.domain.searching import LONGEST
from portfolio.doors import Desk
from portfolio.web import responses, signin

bp = Desk("sought", __name__)

KEPT, WORD = "sought", "sought"
MOST = 4
"""Pages whose words a session keeps: the oldest give way."""


@bp.post("/sought", permission=Permission.OWN_ACCOUNT)
def seek() -> ResponseReturnValue:
    """Keep what was typed for the page it was typed on, and lead back there."""
    place = responses.safe_next(request.form.get("next"))
    if place is None:
        raise NotFound
    path, typed = place.split("?")[0], clean_line(request.form.get("q", ""))[:LONGEST]
    kept = {name: said for name, said in _kept().items() if name != path}
    last = list(kept)[-(MOST - 1) :]
    signin.current()[KEPT] = {name: kept[name] for name in last} | {path: typed}
    return redirect(f"{path}?{WORD}=yes" if typed else path, 303)


def words() -> str:
    """What was looked for on this page, when its address says that something was."""
    return _kept().get(request.path, "") if WORD in request.args else ""


def _kept() -> dict[str, str]:
    return dict(signin.current().get(KEPT, {}))

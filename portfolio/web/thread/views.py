"""Pages where a citizen reads their thread: drawn, or as a list."""

from uuid import UUID

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission
from portfolio.domain.sharing import day_of
from portfolio.domain.thread import Order
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.services import entries, profiles
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say
from portfolio.web.thread import home, listing, proposing

bp = Desk("thread", __name__, url_prefix="/thread")
KEEP = Permission.KEEP_PORTFOLIO


def order() -> Order:
    """Which end of the life comes first; the most recent unless the address says otherwise."""
    return Order.OLDEST if request.args.get("order") == Order.OLDEST else Order.RECENT


@bp.get("", permission=KEEP)
def index() -> str:
    number = request.args.get("page", 1, type=int)
    return render_template("thread/index.html", **home.page(work(), order(), number))


@bp.get("/list", permission=KEEP)
def list_() -> str:
    hidden = request.args.get("private") == "without"
    return listing.page(work(), order(), hidden=hidden)


@bp.post("/later", permission=KEEP)
def later() -> ResponseReturnValue:
    what = request.form.get("what", "")
    until = proposing.aside_until(what, day_of(work().now))
    profiles.put_aside(work(), what, until)
    flash(say(N_("D’accord, plus tard.")), "ok")
    return see_other("thread.index")


@bp.post("/<uuid:entry_id>/true", permission=KEEP)
def still_true(entry_id: UUID) -> ResponseReturnValue:
    today = day_of(work().now)
    entries.confirm(work(), entry_id, today)
    profiles.put_aside(work(), proposing.TRUE, today + proposing.SOON)
    flash(say(N_("Merci, c’est noté. Rien d’autre ne change.")), "ok")
    return see_other("thread.index")

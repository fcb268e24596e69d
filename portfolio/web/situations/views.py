"""The page where a citizen reads their situation checks; each is written like any other entry."""

from flask import render_template, request

from portfolio.domain.access import Permission
from portfolio.domain.entries.areas import AREAS
from portfolio.doors import Desk
from portfolio.web.signin import work
from portfolio.web.situations import pages

bp = Desk("situations", __name__, url_prefix="/situation")
KEEP = Permission.KEEP_PORTFOLIO


@bp.app_template_global()
def examples_of(area: str) -> tuple[str, ...]:
    """What may be said of an area, for its questions wherever they are asked."""
    return AREAS[area].examples


@bp.app_template_global()
def area_label(area: str) -> str:
    """What an area is called, not translated yet."""
    return AREAS[area].label


@bp.get("", permission=KEEP)
def index() -> str:
    return render_template("situations/index.html", **pages.compared(work(), request.args))

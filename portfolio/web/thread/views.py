"""Pages where a citizen reads their thread.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("thread", __name__, url_prefix="/thread")


@bp.get("/", permission=Permission.KEEP_PORTFOLIO)
def index() -> str:
    return render_template("home/soon.html")

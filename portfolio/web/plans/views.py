"""Pages of the project and the plan of action.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("plans", __name__, url_prefix="/plans")


@bp.get("/", permission=Permission.KEEP_PORTFOLIO)
def index() -> str:
    return render_template("home/soon.html")

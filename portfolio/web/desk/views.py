"""Pages where professionals find the people who share with them.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("desk", __name__, url_prefix="/desk")


@bp.get("/", permission=Permission.USE_DESK)
def index() -> str:
    return render_template("home/soon.html")

"""Pages where a file is brought in.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("imports", __name__, url_prefix="/imports")


@bp.get("/", permission=Permission.KEEP_PORTFOLIO)
def new() -> str:
    return render_template("home/soon.html")

"""Pages where a citizen shares, and stops sharing.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("sharing", __name__, url_prefix="/shares")


@bp.get("/", permission=Permission.SHARE)
def index() -> str:
    return render_template("home/soon.html")

"""Pages where a citizen keeps entries.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("entries", __name__, url_prefix="/entries")


@bp.get("/", permission=Permission.KEEP_PORTFOLIO)
def skills() -> str:
    return render_template("home/soon.html")

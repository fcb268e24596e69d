"""Pages where a citizen shares, and stops sharing.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk
from portfolio.web.records import record_of

bp = Desk("sharing", __name__, url_prefix="/shares")
bp.add_app_template_global(record_of, "record_of")


@bp.get("/", permission=Permission.SHARE)
def index() -> str:
    return render_template("home/soon.html")

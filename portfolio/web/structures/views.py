"""Pages of the network's structures.

A first page only, so that the application starts before this desk is built.
"""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk

bp = Desk("structures", __name__, url_prefix="/structures")


@bp.get("/", permission=Permission.VISIT)
def index() -> str:
    return render_template("home/soon.html")


@bp.get("/team", permission=Permission.MANAGE_MEMBERS)
def team() -> str:
    return render_template("home/soon.html")

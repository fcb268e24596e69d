"""One question, one page: what a citizen wrote, found again."""

from flask import render_template

from portfolio.domain.access import Permission
from portfolio.doors import Desk
from portfolio.services import entries
from portfolio.web import sought
from portfolio.web.search import finding
from portfolio.web.signin import work

bp = Desk("search", __name__)


@bp.get("/search", permission=Permission.KEEP_PORTFOLIO)
def index() -> str:
    question = sought.words()
    found = finding.find(entries.read_all(work()), question)
    return render_template("search/index.html", question=question, found=found)

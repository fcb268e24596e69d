"""One question, one page: what a citizen wrote, found again."""

from flask import render_template, request

from portfolio.domain.access import Permission
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.searching import LONGEST
from portfolio.doors import Desk
from portfolio.services import entries
from portfolio.web.search import finding
from portfolio.web.signin import work

bp = Desk("search", __name__)


@bp.get("/search", permission=Permission.KEEP_PORTFOLIO)
def index() -> str:
    question = clean_line(request.args.get("q", ""))[:LONGEST]
    found = finding.find(entries.read_all(work()), question)
    return render_template("search/index.html", question=question, found=found)

"""Looking up a framework: a page for everybody, and its answers for a script."""

from flask import Response, jsonify, render_template, request

from portfolio.domain.access import Permission
from portfolio.doors import Desk
from portfolio.extensions import db
from portfolio.services import frameworks
from portfolio.web.frameworks import pages

bp = Desk("frameworks", __name__, url_prefix="/frameworks")
ANYBODY = Permission.OWN_ACCOUNT


@bp.get("", permission=ANYBODY)
def index() -> str:
    return render_template("frameworks/index.html", shelves=frameworks.shelves(db.session()))


@bp.get("/search", permission=ANYBODY)
def search() -> str:
    asked = pages.asked(request.args)
    shelves = frameworks.shelves(db.session())
    results = pages.results(asked)
    return render_template("frameworks/search.html", asked=asked, shelves=shelves, results=results)


@bp.get("/search.json", permission=ANYBODY)
def search_json() -> Response:
    results = pages.results(pages.asked(request.args))
    return jsonify(total=results.total, found=[pages.told(line) for line in results.found])


@bp.get("/<name>", permission=ANYBODY)
def show(name: str) -> str:
    results = frameworks.browse(db.session(), name, request.args.get("page", 1, type=int))
    return render_template("frameworks/show.html", name=name, results=results)

"""Looking up a framework: a page for everybody, and its answers for a script."""

from uuid import UUID

from flask import Response, flash, jsonify, render_template, request

from portfolio.domain.access import Permission
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.extensions import db
from portfolio.services import classifying, frameworks
from portfolio.web.frameworks import pages
from portfolio.web.paging import number_in
from portfolio.web.responses import see_other
from portfolio.web.signin import work
from portfolio.web.templating import say

bp = Desk("frameworks", __name__)
ANYBODY, KEEP = Permission.OWN_ACCOUNT, Permission.KEEP_PORTFOLIO


@bp.get("/frameworks", permission=ANYBODY)
def index() -> str:
    return render_template("frameworks/index.html", shelves=frameworks.shelves(db.session()))


@bp.get("/frameworks/search", permission=ANYBODY)
def search() -> str:
    asked = pages.asked(request.args)
    shelves = frameworks.shelves(db.session())
    results = pages.results(asked)
    return render_template("frameworks/search.html", asked=asked, shelves=shelves, results=results)


@bp.get("/frameworks/search.json", permission=ANYBODY)
def search_json() -> Response:
    results = pages.results(pages.asked(request.args))
    return jsonify(total=results.total, found=[pages.told(line) for line in results.found])


@bp.get("/frameworks/<name>", permission=ANYBODY)
def show(name: str) -> str:
    results = frameworks.browse(db.session(), name, number_in(request.args))
    return render_template("frameworks/show.html", name=name, results=results)


@bp.get("/portfolio/<uuid:entry_id>/classes", permission=KEEP)
def classes(entry_id: UUID) -> str:
    one, skill = classifying.read(work(), entry_id)
    page = {"one": one, "skill": skill, "asked": pages.asked(request.args)}
    return render_template("frameworks/classes.html", **page, **pages.choices(work(), skill))


@bp.post("/portfolio/<uuid:entry_id>/classes", permission=KEEP)
def classify(entry_id: UUID) -> Response:
    classifying.classify(work(), entry_id, *pages.line_sent())
    flash(say(N_("C’est noté, à côté de vos mots.")), "ok")
    return see_other("entries.show", entry_id=entry_id)


@bp.post("/portfolio/<uuid:entry_id>/classes/remove", permission=KEEP)
def unclassify(entry_id: UUID) -> Response:
    classifying.unclassify(work(), entry_id, *pages.line_sent())
    flash(say(N_("C’est retiré. Vos mots n’ont pas changé.")), "ok")
    return see_other("frameworks.classes", entry_id=entry_id)


@bp.post("/portfolio/<uuid:entry_id>/classes/none", permission=KEEP)
def nothing_fits(entry_id: UUID) -> Response:
    classifying.say_nothing_fits(work(), entry_id)
    flash(say(N_("C’est noté : vos mots suffisent.")), "ok")
    return see_other("entries.show", entry_id=entry_id)

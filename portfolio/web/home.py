"""Pages for everyone: the way in, help, promises, and the choice of language."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from portfolio.domain import acronyms, searching
from portfolio.domain.access import Permission, Role
from portfolio.domain.acronyms import Acronym
from portfolio.domain.entries.shapes import clean_line
from portfolio.domain.thread.hero import hero
from portfolio.domain.thread.how import how
from portfolio.domain.words import N_
from portfolio.doors import Desk
from portfolio.extensions import db
from portfolio.services import profiles
from portfolio.settings import Settings
from portfolio.web import arrivals, icons, responses, signin
from portfolio.web.templating import LOCALES, locale, say

bp = Desk("home", __name__)
VISIT = Permission.VISIT


@bp.get("/", permission=VISIT)
def index() -> ResponseReturnValue:
    if signin.actor().role is not Role.VISITOR:
        return arrivals.landing()
    drawn = {"hero": _drawn(hero(say)), "how": [_drawn(step) for step in how()]}
    return render_template("home/index.html", **drawn)


@bp.get("/help", permission=VISIT)
def help() -> str:  # noqa: A001  # the page's name
    return render_template("home/help.html", **_operator())


@bp.get("/privacy", permission=VISIT)
def privacy() -> str:
    return render_template("home/privacy.html", **_operator())


@bp.get("/accessibility", permission=VISIT)
def accessibility() -> str:
    return render_template("home/accessibility.html", **_operator())


@bp.get("/legal", permission=VISIT)
def legal() -> str:
    return render_template("home/legal.html", **_operator())


@bp.get("/glossary", permission=VISIT)
def glossary() -> str:
    question = clean_line(request.args.get("q", ""))[: searching.LONGEST]
    terms = searching.terms_of(question)
    entries = {key: each for key, each in acronyms.known().items() if _is_about(key, each, terms)}
    return render_template("home/glossary.html", entries=entries, question=question)


@bp.get("/keyboard", permission=VISIT)
def keyboard() -> str:
    return render_template("home/keyboard.html")


@bp.post("/keyboard", permission=Permission.OWN_ACCOUNT)
def choose_keyboard() -> ResponseReturnValue:
    wanted = request.form.get("shortcuts") == "on"
    profiles.change(signin.work(), shortcuts=wanted)
    told = N_("Les raccourcis sont en marche.") if wanted else N_("Les raccourcis sont arrêtés.")
    flash(say(told), "ok")
    return responses.see_other("home.keyboard")


@bp.post("/text-size", permission=Permission.OWN_ACCOUNT)
def choose_size() -> ResponseReturnValue:
    profiles.change(signin.work(), large=request.form.get("large") == "on")
    target = responses.safe_next(request.form.get("next"))
    return redirect(target or url_for("accounts.preferences"), 303)


@bp.post("/language", permission=VISIT)
def language() -> ResponseReturnValue:
    chosen = request.form.get("locale", "")
    if chosen in LOCALES:
        signin.current()["locale"] = chosen
        if current_user.is_authenticated:
            profiles.account_of(signin.work()).locale = chosen
    target = responses.safe_next(request.form.get("next"))
    return redirect(target or "/", 303)


@bp.get("/icons.svg", permission=VISIT)
def sprite() -> Response:
    return Response(icons.sprite(), mimetype="image/svg+xml")


@bp.get("/health", permission=VISIT)
def health() -> Response:
    db.session.connection()
    return Response("ok\n", mimetype="text/plain")


def _is_about(key: str, each: Acronym, terms: tuple[str, ...]) -> bool:
    return searching.holds_all([key, each.name, each.told(locale())], terms)


def _drawn(svg: str) -> Markup:
    """A drawing of the domain, which escapes what it writes."""
    return Markup(svg)  # noqa: S704


def _operator() -> dict[str, object]:
    """Who runs this installation, where to write to them, and how long a session may rest."""
    settings: Settings = current_app.extensions["settings"]
    minutes = int(settings.session_idle.total_seconds() // 60)
    return {"operator": settings.operator, "contact": settings.contact, "minutes": minutes}

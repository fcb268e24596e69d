"""Pages for everyone: the way in, help, promises, and the choice of language."""

from flask import Response, render_template, request, session  # noqa: TID251  # a visitor's language
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portfolio.domain.access import Permission, Role
from portfolio.doors import Desk
from portfolio.extensions import db
from portfolio.services import profiles
from portfolio.web import icons, responses, signin
from portfolio.web.templating import LOCALES

bp = Desk("home", __name__)
VISIT = Permission.VISIT


@bp.get("/", permission=VISIT)
def index() -> ResponseReturnValue:
    role = signin.actor().role
    if role is Role.CITIZEN:
        return responses.see_other("thread.index")
    if role is Role.PROFESSIONAL:
        return responses.see_other("desk.index")
    return render_template("home/index.html")


@bp.get("/help", permission=VISIT)
def help() -> str:  # noqa: A001  # the page's name
    return render_template("home/help.html")


@bp.get("/privacy", permission=VISIT)
def privacy() -> str:
    return render_template("home/privacy.html")


@bp.get("/accessibility", permission=VISIT)
def accessibility() -> str:
    return render_template("home/accessibility.html")


@bp.get("/legal", permission=VISIT)
def legal() -> str:
    return render_template("home/legal.html")


@bp.post("/language", permission=VISIT)
def language() -> ResponseReturnValue:
    chosen = request.form.get("locale", "")
    if chosen in LOCALES:
        session["locale"] = chosen
        if current_user.is_authenticated:
            profiles.account_of(signin.work()).locale = chosen
    target = responses.safe_next(request.form.get("next"))
    return Response(status=303, headers={"Location": target or "/"})


@bp.get("/icons.svg", permission=VISIT)
def sprite() -> Response:
    return Response(icons.sprite(), mimetype="image/svg+xml")


@bp.get("/health", permission=VISIT)
def health() -> Response:
    db.session.connection()
    return Response("ok\n", mimetype="text/plain")

"""Problems of the domain, and of HTTP, as pages: one table, pages that reveal nothing."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portfolio.domain import errors
from portfolio.domain.access import VISITOR, Role, may
from portfolio.domain.team import TeamAct
from portfolio.doors import permission_of
from portfolio.extensions import db
from portfolio.services.members import Belonging
from portfolio.web import alerts, places, proving, responses, signin, unsaved
from portfolio.web.templating import say_with

STATUS: dict[type[errors.Problem], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.UnknownName: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Tampered: HTTPStatus.CONFLICT,
    errors.Unsealable: HTTPStatus.CONFLICT,
    errors.Closed: HTTPStatus.GONE,
    errors.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
}
HASTY = {errors.ProofNeeded: TeamAct.HURRIED, errors.Paced: TeamAct.PACED}
"""What the key holders of a structure are told of."""
PAGES = {400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503}
AGAIN_IN = "10"  # seconds after which a database that did not answer is asked again


def init_app(app: Flask) -> None:
    """Answer every problem with a page of ours."""
    app.register_error_handler(errors.Problem, _problem)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)


def _problem(problem: errors.Problem) -> ResponseReturnValue:
    if isinstance(problem, errors.VaultLocked):
        db.session.rollback()
        return redirect(url_for("accounts.sign_in", next=request.full_path), 303)
    if act := HASTY.get(type(problem)):
        alerts.raise_(act)
    if isinstance(problem, errors.ProofNeeded):
        return proving.ask()
    status = next((code for kind, code in STATUS.items() if isinstance(problem, kind)), None)
    if status is None:
        raise problem
    lost = status is HTTPStatus.NOT_FOUND and signin.actor().role is not Role.VISITOR
    page = _page(status, problem, typed=unsaved.words() if lost else "")
    if isinstance(problem, (errors.Overloaded, errors.TooMany)):
        page.headers["Retry-After"] = str(problem.retry_after)
    return page


def _stale_form(_problem: CSRFError) -> ResponseReturnValue:
    if signin.current().broken:
        return _unavailable()
    if unsaved.asked_by_script() and signin.actor().role is Role.VISITOR:
        return _page(HTTPStatus.UNAUTHORIZED)
    if place := places.of_stale_form():
        return _for_another_place(place)
    return _page(HTTPStatus.BAD_REQUEST, typed=unsaved.words(), reopened=_open_to_all())


def _open_to_all() -> str:
    """The page that the form was on, where nobody need sign in to see it."""
    asked = permission_of(current_app, request.endpoint or "")
    visited = asked is not None and may(VISITOR, asked)
    return (responses.safe_next(request.path) or "") if visited else ""


def _for_another_place(place: Belonging) -> Response:
    """The form is of a page left open for another structure: nothing was done for either."""
    db.session.rollback()
    back = responses.safe_next(urlsplit(request.referrer or "").path)
    typed = unsaved.words()
    page = render_template("errors/another_place.html", place=place, back=back, typed=typed)
    return make_response(page, HTTPStatus.BAD_REQUEST)


def _wrong_host(_problem: SecurityError) -> ResponseReturnValue:
    """Asked under a name that is not ours: no page, since its links would carry that name."""
    return Response("400\n", HTTPStatus.BAD_REQUEST, mimetype="text/plain")


def _no_database(problem: OperationalError) -> ResponseReturnValue:
    """The database is away, locked or full: nothing was kept, and nothing more is tried."""
    current_app.logger.error("the database did not answer: %s", type(problem.orig).__name__)
    signin.current().broken = True
    return _unavailable()


def _unavailable() -> Response:
    page = _page(HTTPStatus.SERVICE_UNAVAILABLE)
    page.headers["Retry-After"] = AGAIN_IN
    return page


def _http(problem: HTTPException) -> ResponseReturnValue:
    if problem.code is None or problem.code < HTTPStatus.BAD_REQUEST:
        return problem
    if problem.code == HTTPStatus.SERVICE_UNAVAILABLE:
        return _unavailable()
    page = _page(HTTPStatus(problem.code))
    for name, value in problem.get_headers():
        if name in {"Retry-After", "Allow"}:
            page.headers[name] = value
    return page


def _page(
    status: HTTPStatus,
    problem: errors.Problem | None = None,
    *,
    typed: str = "",
    reopened: str = "",
) -> Response:
    db.session.rollback()
    code = status.value if status.value in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004
    sealed = isinstance(problem, (errors.Tampered, errors.Unsealable))
    template = "errors/tampered.html" if sealed else f"errors/{code}.html"
    told = {"reason": _reason(problem), "typed": typed, "reopened": reopened}
    if isinstance(problem, errors.Paced):
        template, told["hours"] = "errors/paced.html", str(-(-problem.retry_after // 3600))
    return make_response(render_template(template, **told), status)


def _reason(problem: errors.Problem | None) -> str:
    if not isinstance(problem, errors.Refused):
        return ""
    return say_with(problem.message, **problem.values)

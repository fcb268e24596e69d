"""Problems of the domain, and of HTTP, as pages: one table, pages that reveal nothing."""

from http import HTTPStatus

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from portfolio.domain import errors
from portfolio.extensions import db

STATUS: dict[type[errors.Problem], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.UnknownName: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.NOT_FOUND,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.Tampered: HTTPStatus.CONFLICT,
    errors.Unsealable: HTTPStatus.CONFLICT,
    errors.Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
}
PAGES = {400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503}


def init_app(app: Flask) -> None:
    """Answer every problem with a page of ours."""
    app.register_error_handler(errors.Problem, _problem)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)


def _problem(problem: errors.Problem) -> ResponseReturnValue:
    if isinstance(problem, errors.VaultLocked):
        db.session.rollback()
        return redirect(url_for("accounts.sign_in", next=request.full_path), 303)
    status = next(
        (code for kind, code in STATUS.items() if isinstance(problem, kind)),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        raise problem
    page = _page(status, tampered=isinstance(problem, (errors.Tampered, errors.Unsealable)))
    if isinstance(problem, errors.Overloaded):
        page.headers["Retry-After"] = str(problem.retry_after)
    return page


def _stale_form(_problem: CSRFError) -> ResponseReturnValue:
    return _page(HTTPStatus.BAD_REQUEST)


def _http(problem: HTTPException) -> ResponseReturnValue:
    if problem.code is None or problem.code < HTTPStatus.BAD_REQUEST:
        return problem
    page = _page(HTTPStatus(problem.code))
    for name, value in problem.get_headers():
        if name in {"Retry-After", "Allow"}:
            page.headers[name] = value
    return page


def _page(status: HTTPStatus, *, tampered: bool = False) -> Response:
    db.session.rollback()
    code = status.value if status.value in PAGES else (400 if status < 500 else 500)  # noqa: PLR2004
    template = "errors/tampered.html" if tampered else f"errors/{code}.html"
    return make_response(render_template(template), status)

"""Problems of the domain as a program reads them (RFC 9457): one table, nothing revealed."""

from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request

from portfolio.api.bearer import Unauthorized
from portfolio.domain import errors
from portfolio.extensions import db

STATUS: dict[type[errors.Problem], HTTPStatus] = {
    Unauthorized: HTTPStatus.UNAUTHORIZED,
    errors.TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Forbidden: HTTPStatus.NOT_FOUND,
    errors.Tampered: HTTPStatus.CONFLICT,
}
MEDIA_TYPE = "application/problem+json"


def answer(problem: errors.Problem) -> Response:
    """The problem in JSON, and a word in the log for operators: who, never what."""
    db.session.rollback()
    status = next((code for kind, code in STATUS.items() if isinstance(problem, kind)), None)
    if status is None:
        raise problem
    current_app.logger.warning("api: %s for %s", status.value, request.endpoint)
    response = jsonify(type="about:blank", title=status.phrase, status=status.value)
    response.status_code, response.mimetype = status, MEDIA_TYPE
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Fil rouge"'
    if isinstance(problem, errors.TooMany):
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def init(desk: Blueprint) -> None:
    """Have *desk* answer problems in JSON."""
    desk.register_error_handler(errors.Problem, answer)

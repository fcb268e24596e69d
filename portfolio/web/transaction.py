"""One request, one transaction: success commits, an error rolls back, traces included."""

from http import HTTPStatus

from flask import Response

from portfolio.extensions import db


def settle(response: Response) -> Response:
    """Commit when the answer is a success, roll back when it is not."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def release() -> None:
    """Let go of the database before slow work that needs none, such as stretching a phrase."""
    db.session.rollback()


def keep() -> None:
    """Commit now what must survive the refusal that is coming, such as a count of failures."""
    db.session.commit()

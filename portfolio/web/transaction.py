"""One request, one transaction: success commits, an error rolls back, traces included."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Response, g

from portfolio.extensions import db
from portfolio.services import sweeping


def settle(response: Response) -> Response:
    """Commit when the answer is a success, roll back when it is not."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        db.session.commit()
        if g.pop("erased", False):
            sweeping.checkpoint(db.engine)
        for act in g.pop("afterwards", ()):
            act()
    else:
        db.session.rollback()
    return response


def erase() -> None:
    """Keys were deleted: once that is committed, let them leave the disk as well."""
    g.erased = True


def afterwards(act: Callable[[], None]) -> None:
    """What to do outside the database once what this request did is committed; lost otherwise."""
    g.setdefault("afterwards", []).append(act)


def release() -> None:
    """Let go of the database before slow work that needs none, such as stretching a phrase."""
    db.session.rollback()


def keep() -> None:
    """Commit now what must survive the refusal that is coming, such as a count of failures."""
    db.session.commit()

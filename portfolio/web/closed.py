"""What every desk of an interview answers once a share does not open, whatever the reason."""

from http import HTTPStatus

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portfolio.web import transaction, unsaved


def share(*forms: str) -> ResponseReturnValue:
    """Nothing of the person, and what was typed, to copy: sent, or left here or at one of *forms*.

    For the error handler of a desk whose every address names a grant, by ``grant_id``.
    """
    transaction.release()
    named = {"grant_id": (request.view_args or {})["grant_id"]}
    places = dict.fromkeys((request.path, *(url_for(form, **named) for form in forms)))
    typed = unsaved.words() or unsaved.left_at(*places)
    return render_template("interviews/closed.html", typed=typed), HTTPStatus.NOT_FOUND

"""Letters a request writes: posted once its transaction is settled, never waited for."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flask_babel
from flask import Flask, Response, current_app, g, render_template, url_for

from portfolio.services.mail import Letter, Postbox
from portfolio.settings import Settings
from portfolio.web import signin


def init_app(app: Flask) -> None:
    """Open the postbox the settings name; one thread carries its letters, in order."""
    settings: Settings = app.extensions["settings"]
    app.extensions["postbox"] = Postbox(settings.smtp_url, settings.mail_from)
    app.extensions["postman"] = ThreadPoolExecutor(1, thread_name_prefix="post")


def is_open() -> bool:
    """Whether this installation writes letters at all."""
    postbox: Postbox = current_app.extensions["postbox"]
    return postbox.is_open


def write(name: str, to: str, *, locale: str = "", kept: bool = False, **values: object) -> None:
    """Write ``emails/{name}.txt`` to *to*; its first line is the subject.

    It leaves if the request succeeds, or whatever it answers when *kept*.
    """
    if not to:
        return
    with flask_babel.force_locale(locale or str(flask_babel.get_locale())):
        text = render_template(f"emails/{name}.txt", **values)
    subject, _, body = text.strip().partition("\n")
    letter = Letter(to, subject.strip(), body.strip() + "\n", signin.now())
    g.setdefault("letters", []).append((letter, kept))


def link(endpoint: str, **values: Any) -> str:
    """An address to put in a letter; never built from the request's own ``Host``."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url + url_for(endpoint, **values)


def post(response: Response) -> Response:
    """Hand over what was written; runs after the transaction, and fails alone."""
    succeeded = response.status_code < 400  # noqa: PLR2004  # the first HTTP error
    postbox, postman = (current_app.extensions[part] for part in ("postbox", "postman"))
    for letter, kept in g.pop("letters", []):
        if succeeded or kept:
            postman.submit(postbox.post, letter)
    return response

"""The few kinds of answer a view gives besides a page."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.utils import redirect

from portfolio.domain.files import FileFacts
from portfolio.web.forms import Form

UNPROCESSABLE = 422


def form_page(template: str, form: Form, **more: object) -> tuple[str, int]:
    """Show *form*: 422 when it was sent and refused, so that nothing is committed."""
    status = UNPROCESSABLE if form.is_submitted() else 200
    return render_template(template, form=form, **more), status


def see_other(endpoint: str, **values: object) -> Response:
    """Send the browser on with GET, so that going back repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)  # type: ignore[return-value, arg-type]


def onward(endpoint: str, **values: object) -> Response:
    """The same after files were sent: a script that sent them is told where to go, and goes."""
    onwards = see_other(endpoint, **values)
    if request.headers.get("X-Sent-By") == "upload-progress":
        onwards.status_code = 201
    return onwards


def download(content: bytes | Iterable[bytes], filename: str, media_type: str) -> Response:
    """A file to keep: never shown in the page's own origin."""
    response = Response(content, mimetype=media_type)
    plain = filename.encode("ascii", "ignore").decode() or "document"
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def stream(file: FileFacts, pieces: Iterable[bytes]) -> Response:
    """A kept file, piece by piece, always whole: asking for a part of it gives all of it."""
    response = download(pieces, file.name, file.family.media_type)
    response.content_length = file.size
    response.accept_ranges = "none"
    return response


def safe_next(target: str | None) -> str | None:
    """*target* if it is the path of one of our own GET pages, else None."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if not target.isprintable():  # a control character has no place in a header
        return None
    path = target.split("?")[0].split("#")[0]
    try:
        current_app.url_map.bind_to_environ(request.environ).match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return target

"""What stands before every request: same site, permitted, and told whether it will write."""

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Role, may
from portfolio.doors import permission_of, writes
from portfolio.extensions import login, writing
from portfolio.web import signin


def check() -> ResponseReturnValue | None:
    """Refuse, send to sign in, or let through."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and request.method == "POST":
        abort(403)
    if request.endpoint is None:
        return None
    writing.set(writes(current_app, request.method, request.endpoint))
    required = permission_of(current_app, request.endpoint)
    if required is None or may(signin.actor(), required):
        return None
    if signin.actor().role is Role.VISITOR:
        return login.unauthorized()  # type: ignore[no-any-return]  # flask-login is untyped
    return abort(404)

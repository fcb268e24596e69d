"""What stands before every request: same site, permitted, and told whether it will write."""

from urllib.parse import urlsplit

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from portfolio.domain.access import Permission, Role, may
from portfolio.doors import guard_of, permission_of, writes
from portfolio.extensions import login, writing
from portfolio.web import erasures, farewells, proving, responses, signin, unsaved


def check() -> ResponseReturnValue | None:
    """Refuse, send to sign in, or let through."""
    if request.method == "POST" and _sent_from_elsewhere():
        abort(403)
    if signin.current().broken:
        abort(503)
    if request.endpoint is None:
        return None
    writing.set(writes(current_app, request.method, request.endpoint))
    required = permission_of(current_app, request.endpoint)
    if required is None:
        return None
    farewells.check(request.endpoint)
    return (guard_of(current_app, request.endpoint) or _people)(required)


def _people(required: Permission) -> ResponseReturnValue | None:
    """The guard of pages: whoever the session says is here."""
    actor = signin.actor()
    if may(actor, required):
        return erasures.check() or proving.check()
    if actor.role is Role.VISITOR:
        return _to_sign_in()
    if actor.role is Role.ARRIVING:
        return responses.see_other("accounts.telephone")
    # a scribe is told why: the citizen is beside them, and nothing is found out
    return abort(403 if actor.role is Role.SCRIBE else 404)


def _to_sign_in() -> ResponseReturnValue:
    """Show a person the way in; a script of ours is told, and stays where it is."""
    if unsaved.asked_by_script():
        abort(401)
    return login.unauthorized()  # type: ignore[no-any-return]  # flask-login is untyped


def _sent_from_elsewhere() -> bool:
    """Whether another site's page made this request: a second wall behind the CSRF token.

    Browsers say it in ``Sec-Fetch-Site``, older ones in ``Origin`` (the Fetch standard).
    """
    origin = request.headers.get("Origin")
    return request.headers.get("Sec-Fetch-Site") == "cross-site" or (
        origin is not None and urlsplit(origin).netloc != request.host
    )

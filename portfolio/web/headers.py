"""What every answer tells the browser to allow, keep and forget: one place."""

from flask import Response, current_app, request

from portfolio.settings import Settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    # not no-referrer: the CSRF check of HTTPS forms reads the referrer
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self)"
    ),
}
STATIC = ("static", "bootstrap.static", "home.sprite")
YEAR = 365 * 24 * 3600


def protect(response: Response) -> Response:
    """Add the security headers; keep pages out of every cache, fingerprinted files in."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    settings: Settings = current_app.extensions["settings"]
    if settings.base_url.startswith("https"):
        response.headers["Strict-Transport-Security"] = (
            "max-age=63072000; includeSubDomains; preload"
        )
    if request.endpoint in STATIC:
        if "v" in request.args:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie"
    return response

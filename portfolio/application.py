"""The application: every floor put together, once its settings hold."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from portfolio import api, extensions, tombstones, web
from portfolio.domain.errors import SelfTestFailed
from portfolio.paths import resource
from portfolio.settings import Settings

LATER = (
    "cryptography.x509",
    "icalendar",
    "lxml",
    "PIL",
    "puremagic",
    "pyld",
    "segno",
    "typst",
    "webauthn",
    "xlsxwriter",
)
"""Libraries that weigh, and that few requests need: each is imported where it is used (ADR 35)."""


def create_app(settings: Settings | None = None, *, commands: bool = True) -> Flask:
    """Build the application; without *settings*, read them from the environment.

    Whoever only answers requests does without *commands*, and the twenty megabytes they bring.
    """
    _look_for_libraries()
    settings = settings or Settings.from_environ()
    app = Flask(
        "portfolio",
        template_folder=resource("templates"),
        static_folder=resource("static"),
    )
    app.jinja_environment = web.templating.Environment
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    extensions.init_app(app, settings)
    tombstones.init()
    for layer in (web, api):
        layer.init_app(app)
    if commands:
        import_module("portfolio.cli").init_app(app)
    return app


def _look_for_libraries() -> None:
    """Refuse to start without one of :data:`LATER`, rather than fail whoever needs it first."""
    if missing := [name for name in LATER if find_spec(name) is None]:
        raise SelfTestFailed(f"not installed: {', '.join(missing)}")

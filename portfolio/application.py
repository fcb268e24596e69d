"""The application: every floor put together, once its settings hold."""

from importlib import import_module

from flask import Flask

from portfolio import api, extensions, tombstones, web
from portfolio.paths import resource
from portfolio.settings import Settings


def create_app(settings: Settings | None = None, *, commands: bool = True) -> Flask:
    """Build the application; without *settings*, read them from the environment.

    Whoever only answers requests does without *commands*, and the twenty megabytes they bring.
    """
    settings = settings or Settings.from_environ()
    app = Flask(
        "portfolio",
        template_folder=resource("templates"),
        static_folder=resource("static"),
    )
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    extensions.init_app(app, settings)
    tombstones.init()
    for layer in (web, api):
        layer.init_app(app)
    if commands:
        import_module("portfolio.cli").init_app(app)
    return app

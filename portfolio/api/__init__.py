"""What partners' systems read: versioned, and nothing in v1 is ever removed or renamed."""

from flask import Flask

from portfolio.api.v1 import plans, schemas


def init_app(app: Flask) -> None:
    """Open the programming interface."""
    for desk in (schemas.bp, plans.bp):
        app.register_blueprint(desk, url_prefix="/api/v1")

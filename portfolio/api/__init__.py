"""What partners' systems read: versioned, and nothing in v1 is ever removed or renamed."""

from flask import Flask

from portfolio.api.v1 import schemas


def init_app(app: Flask) -> None:
    """Open the programming interface."""
    app.register_blueprint(schemas.bp, url_prefix="/api/v1")

"""The work of a command: the service itself, now, with the server's keys and nobody's."""

from flask import current_app
from sqlalchemy.orm import Session

from portfolio.domain.access import SERVICE
from portfolio.extensions import db
from portfolio.services.keyring import Keyring
from portfolio.services.work import Work


def keys() -> Keyring:
    """The server's keys."""
    parts = current_app.extensions
    return Keyring(parts["server_keys"], parts["stretcher"], parts["kdf_cost"])


def work(session: Session | None = None) -> Work:
    """What a use case is given when no person asks for it."""
    return Work(session or db.session(), SERVICE, current_app.extensions["clock"](), keys())

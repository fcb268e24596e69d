"""The file of what must stay dead: written when a transaction is kept, apart from the database."""

import os
from pathlib import Path

from flask import current_app, has_app_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from portfolio.extensions import db
from portfolio.services import tombstones
from portfolio.settings import Settings


def init() -> None:
    """Listen to what the application's sessions keep, and to what they give up."""
    for when, act in (("after_commit", _kept), ("after_rollback", _given_up)):
        if not event.contains(db.session, when, act):
            event.listen(db.session, when, act)


def append(path: Path, lines: list[str]) -> None:
    """Add *lines*, on the disk before this returns; only the service's user reads the file."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def _kept(session: Session) -> None:
    """What was stopped is stopped, whatever becomes of the file: an operator reads about that."""
    stones = tombstones.buried(session)
    if not stones or not has_app_context():
        return
    settings: Settings = current_app.extensions["settings"]
    try:
        append(settings.tombstones_file, [str(each) for each in stones])
    except OSError as problem:
        current_app.logger.error("a tombstone was not written: %s", type(problem).__name__)  # noqa: TRY400


def _given_up(session: Session) -> None:
    tombstones.buried(session)

"""A site of its own, every trace it leaves kept in one folder, its logs at their most talkative."""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import load
from portfolio.application import create_app
from portfolio.crypto.server import ServerKeys
from portfolio.extensions import db, writing
from portfolio.storage import Base
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.conftest import database
from tests.mailbox import Mailbox, mailbox

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Site:
    """The application, its files under *home*, its clock and its mail; *opened* to be written."""

    app: Flask
    home: Path
    clock: Clock
    letters: Mailbox
    opened: set[Path] = field(default_factory=set)

    def browser(self) -> Browser:
        """Somebody new at a browser."""
        return Browser(self.app.test_client())


@contextmanager
def a_site(home: Path) -> Iterator[Site]:
    """The application as development runs it, a real mail server beside it."""
    with ExitStack() as stack:
        stack.enter_context(_own_temporary_folder(home))
        stack.enter_context(_everything_logged(home / "site.log"))
        letters = stack.enter_context(mailbox())
        url = stack.enter_context(database(home))
        app = _application(home, url, letters.url)
        app.extensions["clock"] = clock = Clock()
        site = Site(app, home, clock, letters)
        stack.enter_context(_watched(site.opened))
        yield site
        app.extensions["postman"].shutdown(wait=True)
        with app.app_context():
            db.engine.dispose()


def _application(home: Path, url: str, smtp: str) -> Flask:
    ServerKeys.create(home / "server.keyset")
    told = {
        "ENV": "development",
        "DATABASE_URL": url,
        "KEYSET": str(home / "server.keyset"),
        "BASE_URL": SITE,
        "SMTP_URL": smtp,
        "KDF_MEMORY_KIB": "8",
        "KDF_ITERATIONS": "1",
    }
    app = create_app(load({f"PORTFOLIO_{name}": value for name, value in told.items()}))
    token = writing.set(True)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    writing.reset(token)
    return app


@contextmanager
def _own_temporary_folder(home: Path) -> Iterator[None]:
    folder = home / "tmp"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield


@contextmanager
def _everything_logged(path: Path) -> Iterator[None]:
    """Every logger of the process at DEBUG, into one file: engines look when they are made."""
    root, handler = logging.getLogger(), logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    talkative = [root, *(logging.getLogger(name) for name in ("sqlalchemy.engine", "portfolio"))]
    former = [logger.level for logger in talkative]
    handler.addFilter(lambda record: not record.name.startswith("mail."))  # the post office's own
    root.addHandler(handler)
    for logger in talkative:
        logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        for logger, level in zip(talkative, former, strict=True):
            logger.setLevel(level)
        root.removeHandler(handler)
        handler.close()


_watchers: list[set[Path]] = []


def _note(event: str, args: tuple[Any, ...]) -> None:
    if _watchers and event == "open" and isinstance(args[0], str) and args[2] & WRITING:
        _watchers[-1].add(Path(args[0]))


@contextmanager
def _watched(opened: set[Path]) -> Iterator[None]:
    """Note in *opened* the files that Python opens to write, even those gone a moment later."""
    if not hasattr(sys, "_canary_hook"):
        sys.addaudithook(_note)  # for good: an audit hook is never taken off
        sys._canary_hook = True  # type: ignore[attr-defined]
    _watchers.append(opened)
    yield
    _watchers.remove(opened)

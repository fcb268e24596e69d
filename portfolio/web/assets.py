"""What every page fetches beside itself: files whose addresses change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app, request, url_for
from markupsafe import Markup


def asset(path: str) -> str:
    """The address of a static file, which changes with its content so it may be kept for long."""
    return _asset(path, current_app.static_folder or "", request.script_root)


@lru_cache(maxsize=512)
def _asset(path: str, folder: str, root: str) -> str:  # noqa: ARG001  # where the site is mounted
    """Every page names a dozen of them: their addresses are those of everybody, so remembered."""
    return url_for("static", filename=path, v=_fingerprint(path, folder))


def links(*, desk: bool) -> Markup:
    """The icon, style sheets and script of a page; a *desk* has one sheet more."""
    return _links(current_app.static_folder or "", request.script_root, desk=desk)


@lru_cache(maxsize=16)
def _links(folder: str, root: str, *, desk: bool) -> Markup:  # noqa: ARG001  # where they are
    """The same for everybody, so drawn once."""
    drawn = current_app.jinja_env.get_template("layouts/links.html").render(desk=desk)
    return Markup(drawn.strip())  # noqa: S704  # ours


def _fingerprint(path: str, folder: str) -> str:
    return hashlib.sha256((Path(folder) / path).read_bytes()).hexdigest()[:10]

"""What every page fetches beside itself: files whose addresses change with their content."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app, request, url_for


def asset(path: str) -> str:
    """The address of a static file, which changes with its content so it may be kept for long."""
    return _asset(path, current_app.static_folder or "", request.script_root)


@lru_cache(maxsize=512)
def _asset(path: str, folder: str, root: str) -> str:  # noqa: ARG001  # where the site is mounted
    """Every page names a dozen of them: their addresses are those of everybody, so remembered."""
    return url_for("static", filename=path, v=_fingerprint(path, folder))


def _fingerprint(path: str, folder: str) -> str:
    return hashlib.sha256((Path(folder) / path).read_bytes()).hexdigest()[:10]

"""What pages say alike to everybody: drawn once in each language, pasted ever after."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from flask import current_app, request
from markupsafe import Markup

from portfolio.web.languages import spoken


def once(template: str, /, **told: Hashable) -> Markup:
    """*template*, which says nothing but what it is *told*: nobody's name, no token, no date."""
    folder = current_app.static_folder or ""
    return _drawn(template, spoken(), request.script_root, folder, tuple(told.items()))


@lru_cache(maxsize=256)
def _drawn(
    template: str,
    language: str,  # noqa: ARG001  # what it is in
    root: str,  # noqa: ARG001  # where its links lead
    folder: str,  # noqa: ARG001  # where its files are
    told: tuple[tuple[str, Any], ...],
) -> Markup:
    drawn = current_app.jinja_env.get_template(template).render(dict(told))
    return Markup(drawn.strip())  # noqa: S704  # ours

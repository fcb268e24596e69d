"""Which language the present request speaks: asked hundreds of times a page."""

import flask_babel
from flask import g


def spoken() -> str:
    """What flask-babel decided, ``fr`` where nothing asks; by the short way once it did."""
    kept = g._get_current_object()  # noqa: SLF001  # ten times quicker than to ask through g
    known = getattr(kept, "_flask_babel", None)  # where flask-babel keeps what it decided
    locale = getattr(known, "babel_locale", None) or flask_babel.get_locale()
    return str(locale.language) if locale else "fr"

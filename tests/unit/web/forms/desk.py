"""Just enough of an application to fill in a form."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf

from portfolio.web.forms import ModelForm


def make_app() -> Flask:
    """Languages and form protection, and nothing else."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only for tests", BABEL_DEFAULT_LOCALE="fr", TESTING=True)
    CSRFProtect(app)
    Babel(app)
    return app


def filled(**answers: Any) -> dict[str, Any]:
    """What a browser sends: *answers* and the token; inside a request."""
    return {**answers, "csrf_token": generate_csrf()}


def drawn(form: ModelForm[Any]) -> BeautifulSoup:
    """The page with every question of *form*."""
    return BeautifulSoup("".join(str(field()) for field in form), "html5lib")


def control(page: BeautifulSoup, name: str) -> Tag:
    """The one input called *name*."""
    (found,) = page.select(f"[name='{name}']")
    return found

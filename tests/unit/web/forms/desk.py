"""Just enough of an application to fill in a form."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict

from portfolio.domain.entries import KINDS, Entry
from portfolio.web.forms import ModelForm, form_for


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


def sent(kind: str, former: Entry | None = None, /, **answers: Any) -> ModelForm[Any]:
    """The form of *kind* as it comes back with *answers*, on the page of *former* if any."""
    form = form_for(KINDS[kind])(MultiDict(filled(**answers)), obj=former)
    form.is_submitted = lambda: True
    return form


def value(form: ModelForm[Any]) -> Any:
    """What *form* makes of what was sent."""
    assert form.validate(), (form.errors, form.form_errors)
    return form.value


def refused(form: ModelForm[Any]) -> dict[str, list[str]]:
    """The sentences beside the fields of a form that is not accepted."""
    assert not form.validate()
    assert not form.form_errors
    return {name: list(errors) for name, errors in form.errors.items()}

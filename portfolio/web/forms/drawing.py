"""What a template asks of a question in order to draw it: its shape, its answer, its blank form."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from jinja2.runtime import Macro
from markupsafe import Markup
from wtforms import Field, Form

from portfolio.web.languages import spoken

Name = tuple[type[Form], str, str]
PLAIN = frozenset({"hidden", "submit", "checkbox", "password"})
"""Inputs that are drawn each in its own way."""
_DRAWN: dict[Name, tuple[Mapping[str, Any], str]] = {}
"""The questions of blank forms as they were last drawn, and what they begin with."""


def init_app(app: Flask) -> None:
    """Give them to the templates: a page has dozens of questions, and Python asks sooner."""
    told = {"shape_of": shape_of, "control": control, "drawn_once": drawn_once}
    app.jinja_env.globals.update(told)


def shape_of(field: Field) -> str:
    """How *field* is drawn: one of :data:`PLAIN`, parts, radios, checks, select, or text."""
    widget = field.widget
    kind = str(getattr(widget, "input_type", ""))
    if kind in PLAIN:
        return kind
    if hasattr(field, "form_class") or hasattr(field, "append_entry"):
        return "parts"
    if hasattr(widget, "html_tag"):
        return "radios" if field.option_widget.input_type == "radio" else "checks"
    return "select" if hasattr(field, "iter_choices") else "text"


def control(field: Field, base: str, rows: int | None = None) -> Markup:
    """The answer itself, of class *base*, told which hint and error speak of it."""
    given = field.render_kw or {}
    about = (
        f"{field.id}-hint" if field.description else "",
        f"{field.id}-error" if field.errors else "",
        given.get("aria-describedby", ""),
    )
    classes = (base, "is-invalid" if field.errors else "", given.get("class", ""))
    told: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if speaking := " ".join(filter(None, about)):
        told["aria-describedby"] = speaking
    if field.errors:
        told["aria-invalid"] = "true"
    if rows:
        told["rows"] = rows
    return Markup(field(**told))  # noqa: S704  # drawn by WTForms, escaped there


def drawn_once(form: Form, draw: Macro) -> str:
    """What the macro *draw* makes of *form*, remembered while nobody answers: the same for all.

    For questions that are ours to the last word: nothing that they ask, offer or begin with is
    somebody's own, since it stays in memory.
    """
    if any(field.errors or field.raw_data is not None for field in form):
        return draw(form)
    name, begins = (type(form), draw.name, spoken()), form.data
    known = _DRAWN.get(name)
    if known is None or known[0] != begins:
        known = _DRAWN[name] = begins, draw(form)
    return known[1]

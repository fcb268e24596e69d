"""What a template asks of a question in order to draw it: its shape, and its answer."""

from typing import Any

from flask import Flask
from markupsafe import Markup
from wtforms import Field

PLAIN = frozenset({"hidden", "submit", "checkbox", "password"})
"""Inputs that are drawn each in its own way."""


def init_app(app: Flask) -> None:
    """Give both to the templates: a page has dozens of questions, and Python asks sooner."""
    app.jinja_env.globals.update(shape_of=shape_of, control=control)


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

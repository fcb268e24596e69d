"""Frameworks in the reader's language: those that come with the product carry several."""

from dataclasses import replace

from flask import Flask
from flask_babel import get_locale

from portfolio.formats.frameworks import books
from portfolio.services.frameworks import Found


def init_app(app: Flask) -> None:
    """Let pages say a line and the name of a framework."""
    app.jinja_env.filters |= {"in_words": in_words}
    app.jinja_env.globals |= {"line_label": label, "shelf_label": shelf, "shelf_short": short}


def label(framework: str, code: str, stored: str) -> str:
    """What a line is called; as it is *stored* when no other words are known."""
    return books.words(str(get_locale())).get((framework, code), (stored, ""))[0]


def shelf(framework: str, stored: str) -> str:
    """What a framework is called."""
    return label(framework, "", stored)


def short(framework: str) -> str:
    """What a framework is called beside a line of it: CléA, DigComp, ROME."""
    return shelf(framework, framework.upper()).partition(",")[0]


def in_words(found: Found) -> Found:
    """A line that was found, with all its words."""
    known = books.words(str(get_locale()))
    called, note = known.get((found.framework, found.code), (found.label, ""))
    return replace(
        found,
        label=called,
        note=note or found.note,
        above=label(found.framework, found.parent, found.above) if found.parent else found.above,
        shelf=shelf(found.framework, found.shelf),
    )

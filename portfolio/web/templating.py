"""What every template may use: words in the reader's language, dates, icons, who is here."""

import hashlib
import re
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import flask.templating
import flask_babel
from flask import Flask, current_app, request, session
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from portfolio.domain import acronyms, markup
from portfolio.domain.access import Role
from portfolio.domain.errors import Unsealable
from portfolio.extensions import babel
from portfolio.settings import Settings
from portfolio.web import calendar, farewells, icons, signin, weights
from portfolio.web.addresses import address, address_of
from portfolio.web.assets import asset
from portfolio.web.languages import spoken
from portfolio.web.once import once
from portfolio.web.typography import french, french_prose

LOCALES = ("fr", "en")
_INITIALS = re.compile(r"\b[A-Z][A-Za-zé]*[A-Z]\b")


class Environment(flask.templating.Environment):
    """Jinja as Flask sets it up, with names that are all known before a template is read."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dictionary, not two in a chain: a page looks through it at each import."""
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """Give the templates their words, filters and globals."""
    babel.init_app(app, locale_selector=locale)
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.install_gettext_callables(_gettext, _plural, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension's
    env.globals.update(icon=icons.icon, asset=asset, once=once, say=say, _=_in_place)
    env.globals.update(address_of=address_of, url_for=address)
    env.globals.update(csrf_token=generate_csrf, form_mark=form_mark)
    env.filters.update(calendar.FILTERS, french=french, french_prose=french_prose, prose=prose)
    env.filters.update(glossed=glossed, paragraphs=paragraphs, say=say, weight=weights.weight)
    app.context_processor(_surroundings)


def locale() -> str:
    """The reader's language: what they chose here, their account's, their browser's, French."""
    if (chosen := session.get("locale")) in LOCALES:
        return str(chosen)
    if current_user.is_authenticated:
        return str(current_user.holder.locale)
    return request.accept_languages.best_match(LOCALES) or "fr"


def form_mark() -> str:
    """The name of a field that the forms of this session alone have.

    Going back, browsers put what was typed into the same form again, whoever is signed in by
    then: on a shared computer it must not be the same form. Chromium compares the address and
    the names of the first two fields.
    """
    generate_csrf()  # the session has its token from here on
    return "f-" + hashlib.sha256(session["csrf_token"].encode()).hexdigest()[:12]


def site_name() -> str:
    """What this installation calls itself."""
    settings: Settings = current_app.extensions["settings"]
    return settings.site_name


def say(sentence: object) -> str:
    """Translate a sentence held in a variable: a label of the domain, a form's hint."""
    return _gettext(str(sentence)) if sentence else ""


def prose(text: str) -> Markup:
    """What a person wrote, as paragraphs and lists; nothing in it can be more than text."""
    return Markup(markup.sanitize(text))  # noqa: S704  # sanitised there


def paragraphs(text: str) -> Markup:
    """What a person wrote, line by line as they wrote it, and nothing but text."""
    lines = str(escape(text)).splitlines()  # escaped at once: a page has hundreds of stories
    return Markup("".join([f"<p>{line}</p>" for line in lines if line.strip()]))  # noqa: S704


def glossed(sentence: str) -> Markup:
    """A sentence of ours whose initials say what they stand for; never somebody's own words."""
    return Markup(_INITIALS.sub(_in_full, str(escape(sentence))))  # noqa: S704  # escaped


def _in_full(found: re.Match[str]) -> str:
    known = acronyms.known().get(found.group())
    whole = Markup('<abbr title="{}">{}</abbr>')
    return whole.format(known.name, found.group()) if known else found.group()


def say_with(sentence: str, **values: object) -> str:
    """Translate a sentence of the domain and fill its named places."""
    told = {name: weights.told(value) for name, value in values.items()}
    return say(sentence) % told if told else say(sentence)


def _gettext(sentence: str) -> str:
    return _said(spoken(), sentence)


@pass_eval_context
def _in_place(context: EvalContext, sentence: str, /, **values: object) -> str:
    """What templates call ``_``: hundreds of times a page, so by the shortest way."""
    if not values:
        whole = _whole(spoken(), sentence)
        return whole if context.autoescape else str(whole)
    said = _gettext(sentence)
    return (Markup(said) if context.autoescape else said) % values  # noqa: S704  # ours


@lru_cache(maxsize=8192)
def _said(language: str, sentence: str) -> str:
    """A sentence of ours in the language of the request: looked up and spaced once for all."""
    said = flask_babel.get_translations().ugettext(sentence)
    return french(said) if language == "fr" else str(said)


@lru_cache(maxsize=8192)
def _whole(language: str, sentence: str) -> Markup:
    """The same without any place to fill."""
    return Markup(_said(language, sentence) % {})  # noqa: S704  # ours


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """Say how many, ``%(num)s`` being *count*, as the templates do."""
    return _plural(one, many, count) % {"num": count, **values}


def _plural(one: str, many: str, count: int) -> str:
    if spoken() == "fr":  # French has no catalogue: zero is singular in it
        return french(one if abs(count) < 2 else many)  # noqa: PLR2004  # what plural means
    return str(flask_babel.get_translations().ungettext(one, many, count))


@dataclass(frozen=True, slots=True)
class Shown:
    """Whoever is here, as the page's header names them."""

    role: Role
    name: str
    structure_name: str
    elsewhere: tuple[tuple[str, str], ...] = ()
    """The other structures that a professional may act for: id and name."""


def _surroundings() -> dict[str, Any]:
    holder = getattr(current_user, "holder", None)
    theme = holder.theme if holder else session.get("theme", "")
    return {
        "site_name": site_name(),
        "locale": spoken(),
        "theme": theme if theme in {"light", "dark"} else "",
        "actor": _shown(),
        "sitting": signin.sitting(),
        "parting": farewells.told(),
        "erase_at": holder.erase_at if holder else None,
        "shortcuts": _prefers("shortcuts"),
        "large_print": _prefers("large"),
        "page_help": _page_help(),
    }


def _shown() -> Shown:
    if not current_user.is_authenticated:
        return Shown(Role.VISITOR, "", "")
    name = ""
    with suppress(Unsealable):  # the page that says so must still be drawn
        name = current_user.profile.name if signin.keyring().user else ""
    actor = signin.actor()
    others = tuple(
        (place, told)
        for place, told in session.get("structures", ())
        if place != str(actor.structure_id)
    )
    return Shown(actor.role, name, str(session.get("structure_name", "")), others)


def _prefers(what: str) -> bool:
    """What somebody who may choose it chose: whether a key pressed alone acts, large print."""
    with suppress(Unsealable):
        return bool(signin.keyring().user and getattr(current_user.profile, what))
    return False


def _page_help() -> str:
    """The few sentences that help with a page: a form that comes back is still on its own."""
    told = _help_of(request.endpoint or "")
    return told or (_help_of(_page_of(request.path)) if request.method == "POST" else "")


def _page_of(path: str) -> str:
    """The page that shows the form sent to *path*: there, or one step up."""
    adapter = current_app.url_map.bind_to_environ(request.environ)
    for place in (path, path.rpartition("/")[0]):
        with suppress(HTTPException, RequestRedirect):
            return str(adapter.match(place, method="GET")[0])
    return ""


@cache
def _help_of(endpoint: str) -> str:
    """One file a page; visitors' pages need none."""
    path = f"help/{endpoint.replace('.', '/')}.html"
    return path if path in current_app.jinja_env.list_templates(filter_func=path.__eq__) else ""

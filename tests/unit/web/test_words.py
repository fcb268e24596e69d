"""The sentences of the interface: translated once for all, said in the language of the request."""

import flask_babel
import pytest
from flask import Flask
from markupsafe import Markup

from portfolio.web.templating import say

HOME = "Mon fil"


def shown(app: Flask, template: str, language: str = "fr", **values: object) -> str:
    with app.test_request_context(), flask_babel.force_locale(language):
        return app.jinja_env.from_string(template).render(**values)


def test_the_same_sentence_is_said_in_each_language_in_turn(app: Flask) -> None:
    """What one request remembers must not answer another."""
    template = '{{ _("Mon fil") }}'
    said = [shown(app, template, language) for language in ("fr", "en", "fr", "en")]
    assert said[0] == said[2] == HOME
    assert said[1] == said[3] != HOME


def test_a_language_forced_for_a_while_is_the_one_that_speaks(app: Flask) -> None:
    with app.test_request_context():
        with flask_babel.force_locale("en"):
            english = say(HOME)
        with flask_babel.force_locale("fr"):
            assert say(HOME) == HOME != english


@pytest.mark.parametrize("template", ['{{ _("Pour : %(x)s", x=x) }}', '{{ _("%(x)s", x=x) }}'])
def test_what_fills_a_sentence_is_escaped(app: Flask, template: str) -> None:
    page = shown(app, template, x="<b>&")
    assert "<b>" not in page and "&lt;b&gt;&amp;" in page


def test_markup_that_fills_a_sentence_stays_markup(app: Flask) -> None:
    assert "<b>" in shown(app, '{{ _("Pour : %(x)s", x=x) }}', x=Markup("<b>"))


def test_a_percent_sign_is_written_twice_with_or_without_a_place_to_fill(app: Flask) -> None:
    assert shown(app, '{{ _("moitié : 50 %% et %(x)s", x=1) }}').endswith("50\u00a0% et 1")
    assert shown(app, '{{ _("moitié : 50 %%") }}').endswith("50\u00a0%")


def test_a_letter_is_plain_text(app: Flask) -> None:
    """Nothing is escaped where nothing is markup, and no markup comes out of it."""
    with app.test_request_context(), flask_babel.force_locale("fr"):
        letter = app.jinja_env.overlay(autoescape=False)
        said = letter.from_string('{{ _("Pour : %(x)s", x=x) ~ _("Mon fil") ~ x }}').render(x="<b>")
    assert said.endswith("<b>Mon fil<b>") and type(said) is str


def test_spacing_is_french_in_french_only(app: Flask) -> None:
    assert shown(app, '{{ _("Mon fil :") }}', "fr") == "Mon fil\u00a0:"
    assert shown(app, '{{ _("Mon fil :") }}', "en") == "Mon fil :"

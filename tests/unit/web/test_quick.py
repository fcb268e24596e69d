"""The shorter way that templates are drawn by: to the letter what Jinja and MarkupSafe make."""

from enum import StrEnum

import pytest
from flask import Flask
from jinja2 import Environment as Usual
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portfolio.web import quick

HOSTILE = "<script>alert('1')</script> & \"so on\""
MACRO = "{% macro m(a, b='<') %}<p>{{ a }}{{ b }}{{ caller() if caller }}</p>{% endmacro %}"


class Choice(StrEnum):
    """Text, and of a kind of its own."""

    BAD = HOSTILE


class Marked(Markup):
    """Safe, by inheritance."""


class Drawn:
    """Something that says itself what a page holds of it."""

    def __html__(self) -> str:
        return "<b>drawn</b>"

    def __str__(self) -> str:
        return HOSTILE


class Careless:
    """Something whose words nobody vouches for."""

    def __str__(self) -> str:
        return HOSTILE


@pytest.mark.parametrize(
    "value",
    [HOSTILE, "", Choice.BAD, Markup("<i>"), Marked("<i>"), Drawn(), Careless(), None, 0, ["<"]],
)
def test_whatever_is_put_into_a_page_is_escaped_as_markupsafe_does(value: object) -> None:
    assert quick.escaped(value) == escape(value)


@pass_context
def _of(context: Context, name: str) -> object:
    return context[name]


@pytest.mark.parametrize(
    "source",
    [
        "{{ bad }}|{{ bad | safe }}|{{ bad ~ 'x' }}|{{ none }}|{{ missing }}|{{ '<' }}",
        MACRO + "{{ m(bad) }}{% for i in (1, 2) %}{{ m(i, b=loop.index) }}{% endfor %}",
        MACRO + "{% call m('<') %}{{ bad }}{% endcall %}",
        "{% set said %}<b>{{ bad }}</b>{% endset %}{{ said }}{{ bad.upper() }}{{ of('bad') }}",
        "{% autoescape false %}{{ bad }}{% endautoescape %}",
        "{% autoescape on %}{{ bad }}{% endautoescape %}",
        "{% filter upper %}{{ bad }}{% endfilter %}{% for i in (1,) %}{{ of('bad') }}{% endfor %}",
    ],
)
@pytest.mark.parametrize("autoescape", [True, False])
def test_a_template_says_what_jinja_alone_would(source: str, *, autoescape: bool) -> None:
    told = {"bad": HOSTILE, "none": None, "on": True, "of": _of}
    ours = quick.Environment(Flask(__name__), autoescape=autoescape)
    usual = Usual(autoescape=autoescape)  # noqa: S701  # both are asked
    assert ours.from_string(source).render(told) == usual.from_string(source).render(told)

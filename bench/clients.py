"""The product in this very process: no server between, so that its parts can be told apart."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, before_render_template
from flask.testing import FlaskClient
from jinja2 import Template

from bench.clocks import Times
from bench.world import PHRASE, Person

SITE = "https://localhost"
SIGN_IN = "/account/sign-in"
STEP = "/account/second-step"
ROUNDS = 20


def signed_in(app: Flask, person: Person, figures: str = "") -> FlaskClient:
    """A client that is one of the people; *figures* pass the second step of a professional."""
    client = app.test_client()
    form = client.get(SIGN_IN, base_url=SITE).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token  # noqa: S101  # every form has one
    sent = {"csrf_token": token[1], "login": person.login, "phrase": PHRASE}
    page = client.post(SIGN_IN, base_url=SITE, data=sent, headers={"Referer": SITE + SIGN_IN}).text
    if figures:
        carried = re.search(r'name="carried"[^>]*value="([^"]+)"', page)
        assert carried  # noqa: S101  # asked of every professional
        shown = {"csrf_token": token[1], "carried": carried[1], "figures": figures}
        client.post(STEP, base_url=SITE, data=shown, headers={"Referer": SITE + SIGN_IN})
    return client


def get(client: FlaskClient, page: str) -> None:
    """Open *page*, which must be there."""
    answer = client.get(page, base_url=SITE)
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")


def whole_and_template(app: Flask, client: FlaskClient, page: str) -> tuple[Times, Times]:
    """A page from request to answer, and its own template alone over what it was given."""
    whole, template = Times(), Times()
    for turn in range(ROUNDS + 2):
        times = whole if turn > 1 else Times()  # the first ones warm
        times.add(lambda: get(client, page))
        with _rendered_twice(app, template):
            get(client, page)
    return whole, template


@contextmanager
def _rendered_twice(app: Flask, times: Times) -> Iterator[None]:
    def again(_app: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
        template.render(context)  # whatever it works out on demand is there the second time
        times.add(lambda: template.render(context))

    with before_render_template.connected_to(again, app):
        yield

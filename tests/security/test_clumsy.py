"""Whatever is sent to an address by whoever may write there gets an answer of ours, never a crash.

People press twice, paste a page where a day is asked, come back over a broken line; programs
send files for words. Addresses are read from the application, and what they ask for from its
pages, so that a new form is covered by itself.
"""

import io
from collections import Counter
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.routing import Rule, UUIDConverter

from portfolio.domain.access import Actor, Role, may
from tests.browser import HTML, Browser
from tests.page import Page
from tests.security import world as worlds
from tests.security.test_doors import _example
from tests.security.test_matrix import doors
from tests.security.world import Browsers, World

ROLES = {"citizen A": Role.CITIZEN, "referent S1": Role.PROFESSIONAL}
LEAVING = {"/account/sign-out", "/account/scribe", "/account/erasure"}
"""Where anything at all ends a session, or hands it to somebody else."""
TABLES = {
    "grant": "access_grant",
    "item": "bank_item",
    "joint": "joint_synthesis",
    "batch": "import_batch",
    "lead": "entry",
    "plan": "entry",
    "file": "stored_file",
    "folder": "note_folder",
    "brought": "contribution",
    "sheet": "unsaved",
    "said": "comment",
    "request": "note_request",
}
"""Where the name of an id in an address is not its table's."""
A_DAY_TOO_FAR, A_NUMBER_TOO_BIG = "9999-12-31", "9" * 40
ASKED = (
    f"page={A_NUMBER_TOO_BIG}&about={uuid4()}&unsaved={uuid4()}",
    "page=-1&about=x&unsaved=x&plan=x&kind=x&endpoint=x&_scheme=x&next=//x&q=🧶&sought=yes",
)
"""What no link of ours asks."""
ODD = A_DAY_TOO_FAR, A_NUMBER_TOO_BIG, str(uuid4()), "\0\u202e<script>🧶 مساعدة" * 700


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_is_sent_makes_a_crash(app: Flask, browsers: Browsers, role: str) -> None:
    world = worlds.built(app, browsers)
    browser, answers = world.people[role], Counter[int]()
    asked = questions(app, world, role)
    for url in sorted(asked, key=lambda one: (not asked[one], one)):  # what removes asks nothing
        for value in ODD:
            answers[browser.post(url, dict.fromkeys(asked[url], value)).status_code] += 1
        files = {name: (io.BytesIO(b"%PDF-1.4\0"), "../a.txt") for name in asked[url]}
        answers[browser.post(url, files).status_code] += 1
    assert not [status for status in answers if status >= 500], answers
    assert answers[422] > 100, "hardly anything was read"
    assert browser.get("/account/").said, "the session ended on the way"


@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_an_address_asks_makes_a_crash(
    app: Flask, browsers: Browsers, role: str
) -> None:
    world = worlds.built(app, browsers)
    browser, answers = world.people[role], dict[str, int]()
    for rule, method, permission in doors(app):
        if method == "GET" and may(Actor(None, ROLES[role]), permission):
            url = address(app, rule, world)
            answers |= {
                f"{url}?{it}": browser._ask("GET", f"{url}?{it}").status_code for it in ASKED
            }
    assert not {url: status for url, status in answers.items() if status >= 500}
    assert list(answers.values()).count(200) > 50, "hardly anything was read"


def questions(app: Flask, world: World, role: str) -> dict[str, set[str]]:
    """The names that each address takes, as the pages of *role* ask them."""
    browser = world.people[role]
    asked: dict[str, set[str]] = {}
    mine = [it for it in doors(app) if may(Actor(None, ROLES[role]), it[2])]
    for rule, method, _permission in mine:
        url = address(app, rule, world)
        if method == "POST":
            asked.setdefault(url, set())
        else:
            for action, names in forms(browser, url):
                asked.setdefault(action, set()).update(names)
    return {url: names for url, names in asked.items() if url not in LEAVING}


def forms(browser: Browser, url: str) -> list[tuple[str, set[str]]]:
    """The forms that a page shows: where each leads, and what it asks."""
    answer = browser._ask("GET", url)
    if answer.mimetype != HTML:
        return []
    found = Page(answer.text).select("form[method=post]")
    return [
        (
            urljoin(url, str(form.get("action") or "")).partition("?")[0],
            {str(each["name"]) for each in form.select("[name]")} - {"csrf_token"},
        )
        for form in found
    ]


def address(app: Flask, rule: Rule, world: World) -> str:
    """An address that *rule* answers to, about what is there."""
    values: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        if isinstance(converter, UUIDConverter):
            values[name] = _id(world, rule, name.removesuffix("_id"))
        else:
            values[name] = _example(rule, name)
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def _id(world: World, rule: Rule, name: str) -> UUID:
    table = TABLES.get(name, name)
    if rule.rule.startswith("/preparing") and table == "handout":
        table = "shown_handout"
    return world.ids.get((table, "A")) or uuid4()

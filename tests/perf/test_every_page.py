"""Every page of a citizen, read from the routes: few queries and light, however long the life."""

import gzip
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule, UUIDConverter

from portfolio.domain.access import Actor, Role, may
from portfolio.domain.templates import TEMPLATES
from portfolio.doors import permission_of
from tests.browser import HTML, Browser
from tests.perf import long_life
from tests.perf.long_life import Life
from tests.perf.test_queries import BUDGET, LIVES, counted

FILES = 60
LIGHT = 25_000
"""Bytes once compressed, of pages whose lists are 50 things long or are paged."""
WORDS = {
    "kind": ["job", "objective"],
    "suffix": ["pdf"],
    "rev": ["1"],
    "number": ["1"],
    "name": list(TEMPLATES),
    "token": ["n" * 43],
}
SHARING = ("who", "whom", "system", "what", "why", "check", "preview")
ELSEWHERE = {
    *(f"/codes/new/<uuid:draft_id>/{step}" for step in ("check", "preview")),
    *("/account/recovery-sheet", "/account/recovery-sheet.pdf", "/account/email/<token>"),
    "/account/factor/codes",
    *("/start", "/frameworks/<name>", "/portfolio/<uuid:entry_id>/disputes/<uuid:said_id>"),
    *(f"/shares/new/<uuid:draft_id>/{step}" for step in SHARING),
}
"""Pages of one moment of a sitting, a list that no life makes longer, bytes as they are."""


def pages_of(app: Flask, life: Life) -> dict[str, str]:
    """An address of every route that gives the citizen a page: the first that answers.

    What answered where a name stood alone is tried first under that name, and with other ids only.
    """
    found, known = dict[str, str](), dict[str, dict[Any, None]]()
    for rule in sorted(_theirs(app), key=lambda rule: len(rule.arguments)):
        for values in _tried(life, rule, known):
            url = str(app.url_map.bind("localhost").build(rule.endpoint, values))
            answer = life.citizen._ask("GET", url)
            if (own := answer.headers.get("Location", "")).startswith(f"{url}?unsaved="):
                answer = life.citizen._ask("GET", url := own)  # a blank form, at its own address
            if answer.status_code == 200:
                found[rule.rule] = url if answer.mimetype == HTML else ""
                for name, value in values.items():
                    known.setdefault(name, {})[value] = None
                break
    assert {rule.rule for rule in _theirs(app)} - found.keys() == ELSEWHERE
    return {rule: url for rule, url in found.items() if url}


def _theirs(app: Flask) -> Iterator[Rule]:
    """What a citizen may ask for and a visitor may not."""
    citizen, visitor = (Actor(None, role) for role in (Role.CITIZEN, Role.VISITOR))
    for rule in app.url_map.iter_rules():
        asked = permission_of(app, rule.endpoint)
        if asked is None or "GET" not in (rule.methods or ()):
            continue
        if may(citizen, asked) and not may(visitor, asked):
            yield rule


def _tried(life: Life, rule: Rule, known: dict[str, dict[Any, None]]) -> Iterator[dict[str, Any]]:
    """What may stand in an address of *rule*."""
    ids = [name for name, it in rule._converters.items() if isinstance(it, UUIDConverter)]
    tried = {name: life.ids if name in ids else WORDS[name] for name in rule.arguments}
    for name in tried.keys() & known.keys():
        tried[name] = [*known[name]] if len(ids) > 1 else [*known[name], *tried[name]]
    return (dict(zip(tried, each, strict=True)) for each in product(*tried.values()))


def weighed(app: Flask, browser: Browser, url: str) -> tuple[int, int]:
    """How many statements a page takes once warm, and its compressed bytes."""
    browser._ask("GET", url)
    with counted(app) as sent:
        answer = browser._ask("GET", url)
    assert answer.status_code == 200, url
    return len(sent), len(gzip.compress(answer.data, 6))


@pytest.mark.usefixtures("clock")  # a page that asks for a fresh proof does so in five minutes
def test_every_page_costs_the_same_few_queries_and_is_light_whatever_a_life_holds(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    """One thing of each sort, twenty more, then 400 entries (80 long ones) and 60 files."""
    life, small = long_life.begun(app, browsers), 0
    pages = pages_of(app, life)
    queries: dict[str, set[int]] = {rule: set() for rule in pages}
    for size in LIVES:
        long_life.grown(app, life, size - small, FILES // 2 if size == LIVES[-1] else 0)
        small = size
        for rule, url in pages.items():
            count, weight = weighed(app, life.citizen, url)
            queries[rule].add(count)
            assert weight <= LIGHT, f"{url} with {size} entries: {weight} bytes"

    assert len(pages) > 60
    assert not {rule for rule, counts in queries.items() if len(counts) > 1}
    assert not {rule: counts for rule, counts in queries.items() if max(counts) > BUDGET}

"""A life made of one kind of thing: no list, and no choice among things, has a page without end."""

import gzip
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.handouts import Cv
from portfolio.domain.sections import Section
from portfolio.domain.wordlist import WORDS
from portfolio.services import entries, handouts
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.perf.test_every_page import LIGHT
from tests.perf.test_queries import BUDGET, counted
from tests.web import meetings

MANY = 400
STORY = 60  # words of a story, none of which compresses
CV = "/take-home/cvs/{cv}"
PAGES = {
    "action": ("/plan", "/plan/close", "/plan/print", "/portfolio"),
    "certificate": ("/thread", "/evidence/add", CV),
    "interest": ("/portfolio/skills", "/portfolio", "/take-home/portfolio"),
    "job": ("/thread", "/portfolio/add/skill", "/take-home/booklet", CV),
    "language": ("/portfolio/skills", "/evidence/add", CV),
    "lead": ("/leads", "/portfolio/add/project"),
    "objective": ("/plan", "/plan/add/action"),
    "plan": ("/plan", "/plan/add/objective"),
    "project": ("/plan", "/plan/add/plan"),
    "skill": ("/portfolio/skills", "/evidence/add", CV),
}
"""Where each kind is listed, or may be chosen among."""


def a_life_of(kind: str) -> list[Entry]:
    """Things whose names compress no better than people's do."""
    drawn = random.Random(kind)  # noqa: S311  # the same names each time
    more: dict[str, dict[str, Any]] = {
        "job": {"when": {"start": "1998"}},
        "lead": {"desirable": 3, "feasible": 4},
    }
    return [
        KINDS[kind].model_validate(
            {
                "title": " ".join(drawn.choices(WORDS, k=5)),
                "story": " ".join(drawn.choices(WORDS, k=STORY)),
                **more.get(kind, {}),
            }
        )
        for _ in range(MANY)
    ]


@pytest.mark.parametrize("kind", PAGES)
def test_many_of_one_kind_leave_pages_light(
    app: Flask, browsers: Callable[..., Browser], kind: str
) -> None:
    person = arrivals.a_citizen(browsers())
    with at_work(app, person) as work:
        entries.add_all(work, a_life_of(kind))
        cv = handouts.add(work, Cv(name="Mon CV"))

    for page in PAGES[kind]:
        person.get(page.format(cv=cv))
        url = person.url  # a blank form has an address of its own
        with counted(app) as sent:
            answer = person._ask("GET", url)
        assert answer.status_code == 200, url
        assert len(sent) <= BUDGET, url
        weight = len(gzip.compress(answer.data, 6))
        assert weight <= LIGHT, f"{url} with {MANY} of {kind}: {weight} bytes"


def test_a_share_of_a_long_life_has_a_light_page_and_the_rest_is_a_click_away(
    app: Flask, browsers: Callable[..., Browser]
) -> None:
    met = meetings.meeting(app, browsers, sections=tuple(Section))
    with at_work(app, met.citizen) as work:
        entries.add_all(work, a_life_of("job"))
    url = f"/shares/{met.grant_id}"
    page = met.citizen.get(url)
    assert len(gzip.compress(str(page).encode(), 6)) <= LIGHT
    assert not page.select("#record")

    page = met.citizen.get(str(page.one("#whole")["href"]).partition("#")[0])

    assert len(page.select("#record-path tbody tr")) >= MANY

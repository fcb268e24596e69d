"""A life is told, never judged: no gap, no question too many, one step at a time."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portfolio.domain import consents
from portfolio.domain.entries import KINDS, Entry
from portfolio.domain.entries.job import Job
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Purpose, Right, Terms
from portfolio.services import entries, sharing
from portfolio.web.forms import form_for
from tests import arrivals
from tests import factories as make
from tests.arrivals import at_work
from tests.browser import Browser

WORK = [
    {"title": "Tisseuse", "when": {"start": "1998", "end": "2001"}},
    {"title": "Serveuse", "when": {"start": "2012", "ongoing": True}},
]
BETWEEN: dict[str, Entry | None] = {
    "named": make.caring(when={"start": "2002", "end": "2008"}),
    "rested": make.a_moment(title="Une pause", nature="inactive", when={"start": "2002"}),
    "given": make.volunteering(when={"start": "2003", "end": "2011"}),
    "blank": None,
}
JUDGED = (
    "trou", "manque", "lacune", "interruption", "sans emploi", "chômage", "inactif", "inactive",
    "gap", "missing", "unemployed", "justifi", "expliqu",
)  # fmt: skip
PERSONAL = (
    "gender", "sex", "nationality", "citizenship", "birth", "marital", "religion", "health",
    "disability", "origin", "conviction", "justice", "visa",
)  # fmt: skip
PERSONAL_WORDS = (
    "sexe", "nationalité", "naissance", "situation familiale", "religion", "handicap",
    "casier",
)  # fmt: skip
MEANT_OTHERWISE = {"lead": {"origin"}}
"""Where a lead comes from says nothing of where a person does."""
PLACES = ("/thread", "/thread?order=oldest", "/thread/list", "/portfolio", "/take-home/page")


@pytest.fixture
def citizen(browsers: Callable[..., Browser]) -> Browser:
    return arrivals.a_citizen(browsers())


@pytest.mark.parametrize("between", BETWEEN)
def test_b05_between_two_jobs_nothing_is_ever_judged(
    app: Flask, citizen: Browser, between: str
) -> None:
    """Acceptance B-05: named or left blank, no view and no export flags a gap."""
    life = [*map(Job.model_validate, WORK), *filter(None, [BETWEEN[between]])]
    with at_work(app, citizen) as work:
        entries.add_all(work, life)

    for place in PLACES:
        said = citizen.get(place).text_of("body").lower()
        assert not [word for word in JUDGED if word in said], place
    citizen.get("/portfolio/export")
    assert citizen.response is not None
    file = json.loads(citizen.response.data)
    assert [one["data"]["title"] for one in file["entries"]] == [one.title for one in life]
    whens = [one["data"]["when"] for one in file["entries"]]
    assert whens[:2] == [
        {"start": "1998", "end": "2001", "ongoing": False},
        {"start": "2012", "end": None, "ongoing": True},
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_b09_nothing_asks_what_is_nobodys_business(app: Flask, kind: str) -> None:
    """Acceptance B-09: no field, no question about it, so nothing is ever blocked for it."""
    names = {word for name in KINDS[kind].model_fields for word in name.split("_")}
    assert not names.intersection(PERSONAL) - MEANT_OTHERWISE.get(kind, set())
    with app.test_request_context("/"):
        asked = " ".join(str(field.label.text) for field in form_for(KINDS[kind])(None)).casefold()
    assert len(asked.split()) > 3
    assert not [word for word in PERSONAL_WORDS if re.search(rf"\b{word}\b", asked)]


def test_b09_an_account_and_a_shared_view_hold_none_of_it(app: Flask, citizen: Browser) -> None:
    """Acceptance B-09: with nothing of the kind filled in, everything works and shows none."""
    with at_work(app, citizen) as work:
        entries.add_all(work, map(Job.model_validate, WORK))
        terms = Terms(
            sections=tuple(Section),
            purpose=Purpose.GUIDANCE,
            rights=tuple(Right),
            ends=date.today() + timedelta(days=30),  # noqa: DTZ011  # any day to come
            text_version=consents.CURRENT,
        )
        view = sharing.preview(work, terms)
    shown = view.to_bytes().decode()
    assert not [word for word in PERSONAL if f'"{word}"' in shown]


def test_b11_each_addition_is_met_with_one_next_step_until_none_is_left(
    app: Flask, citizen: Browser
) -> None:
    """Acceptance B-11: one small step at a time, and what was taken never comes back."""
    life: list[tuple[str, dict[str, Any]]] = [
        ("placement", {"story": "J’ai appris."}),
        ("skill", {}),
        ("interest", {}),
        ("project", {}),
    ]
    seen = []
    for kind, more in life:
        page = citizen.get("/thread")
        ideas = page.texts(".fil-note.is-warn a") or page.texts(".fil-state .btn-primary")
        assert len(ideas) == 1
        seen += ideas
        citizen.submit(f"/portfolio/add/{kind}", title="Une chose", **more)
    assert seen[0] not in seen[1:], "what was taken is proposed no more"

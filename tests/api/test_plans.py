"""What a partner's program gets over HTTP: the plans it was given, and one word for the rest."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from jsonschema import validate
from werkzeug.test import TestResponse

from portfolio.api import bearer
from portfolio.domain.access import SERVICE
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Right, day_of
from portfolio.formats import plan_json
from portfolio.services import boxes, entries, journal, partners, sharing, throttles
from portfolio.services.recipients import ToPartner
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.services.people import an_action, an_objective, terms
from tests.web.meetings import structure_of

ALL = "/api/v1/plans"
TERMS: dict[str, Any] = {"sections": (Section.PLAN,), "rights": (Right.EXPORT,)}


class Program:
    """A partner's program: no cookie, a token."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client(use_cookies=False)
        self.token, self.partner_id = token, UUID(int=0)

    def get(self, address: str = ALL, authorization: str | None = None) -> TestResponse:
        """The answer to *address*, asked with the token unless something else is shown."""
        shown = f"Bearer {self.token}" if authorization is None else authorization
        headers = {"Authorization": shown} if shown else {}
        return self.client.get(address, base_url=SITE, headers=headers)


@pytest.fixture
def program(app: Flask, professional: Browser, clock: Clock) -> Program:
    structure_id = structure_of(app, professional)
    with at_work(app, professional, structure_id) as work:
        ends = day_of(work.now) + timedelta(days=90)
        token = partners.add(replace(work, actor=SERVICE), structure_id, "i-Milo", ends, ())
        made = Program(app, token)
        made.partner_id = partners.all_(work.session)[0].id
    return made


def given(app: Flask, citizen: Browser, partner_id: UUID) -> UUID:
    """The id of a grant of her plan to a system."""
    with at_work(app, citizen) as work:
        entries.add_all(work, [an_objective(), an_action()])
        ends = day_of(work.now) + timedelta(days=60)
        agreed = terms(**TERMS | {"ends": ends})
        return sharing.give(work, ToPartner(partner_id), agreed, once=uuid4())


def test_a_plan_is_listed_then_taken_as_the_schema_says_and_she_sees_it(
    app: Flask, citizen: Browser, program: Program
) -> None:
    """Acceptance J-01 and J-05: the agreed plan, stable ids, each call in her journal."""
    grant_id = given(app, citizen, program.partner_id)
    listed = program.get().json
    assert listed is not None
    assert [one["id"] for one in listed["items"]] == [str(grant_id)]
    assert (listed["total"], listed["next"]) == (1, None)
    first, second = (program.get(listed["items"][0]["plan"]).json for _twice in range(2))
    assert first is not None
    assert second is not None
    validate(first, plan_json.schema())
    assert [o["id"] for o in first["objectives"]] == [o["id"] for o in second["objectives"]]
    assert first["exported_by"] == "i-Milo"
    with at_work(app, citizen) as work:
        lines = journal.read(work, boxes.portfolio_of(work))
    assert [line.act for line in lines].count("plan.taken") == 2
    assert "Le logiciel i-Milo" in citizen.get("/shares/journal").said


def test_a_list_is_paged(app: Flask, citizen: Browser, program: Program) -> None:
    for _each in range(2):
        given(app, citizen, program.partner_id)
    page = program.get(f"{ALL}?page=2").json
    assert page is not None
    assert (page["items"], page["total"]) == ([], 2)


SHOWN: dict[str, Callable[[str], str]] = {
    "none": lambda _token: "",
    "lower-case scheme": lambda token: f"bearer {token}",
    "another scheme": lambda token: f"Basic {token}",
    "trailing space": lambda token: f"Bearer {token} ",
    "two spaces": lambda token: f"Bearer  {token}",
    "truncated": lambda token: f"Bearer {token[:-1]}",
    "one character changed": lambda token: f"Bearer {token[:-1]}{'A' if token[-1] != 'A' else 'B'}",
    "somebody else's prefix": lambda token: f"Bearer filrouge_00000000_{token[-43:]}",
    "never existed": lambda _token: f"Bearer filrouge_00000000_{'n' * 43}",
    "10 000 characters": lambda token: f"Bearer {token * 200}",
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN.keys())
def test_a_token_that_is_not_one_is_told_one_thing(
    program: Program, shown: Callable[[str], str]
) -> None:
    """Security test 92."""
    answer = program.get(authorization=shown(program.token))
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert json.loads(answer.data) == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
    }
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_in_an_address_is_not_looked_at(program: Program) -> None:
    """Security test 92, for query strings."""
    answer = program.get(f"{ALL}?access_token={program.token}&token={program.token}", "")
    assert answer.status_code == 401


def test_an_expired_token_and_a_stopped_one_are_told_the_same(
    app: Flask, professional: Browser, program: Program, clock: Clock
) -> None:
    clock.forward(days=91)
    expired = program.get()
    clock.back(days=91)
    assert program.get().status_code == 200
    with at_work(app, professional, structure_of(app, professional)) as work:
        partners.stop(replace(work, actor=SERVICE), program.partner_id)
    stopped = program.get()
    assert (expired.status_code, expired.data) == (stopped.status_code, stopped.data)
    assert stopped.status_code == 401


def test_what_is_not_the_caller_s_is_not_there_and_the_operator_is_warned(
    app: Flask,
    citizen: Browser,
    program: Program,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Acceptance J-03."""
    mine = given(app, citizen, program.partner_id)
    with at_work(app, citizen) as work:
        sharing.revoke(work, mine)
    ended, never = program.get(f"{ALL}/{mine}"), program.get(f"{ALL}/{uuid4()}")
    assert (ended.status_code, ended.data) == (never.status_code, never.data)
    assert never.status_code == 404
    assert "404 for api_plans.show" in caplog.text


def test_whoever_guesses_waits_and_a_living_token_waits_with_them(program: Program) -> None:
    for _each in range(21):
        program.get(authorization=f"Bearer filrouge_00000000_{'n' * 43}")
    assert program.get().status_code == 401


def test_a_program_that_asks_without_end_is_told_to_wait(
    app: Flask, professional: Browser, program: Program
) -> None:
    spent = replace(bearer.CALLS, free=0)
    with at_work(app, professional) as work:
        name = throttles.bucket(work.keys, "partner", str(program.partner_id))
        throttles.count(work.session, name, spent, work.now)
    answer = program.get()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_pages_are_not_for_programs_nor_plans_for_people(
    citizen: Browser, program: Program
) -> None:
    assert program.get("/portfolio").status_code == 302
    assert citizen.client.get(ALL, base_url=SITE).status_code == 401

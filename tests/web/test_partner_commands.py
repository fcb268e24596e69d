"""Systems entered, renewed and stopped by whoever runs the service."""

import re

import pytest
from flask import Flask

from portfolio.extensions import writing
from tests.api.test_plans import ALL, Program
from tests.browser import Browser
from tests.web.meetings import structure_of

TOKEN = re.compile(r"filrouge_[0-9a-f]{8}_[\w-]{43}")
UNTIL = ("--until", "2027-06-30")


@pytest.fixture
def structure(app: Flask, professional: Browser) -> str:
    return str(structure_of(app, professional))


def run(app: Flask, *args: str, typed: str = "", fails: bool = False) -> str:
    """What ``flask partners …`` says."""
    token = writing.set(False)
    done = app.test_cli_runner().invoke(args=["partners", *args], input=typed)
    writing.reset(token)
    assert (done.exit_code != 0) is fails, done.output
    return done.output


def token_in(said: str) -> str:
    (found,) = TOKEN.findall(said)
    return str(found)


def test_a_system_is_entered_listed_renewed_and_stopped(app: Flask, structure: str) -> None:
    first = token_in(run(app, "add", structure, "i-Milo", *UNTIL, "--from", "127.0.0.0/8"))
    assert Program(app, first).get(ALL).status_code == 200
    listed = run(app, "list")
    assert "i-Milo" in listed
    assert first not in listed
    second = token_in(run(app, "renew", *UNTIL, typed=first))
    assert [Program(app, one).get(ALL).status_code for one in (first, second)] == [401, 200]
    assert "0 grants ended" in run(app, "stop", listed.split()[0])
    assert Program(app, second).get(ALL).status_code == 401
    assert "stopped" in run(app, "list")


def test_what_cannot_be_entered_is_said_in_a_sentence_and_not_kept(
    app: Flask, structure: str
) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    assert "none of that" in run(app, "add", nowhere, "X", *UNTIL, fails=True)
    late = run(app, "add", structure, "X", "--until", "2099-01-01", fails=True)
    assert "Access lasts 12 months at most" in late
    wrong = run(app, "add", structure, "X", *UNTIL, "--from", "nowhere", fails=True)
    assert "not a network address" in wrong
    assert "none of that" in run(app, "renew", *UNTIL, typed="filrouge_x", fails=True)
    assert "none of that" in run(app, "stop", nowhere, fails=True)
    assert run(app, "list") == ""

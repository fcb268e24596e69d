"""The end of the service, played: everybody is told, takes all home, then it stops."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.domain.sharing import day_of
from portfolio.extensions import db
from tests import arrivals
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.mailbox import Mailbox

Browsers = Callable[..., Browser]
ADDRESS, HERS = "sandrine@example.org", "helene@example.org"
DAYS = 100


@pytest.fixture(autouse=True)
def _asked_anew(app: Flask) -> None:
    app.extensions.pop("farewell", None)


@pytest.fixture
def citizen(app: Flask, browsers: Browsers, letters: Mailbox, clock: Clock) -> Browser:
    browser = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut", email=ADDRESS)
    return follows_the_letter(browser, letters)


@pytest.fixture
def counsellor(app: Flask, browsers: Browsers, letters: Mailbox, clock: Clock) -> Browser:
    browser = arrivals.a_professional(app, browsers())
    browser.submit("/account/email", email=HERS, phrase=browser.phrase)
    return follows_the_letter(browser, letters)


def follows_the_letter(browser: Browser, letters: Mailbox) -> Browser:
    browser.get(re.findall(r"https://\S+", letters.next().body)[-1].removeprefix(SITE))
    browser.submit()
    return browser


def run(app: Flask, *words: str) -> str:
    with app.app_context():
        db.session.remove()
    result = app.test_cli_runner().invoke(args=list(words))
    return str(result.output)


def last_day(app: Flask) -> str:
    return (day_of(app.extensions["clock"]()) + timedelta(days=DAYS)).isoformat()


def announced(app: Flask, message: str = "") -> str:
    day = last_day(app)
    said = run(app, "service", "close", "--on", day, "--message", message)
    assert day in said, said
    return day


def come_back(browser: Browser) -> str:
    """Come in again, days later; where that leads."""
    browser.client.delete_cookie("__Host-fil", domain="localhost")
    arrivals.sign_in(browser, browser.login, browser.phrase)
    return browser.url


def test_n_06_told_three_times_by_letters_that_say_nothing_of_anybody(
    app: Flask, citizen: Browser, counsellor: Browser, letters: Mailbox, clock: Clock
) -> None:
    """Acceptance N-06: citizens and professionals, each once at each of the three times."""
    announced(app, "Vos conseillères restent joignables.")
    for days in (0, DAYS - 30, 23):
        clock.forward(days=days)
        assert run(app, "reminders", "send") == "2 letters sent, 0 refused.\n"
        assert run(app, "reminders", "send") == "0 letters sent, 0 refused.\n"
        got = [letters.next(), letters.next()]
        assert {each.to[0] for each in got} == {ADDRESS, HERS}
        for each in got:
            assert "s’arrête" in each.subject and "Vos conseillères" not in each.body
            for word in ("Sandrine", "Hélène", "CIDFF", "partage", "portfolio"):
                assert word not in each.subject + each.body
            assert each.message["List-Unsubscribe"] is None
    clock.forward(days=8)
    assert run(app, "reminders", "send") == "0 letters sent, 0 refused.\n"
    assert "announced 2, month 2, week 2" in run(app, "service", "status")
    assert "Not told three times, or not seen since: 0." in run(app, "service", "status")


def test_n_06_every_page_says_so_and_whoever_comes_in_is_led_to_the_archive_until_it_is_taken(
    app: Flask, citizen: Browser, browser: Browser, clock: Clock
) -> None:
    """Acceptance N-06: one button, that may wait; nothing of what was taken is kept here."""
    announced(app, "Le CIBC des Vosges reprend les portfolios.")
    for page in (browser.get("/account/sign-in"), citizen.get("/thread"), citizen.get("/plan")):
        assert "s’arrête après le" in page.said and "Le CIBC des Vosges" in page.said
    clock.forward(days=1)
    for _ in range(2):
        assert come_back(citizen) == "/take-home/archive"
        citizen.get("/thread")
    assert "took their archive: 0, not: 1" in run(app, "service", "status")
    assert citizen._ask("GET", "/take-home/archive.zip").status_code == 200
    assert "took their archive: 1, not: 0" in run(app, "service", "status")
    assert come_back(citizen) == "/thread"
    assert "Rien n’a changé depuis" in citizen.get("/take-home/archive").said
    clock.forward(minutes=1)
    citizen.submit("/portfolio/add/skill", title="Souder")
    assert "emportez-le de nouveau" in citizen.get("/take-home/archive").said


def test_n_06_the_day_alone_stops_nothing_but_beginnings(
    app: Flask, citizen: Browser, browser: Browser, clock: Clock
) -> None:
    """Acceptance N-06: all works until the day; after it, no account and no share begins."""
    announced(app)
    clock.forward(days=DAYS)
    come_back(citizen)
    citizen.submit("/portfolio/add/skill", title="Souder")
    assert browser.get("/account/new").select("form")
    assert "its last day is" in run(app, "service", "stop", "--after-date")

    clock.forward(days=1)
    come_back(citizen)
    citizen.submit("/portfolio/add/skill", title="Braser")
    assert "rien de nouveau n’y commence" in browser.get("/account/new", status=410).said
    for beginning in ("/shares/new", "/codes/new"):
        citizen.get(beginning, status=410)
    for prepared in ("renew", "also", "again"):
        assert citizen.post(f"/shares/{uuid4()}/{prepared}").status_code == 410
    assert citizen.post("/shares/requests/code").status_code == 410


def test_n_06_stopped_by_hand_only_reading_and_taking_home_stay(
    app: Flask, citizen: Browser, counsellor: Browser, browser: Browser, clock: Clock
) -> None:
    """Acceptance N-06: its operator says whom it missed; then for six months it can be read."""
    announced(app)
    clock.forward(days=DAYS + 1)
    assert "2 people were not told" in run(app, "service", "stop", "--after-date")
    told = run(app, "service", "stop", "--after-date", "--despite", "2")
    assert told.startswith("Stopped."), told

    come_back(citizen)
    for page in ("/thread", "/portfolio", "/take-home", "/shares", "/shares/journal", "/plan"):
        assert "s’est arrêté" in citizen.get(page).said
    assert citizen._ask("GET", "/take-home/archive.zip").status_code == 200
    assert citizen.get("/portfolio/add", status=410).text_of("h1") == "Cette page est fermée"
    assert citizen.post("/portfolio/add/skill", {"title": "Visser"}).status_code == 410
    come_back_to_a_closed_desk(counsellor)

    clock.forward(days=181)
    assert "est fermé" in browser.get("/").said
    browser.get("/account/sign-in", status=410)
    browser.get("/legal")


def come_back_to_a_closed_desk(browser: Browser) -> None:
    """Both steps are still there; what they led to is not."""
    browser.client.delete_cookie("__Host-fil", domain="localhost")
    browser.submit("/account/sign-in", login=browser.login, phrase=browser.phrase)
    figures = browser.telephone.answer(arrivals.now(browser))
    assert browser.submit(status=410, **figures).text_of("h1") == "Cette page est fermée"


def test_taken_back_nobody_is_told_any_more(
    app: Flask, citizen: Browser, letters: Mailbox, clock: Clock
) -> None:
    announced(app)
    assert run(app, "service", "reopen") == "No end is announced.\n"
    assert "s’arrête" not in citizen.get("/thread").said
    assert run(app, "reminders", "send") == "0 letters sent, 0 refused.\n"
    assert run(app, "service", "status") == "No end is announced.\n"


def test_a_day_that_comes_too_soon_is_refused_in_a_sentence(app: Flask, clock: Clock) -> None:
    soon = day_of(app.extensions["clock"]()) + timedelta(days=10)
    assert "people need 60 days" in run(app, "service", "close", "--on", soon.isoformat())

"""Deleting one's account, through the pages: read, confirmed, taken back, or gone for good."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portfolio.domain.sharing import day_of
from portfolio.doors import guard_of, permission_of
from portfolio.extensions import db
from portfolio.storage.accounts import Account
from tests import arrivals
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.mailbox import Mailbox
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Meeting

Browsers = Callable[..., Browser]
PAGE = "/account/erasure"
FORM = "main form[action='/account/erasure']"
ADDRESS = "sandrine@example.org"


@pytest.fixture
def citizen(browsers: Browsers) -> Browser:
    return arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")


@pytest.fixture
def meeting(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def asks(citizen: Browser) -> Page:
    """She reads, ticks and confirms, having just come in."""
    return citizen.submit(PAGE, form=FORM, agreed=True)


def comes_back(browser: Browser, status: int = 200) -> None:
    browser.client.delete_cookie("__Host-fil", domain="localhost")
    arrivals.sign_in(browser, browser.login, browser.phrase, status=status)


def night(app: Flask) -> str:
    with app.app_context():
        db.session.remove()
    return str(app.test_cli_runner().invoke(args=["nightly", "erase"]).output)


def test_n_01_the_page_offers_the_archive_first_says_what_and_when_and_asks_nobody(
    citizen: Browser, clock: Clock
) -> None:
    """Acceptance N-01: from the account page, in words, before anything is asked."""
    account = citizen.get("/account/")
    assert account.value_of(f"a[href='{PAGE}']", "href") == PAGE
    page = citizen.get(PAGE)
    said = page.said
    assert said.index("tout emporter") < said.index("Ce qui se passe") < said.index("Ce qui reste")
    assert page.value_of("main a[href='/take-home/archive']", "href")
    assert "sans l’accord de personne" in said and "notes de travail" in said
    assert page.one(FORM)


def test_n_01_it_takes_a_tick_and_a_proof_of_who_asks(citizen: Browser, clock: Clock) -> None:
    """Acceptance N-01: unticked, a sentence beside the box; later on, the passphrase."""
    assert "puis cochez cette case" in citizen.submit(PAGE, form=FORM, status=422).said
    clock.forward(minutes=6)
    citizen.submit(PAGE, form=FORM, status=403, agreed=True)
    assert "sera supprimé" not in citizen.get("/account/").said
    citizen.submit(PAGE, form=FORM, status=403, agreed=True)
    citizen.press("Montrer que c’est moi")
    citizen.submit(phrase=citizen.phrase)
    page = citizen.press("Confirmer ma demande")
    assert "C’est demandé" in page.said and citizen.url == PAGE


def test_n_01_every_page_says_the_day_and_one_press_keeps_it_all_but_the_shares(
    app: Flask, meeting: Meeting, browsers: Browsers, clock: Clock
) -> None:
    """Acceptance N-01: other devices are out, the structure too; thirty days to think again."""
    citizen, counsellor = meeting.citizen, meeting.counsellor
    elsewhere = browsers()
    arrivals.sign_in(elsewhere, citizen.login, citizen.phrase)
    asks(citizen)

    assert elsewhere._ask("GET", "/thread").status_code == 302
    counsellor.get(meeting.url, status=404)
    clock.forward(days=29)
    comes_back(citizen)
    for page in ("/thread", "/portfolio", "/plan", "/account/", "/take-home", "/help"):
        assert "Votre compte sera supprimé le" in citizen.get(page).said, page
    citizen.submit("/portfolio/add/skill", title="Souder")
    assert "Suppression demandée" in citizen.get("/account/known").said

    citizen.get("/thread")
    kept = citizen.press("Garder mon compte")
    assert "Votre compte reste" in kept.said and "sera supprimé" not in kept.said
    assert "Souder" in citizen.get("/portfolio").said
    comes_back(counsellor)
    counsellor.get(meeting.url, status=404)
    assert citizen.get("/shares/new").select("main form")
    clock.forward(days=40)
    assert night(app) == "0 accounts erased, 0 to come.\n"
    comes_back(citizen)


def test_nothing_is_shared_meanwhile_and_a_sentence_says_why(
    app: Flask, citizen: Browser, clock: Clock
) -> None:
    there = str(uuid4())
    asks(citizen)
    for beginning in ("/shares/new", "/codes/new", f"/shares/new/{there}/check"):
        page = citizen.get(beginning)
        assert citizen.url == PAGE
        assert "rien ne peut être partagé" in page.said
    assert citizen.post("/shares/requests/code").headers["Location"].endswith(PAGE)


def test_n_01_a_letter_says_the_day_and_nothing_else(
    browsers: Browsers, letters: Mailbox, clock: Clock
) -> None:
    """Acceptance N-01, M-01: to whoever has an address, and once."""
    citizen = arrivals.a_citizen(browsers(), email=ADDRESS)
    citizen.get(re.findall(r"https://\S+", letters.next().body)[-1].removeprefix(SITE))
    citizen.submit()
    asks(citizen)
    citizen.post(PAGE, {"agreed": "y"})

    letter = letters.next()
    assert letter.to == [ADDRESS] and "sera supprimé le" in letter.subject
    assert f"{SITE}{PAGE}" in letter.body and "Sandrine" not in letter.body
    assert letters.is_empty


def test_it_can_be_asked_for_once_the_service_has_stopped(
    app: Flask, citizen: Browser, clock: Clock
) -> None:
    """Reading and taking home are not all of one's rights."""
    app.extensions.pop("farewell", None)
    with app.app_context():
        db.session.remove()
    runner = app.test_cli_runner()
    ends = (day_of(clock()) + timedelta(days=60)).isoformat()
    runner.invoke(args=["service", "close", "--on", ends])
    clock.forward(days=62)
    runner.invoke(args=["service", "stop", "--after-date", "--despite", "1"])
    comes_back(citizen)
    assert "s’est arrêté" in citizen.get(PAGE).said
    assert "C’est demandé" in asks(citizen).said
    citizen.press("Garder mon compte")
    app.extensions.pop("farewell", None)


def test_professionals_leave_their_structures_instead(app: Flask, browser: Browser) -> None:
    """What they wrote in people's portfolios is not theirs to take away."""
    counsellor = arrivals.a_professional(app, browser)
    assert "Supprimer mon compte" not in counsellor.get("/account/").said
    counsellor.get(PAGE, status=404)


def pages(app: Flask) -> Iterator[str]:
    """Every page of a professional that names nothing in its address."""
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        asked = "GET" in (rule.methods or ()) and not rule.arguments
        if asked and permission and not guard_of(app, rule.endpoint):
            yield rule.rule


def test_n_02_who_met_them_finds_nothing_and_every_page_still_opens(
    app: Flask, meeting: Meeting, clock: Clock
) -> None:
    """Acceptance N-02: the desk, the notes, the team and their papers, once somebody is gone."""
    citizen, counsellor, place = meeting.citizen, meeting.counsellor, meeting.url
    counsellor.submit(f"{place}/notes", text="Garde d’enfants à trouver.")
    counsellor.submit(f"{place}/comments", text="Avez-vous eu la lettre ?")
    counsellor.submit(f"{place}/meetings/new", word="Apportez votre bulletin.")
    wish: dict[str, Any] = {"sections": ["plan"], "purpose": "guidance", "reason": "Pour jeudi."}
    counsellor.submit("/desk/requests/new", whom=citizen.login, **wish)
    met = {page: counsellor._ask("GET", page).status_code for page in pages(app)}
    asks(citizen)
    clock.forward(days=31)
    assert night(app) == "1 accounts erased, 0 to come.\n"

    comes_back(citizen, status=422)
    comes_back(counsellor)
    for page, status in met.items():
        found = counsellor._ask("GET", page)
        assert found.status_code == status, page
        assert "Sandrine" not in found.text, page
    for page in (place, f"{place}/notes", f"{place}/comments", f"{place}/receipt"):
        counsellor.get(page, status=404)
    with app.app_context():
        assert len(db.session.scalars(select(Account.id)).all()) == 1

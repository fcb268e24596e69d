"""Pages for everyone, and the pages that say something went wrong."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from config import load
from portfolio.application import create_app
from portfolio.crypto.server import ServerKeys
from portfolio.domain.errors import Conflict, Overloaded, Refused, Tampered, TooMany
from portfolio.doors import Desk
from portfolio.web.sessions import COOKIE
from tests.browser import Browser

PAGES = ["/", "/help", "/privacy", "/accessibility", "/legal"]
FORBIDDEN = ("zero knowledge", "bout en bout", "inviolable", "même nous ne pouvons pas")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_for_everyone_opens_without_an_account(browser: Browser, page: str) -> None:
    browser.get(page)


@pytest.mark.parametrize("page", [*PAGES, "/account/new"])
def test_no_page_promises_what_cannot_be_kept(browser: Browser, page: str) -> None:
    said = browser.get(page).said.casefold()
    assert not [words for words in FORBIDDEN if words in said]


def test_the_home_page_leads_to_an_account_and_to_the_structures(browser: Browser) -> None:
    page = browser.get("/")
    hrefs = {str(link["href"]) for link in page.select("main a[href]")}
    assert {"/account/new", "/account/sign-in"} <= hrefs
    assert page.value_of("form[role=search]", "action").startswith("/structures")


def test_a_visitor_chooses_a_language_and_keeps_it(browser: Browser) -> None:
    browser.get("/help")
    browser.submit(form=".fil-strip form", button=("locale", "en"))
    assert browser.url == "/help"
    assert browser.get("/privacy").value_of("html", "lang") == "en"


def test_the_browser_says_which_language_to_begin_with(browser: Browser) -> None:
    assert browser.get("/", headers={"Accept-Language": "en-GB"}).value_of("html", "lang") == "en"
    assert browser.get("/", headers={"Accept-Language": "de"}).value_of("html", "lang") == "fr"


def test_the_language_form_never_leads_elsewhere(browser: Browser) -> None:
    answer = browser.post("/language", {"locale": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_citizen_finds_her_thread_in_place_of_the_home_page(citizen: Browser) -> None:
    citizen.get("/")
    assert citizen.url.rstrip("/") == "/thread"


@pytest.mark.parametrize("address", ["/nothing", "/account/email/nothing", "/account/nothing"])
def test_an_unknown_address_reveals_nothing(citizen: Browser, address: str) -> None:
    said = citizen.get(address, 404).said
    assert "Cette page n’existe pas" in said
    assert "nothing" not in citizen.page.text_of("main")  # type: ignore[union-attr]


def test_the_server_says_that_it_lives(browser: Browser) -> None:
    browser.get("/health")
    assert browser.response is not None
    assert browser.response.text == "ok\n"


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (Conflict(), 409, "Rien n’a été écrasé"),
        (Tampered(), 409, "leur sceau"),
        (Refused("Une raison précise."), 422, "Une raison précise."),
        (TooMany(90), 429, "Trop de demandes"),
        (Overloaded(3), 503, "Beaucoup de monde"),
        (OperationalError("", {}, Exception("locked")), 503, "Beaucoup de monde"),
    ],
)
def test_a_problem_is_a_page_that_says_what_is_lost(
    app: Flask, browser: Browser, problem: Exception, status: int, words: str
) -> None:
    home = app.blueprints["home"]
    assert isinstance(home, Desk)
    former = app.view_functions["home.help"]

    def trouble() -> str:
        raise problem

    app.view_functions["home.help"] = trouble
    try:
        page = browser.get("/help", status)
    finally:
        app.view_functions["home.help"] = former
    assert words in page.text_of("main")
    assert browser.response is not None
    assert ("Retry-After" in browser.response.headers) == (status in {429, 503})


@pytest.fixture
def stranded(tmp_path: Path) -> Browser:
    """A browser before an application whose database is away."""
    ServerKeys.create(tmp_path / "server.keyset")
    away = {
        "PORTFOLIO_ENV": "testing",
        "PORTFOLIO_KEYSET": str(tmp_path / "server.keyset"),
        "PORTFOLIO_DATABASE_URL": f"sqlite:///{tmp_path / 'away' / 'site.sqlite'}",
    }
    return Browser(create_app(load(away)).test_client())


def test_a_visitor_still_reads_when_the_database_is_away(stranded: Browser) -> None:
    stranded.get("/help")
    stranded.get("/")


def test_somebody_signed_in_is_asked_to_wait_when_the_database_is_away(stranded: Browser) -> None:
    stranded.client.set_cookie(COOKIE, "A" * 43, domain="localhost", secure=True)
    stranded.get("/account/", 503)
    assert stranded.response is not None
    assert stranded.response.headers["Retry-After"]
    assert stranded.post("/account/sign-in").status_code == 503


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503])
def test_every_error_page_says_what_happened_and_what_now(app: Flask, code: int) -> None:
    with app.test_request_context("https://localhost/"):
        assert f"Erreur {code}" in app.jinja_env.get_template(f"errors/{code}.html").render(
            reason=""
        )


def test_too_heavy_a_form_is_refused_with_the_limit(app: Flask, browser: Browser) -> None:
    browser.get("/account/sign-in")
    heavy = "x" * (app.config["MAX_CONTENT_LENGTH"] + 1)
    answer = browser.post("/account/sign-in", {"login": heavy})
    assert answer.status_code == 413
    assert "10" in answer.text

"""What every answer tells the browser."""

import pytest
from flask import Flask

from portfolio.web import letters
from tests.browser import SITE, Browser

PAGES = ["/", "/help", "/account/new", "/account/sign-in", "/nothing", "/health", "/icons.svg"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "require-trusted-types-for": "'script'",
}


@pytest.mark.parametrize("page", PAGES)
def test_an_answer_allows_nothing_but_our_own_files(browser: Browser, page: str) -> None:
    answer = browser.client.get(page, base_url=SITE)
    pairs = (
        each.split(maxsplit=1) for each in answer.headers["Content-Security-Policy"].split(";")
    )
    assert dict(pairs) == POLICY


@pytest.mark.parametrize("page", PAGES)
def test_an_answer_is_well_guarded(browser: Browser, page: str) -> None:
    headers = browser.client.get(page, base_url=SITE).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert int(headers["Strict-Transport-Security"].split("=")[1].split(";")[0]) >= 31536000
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


@pytest.mark.parametrize("page", ["/", "/account/sign-in", "/nothing", "/health"])
def test_a_page_is_kept_nowhere(browser: Browser, page: str) -> None:
    assert browser.client.get(page, base_url=SITE).headers["Cache-Control"] == "no-store"


def test_files_are_kept_for_long_under_an_address_that_changes(browser: Browser) -> None:
    page = browser.get("/")
    sheets = [str(link["href"]) for link in page.select("link[rel=stylesheet]")]
    assert sheets
    for address in [*sheets, page.value_of("script", "src")]:
        assert "?v=" in address
        answer = browser.client.get(address, base_url=SITE, buffered=True)
        kept = answer.headers["Cache-Control"]
        assert "immutable" in kept
        assert "no-store" not in kept


def test_reading_files_makes_no_session_and_sets_no_cookie(browser: Browser) -> None:
    for address in ("/static/css/app.css", "/icons.svg", "/health"):
        answer = browser.client.get(address, base_url=SITE, buffered=True)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers


def test_a_page_asks_nothing_of_anybody_else(browser: Browser) -> None:
    for page in ("/", "/help", "/privacy", "/account/new"):
        browser.get(page)  # the browser refuses any address that is not ours


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:443"])
def test_another_host_is_not_answered(app: Flask, host: str) -> None:
    answer = app.test_client().get("/", base_url=f"https://{host}")
    assert answer.status_code == 400
    assert host not in answer.text


def test_a_link_in_a_letter_never_follows_a_forged_host(app: Flask) -> None:
    with app.test_request_context("/", base_url="https://127.0.0.1"):
        assert letters.link("home.help") == f"{SITE}/help"

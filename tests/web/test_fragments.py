"""What a page says of a portfolio is drawn once, and never shown when something changed."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from portfolio.extensions import db
from portfolio.services import entries
from portfolio.services.sealed_cache import SealedCache
from portfolio.storage.entries import SealedEntry
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.factories import a_job
from tests.page import Page, words
from tests.perf.test_queries import counted
from tests.web import meetings

PAGES = ("/portfolio", "/thread/list", "/thread")
MUCH = 1_000_000
TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')


@pytest.fixture(autouse=True)
def cache(app: Flask) -> Iterator[SealedCache]:
    """The one of production, where other tests have one that doubts."""
    doubting, app.extensions["sealed_cache"] = app.extensions["sealed_cache"], SealedCache(MUCH)
    yield app.extensions["sealed_cache"]
    app.extensions["sealed_cache"] = doubting


@pytest.fixture
def person(app: Flask, browsers: Callable[..., Browser]) -> Browser:
    """Somebody who was a waitress."""
    browser = arrivals.a_citizen(browsers())
    with at_work(app, browser) as work:
        entries.add(work, a_job(title="Serveuse", when={"start": "2019"}))
    return browser


def page_of(browser: Browser, title: str) -> str:
    """Where an entry is."""
    links = browser.get("/portfolio").select("main .fil-list a")
    return next(str(link["href"]) for link in links if words(link) == title)


def main(page: Page) -> str:
    """The words of a page, without what stands around it."""
    return page.text_of("main")


def body(page: Page) -> str:
    """The bytes of a page, but for what tells one answer from another."""
    return TOKEN.sub("", str(page))


@pytest.mark.parametrize("url", PAGES)
def test_a_page_seen_again_reads_no_entry_and_says_the_same(
    app: Flask, person: Browser, url: str
) -> None:
    first = body(person.get(url))
    with counted(app) as sent:
        again = body(person.get(url))

    assert again == first and "Serveuse" in again
    assert not [each for each in sent if "FROM entry" in each]


@pytest.mark.parametrize("url", PAGES)
def test_a_change_shows_at_once(person: Browser, url: str) -> None:
    person.get(url)
    person.submit("/portfolio/add/job", title="Cheffe de rang", when_start="2020")
    added = main(person.get(url))
    person.submit(page_of(person, "Serveuse") + "/edit", title="Serveuse de nuit")
    changed = main(person.get(url))
    person.submit(page_of(person, "Serveuse de nuit") + "/remove")
    removed = main(person.get(url))

    assert "Cheffe de rang" in added
    assert "Serveuse de nuit" in changed
    assert "Serveuse" not in removed and "Cheffe de rang" in removed


@pytest.mark.parametrize("url", PAGES)
def test_another_language_is_another_page(person: Browser, url: str) -> None:
    french = main(person.get(url))
    person.post("/language", {"locale": "en", "next": url})

    english = main(person.get(url))

    assert english != french and "Serveuse" in english


def test_another_day_is_another_page(person: Browser, clock: Clock) -> None:
    today = main(person.get("/thread/list"))
    clock.forward(days=1)
    arrivals.sign_in(person, person.login, person.phrase)

    assert main(person.get("/thread/list")) != today


@pytest.mark.parametrize("url", ["/thread/list", "/thread"])
def test_whoever_is_given_something_joins_the_thread_and_leaves_it(
    app: Flask, browsers: Callable[..., Browser], url: str
) -> None:
    met = meetings.meeting(app, browsers)
    other = arrivals.a_professional(app, browsers(), name="Mission du Val")
    alone = main(met.citizen.get(url))
    given = meetings.give(app, met.citizen, meetings.structure_of(app, other))
    joined = main(met.citizen.get(url))
    meetings.revoke(app, met.citizen, given)
    left = main(met.citizen.get(url))

    assert "Mission du Val" not in alone
    assert "Mission du Val" in joined
    assert left not in {alone, joined}


@pytest.mark.parametrize("url", PAGES)
def test_nobody_is_shown_what_another_s_worker_remembers(
    browsers: Callable[..., Browser], person: Browser, url: str
) -> None:
    person.get(url)
    other = arrivals.a_citizen(browsers())

    assert "Serveuse" not in main(other.get(url))


def test_what_was_altered_is_never_shown_and_told_where_it_is_read(
    app: Flask, person: Browser
) -> None:
    """ADR 36: a page drawn before is still true; the first that reads an entry tells."""
    before = main(person.get("/portfolio"))
    with app.app_context():
        db.session.execute(update(SealedEntry).values(box=b"altered"))
        db.session.commit()

    assert main(person.get("/portfolio")) == before
    person.get(page_of(person, "Serveuse"), status=409)
    person.get("/portfolio/skills", status=409)


def test_no_form_waits_in_what_is_kept(person: Browser) -> None:
    """A form says whose session it is of: it is drawn with the page, every time."""
    for url in ("/portfolio", "/thread/list"):
        assert not person.get(url).select("main form")


def test_pages_of_a_list_are_told_apart(app: Flask, person: Browser) -> None:
    with at_work(app, person) as work:
        entries.add_all(
            work, [a_job(title=f"Emploi {n}", when={"start": "2001"}) for n in range(70)]
        )

    assert main(person.get("/thread")) != main(person.get("/thread?page=2"))
    assert main(person.get("/thread")) != main(person.get("/thread?order=oldest"))

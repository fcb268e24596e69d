"""Whether it is still true: one kind question at a time, one click, no word changed."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from portfolio.domain.entries.job import Job
from portfolio.services import boxes, entries, journal, versions
from portfolio.services.boxes import Opened
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock

THEN = datetime(2025, 3, 3, 11, tzinfo=UTC)
QUESTION = "#h-true"
LIFE = [
    Job.model_validate({"title": "Lingère", "when": {"start": "2019", "ongoing": True}}),
    Job.model_validate({"title": "Jardinière", "when": {"start": "2018", "ongoing": True}}),
]


@pytest.fixture
def ada(app: Flask, browsers: Callable[..., Browser], clock: Clock) -> Browser:
    """Somebody who said in March 2025 what she does, and comes back in November 2026."""
    clock.moment = THEN
    browser = arrivals.a_citizen(browsers(), name="Ada")
    with at_work(app, browser) as work:
        entries.add_all(work, LIFE)
    clock.forward(days=630)
    arrivals.sign_in(browser, browser.login)
    return browser


def first(app: Flask, browser: Browser) -> Opened:
    with at_work(app, browser) as work:
        return entries.read_all(work)[0]


def test_one_question_at_a_time_and_nothing_else_proposed(ada: Browser) -> None:
    page = ada.get("/thread")

    assert len(page.select(QUESTION)) == 1
    assert "Lingère" in page.text_of("section[aria-labelledby=h-true]")
    assert "Une idée pour avancer" not in page.said


def test_yes_is_one_click_and_changes_no_word(app: Flask, ada: Browser, clock: Clock) -> None:
    before = first(app, ada)
    ada.get("/thread")
    page = ada.press("Oui, toujours")
    after = first(app, ada)

    assert not page.select(QUESTION)
    assert after.entry.checked_on == clock.moment.date()
    assert after.entry.changed(checked_on=None) == before.entry
    assert (after.rev, after.changed_at) == (before.rev, before.changed_at)
    with at_work(app, ada) as work:
        assert not versions.read(work, after).versions
        assert "entry.checked" in [
            line.act for line in journal.read(work, boxes.portfolio_of(work), others=False)
        ]
    assert "Toujours vrai le" in ada.get(f"/portfolio/{after.id}").said


def test_the_next_question_waits_some_days(ada: Browser, clock: Clock) -> None:
    ada.get("/thread")
    ada.press("Oui, toujours")
    clock.forward(days=8)
    arrivals.sign_in(ada, ada.login)

    assert "Jardinière" in ada.get("/thread").text_of("section[aria-labelledby=h-true]")


def test_later_is_an_answer(ada: Browser) -> None:
    ada.get("/thread")
    page = ada.press("Plus tard")

    assert not page.select(QUESTION)


def test_it_can_be_changed_or_removed_from_there(app: Flask, ada: Browser) -> None:
    page, one = ada.get("/thread"), first(app, ada)

    links = [each["href"] for each in page.select("section[aria-labelledby=h-true] a")]
    assert links == [f"/portfolio/{one.id}/edit", f"/portfolio/{one.id}/remove"]


def test_a_form_open_elsewhere_is_still_up_to_date(app: Flask, ada: Browser) -> None:
    one = first(app, ada)
    ada.get(f"/portfolio/{one.id}/edit")
    assert ada.post(f"/thread/{one.id}/true").status_code == 303
    ada.submit(f"/portfolio/{one.id}/edit", employer="Hôpital")

    now = first(app, ada).entry
    assert now.checked_on and "Hôpital" in now.summary


def test_nobody_answers_for_somebody_else(
    app: Flask, ada: Browser, browsers: Callable[..., Browser]
) -> None:
    stranger = arrivals.a_citizen(browsers())

    assert stranger.post(f"/thread/{first(app, ada).id}/true").status_code == 404

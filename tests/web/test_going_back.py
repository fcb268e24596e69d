"""The browser's back button after something was added: it is changed, and there is one of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from portfolio.domain.entries.job import Job
from portfolio.services import entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import SITE, Browser
from tests.clock import Clock
from tests.page import Page

JOB, ACTION, PAPER = "/portfolio/add/job", "/plan/add/action", "/evidence/add"
ADDED = [JOB, ACTION, PAPER]


@pytest.fixture
def citizen(browsers: Callable[..., Browser]) -> Browser:
    return arrivals.a_citizen(browsers())


def titles(app: Flask, browser: Browser) -> list[str]:
    with at_work(app, browser) as work:
        return [one.entry.title for one in entries.read_all(work)]


def opened(browser: Browser, url: str) -> str:
    """Open a blank form; the address that going back asks for again."""
    browser.get(url)
    return browser.url


def again(browser: Browser, form: str, status: int = 200, **typed: str) -> Page:
    """Send once more the form that was open at the address *form*."""
    own = form.partition("unsaved=")[2]
    given = {"csrf_token": browser._token(), "story": "", "unsaved": own, "unsaved-rev": "0"}
    browser._ask("POST", form, data=given | typed)
    return browser._arrive(status)


@pytest.mark.parametrize("url", ADDED)
def test_going_back_after_adding_leads_to_what_was_added(
    app: Flask, citizen: Browser, url: str
) -> None:
    form = opened(citizen, url)
    citizen.submit(title="Caisiere")

    page = citizen.get(form)

    assert page.text_of("h1") == "Modifier « Caisiere »"
    assert "« Caisiere » est déjà ajouté. Ici, vous le changez." in page.said
    citizen.submit(title="Caissière")
    assert titles(app, citizen) == ["Caissière"]


@pytest.mark.parametrize("url", ADDED)
@pytest.mark.parametrize(
    "asked", ["endpoint=x", "kind=skill", "_scheme=x", "_external=1", "unsaved=x"]
)
def test_whatever_else_an_address_says_leads_to_a_form(
    citizen: Browser, url: str, asked: str
) -> None:
    citizen.get(f"{url}?{asked}")

    assert citizen.url.startswith(f"{url}?{asked.partition('=')[0]}=")


@pytest.mark.parametrize("kind", ["a%0Ab", "a%0D%0AX-Other:%20b", "a%3Fb", "%C3%A9%20b"])
def test_a_kind_that_is_none_is_not_there_however_it_is_spelt(citizen: Browser, kind: str) -> None:
    citizen.get(f"/portfolio/add/{kind}", status=404)


def test_a_form_of_a_site_below_another_address_stays_there(citizen: Browser) -> None:
    """As behind a proxy that serves it under a prefix."""
    answer = citizen.client.get("/portfolio/add/job", base_url=f"{SITE}/fil")

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/fil/portfolio/add/job?unsaved=")


@pytest.mark.parametrize("url", ADDED)
def test_a_form_that_a_browser_kept_shows_both_texts(
    app: Flask, citizen: Browser, url: str
) -> None:
    """Some browsers show the page they left without asking for it again."""
    form = opened(citizen, url)
    citizen.submit(title="Caisiere")

    page = again(citizen, form, status=409, title="Caissière")

    assert page.text_of("h1") == "Deux textes pour « Caisiere »"
    assert "gardées en brouillon" in page.text_of("[data-saved]")
    citizen.press("Enregistrer")
    assert titles(app, citizen) == ["Caissière"]
    assert "Aucun brouillon" in citizen.get("/unsaved").said


@pytest.mark.parametrize("url", ADDED)
def test_another_thing_written_over_a_form_that_a_browser_kept_is_another_thing(
    app: Flask, citizen: Browser, url: str
) -> None:
    form = opened(citizen, url)
    citizen.submit(title="Caissière")

    again(citizen, form, title="Préparer une licence")

    assert titles(app, citizen) == ["Caissière", "Préparer une licence"]


def test_a_new_blank_form_adds_another_even_of_the_same_name(app: Flask, citizen: Browser) -> None:
    for employer in ("Coop", "Match"):
        citizen.submit(JOB, title="Caissière", employer=employer)

    assert titles(app, citizen) == ["Caissière", "Caissière"]


def test_a_button_pressed_twice_on_one_form_adds_once(app: Flask, citizen: Browser) -> None:
    form = opened(citizen, JOB)
    for _ in range(2):
        again(citizen, form, title="Caissière", story="Mes mots.")

    assert titles(app, citizen) == ["Caissière"]


def test_what_was_removed_keeps_its_place_for_its_return(app: Flask, citizen: Browser) -> None:
    form = opened(citizen, JOB)
    citizen.submit(title="Caissière")
    with at_work(app, citizen) as work:
        [one] = entries.read_all(work)
    citizen.post(f"/portfolio/{one.id}/remove")

    citizen.submit(form, title="Caissière de nuit")
    citizen.post(f"/portfolio/trash/{one.id}/restore")

    assert sorted(titles(app, citizen)) == ["Caissière", "Caissière de nuit"]


def test_one_person_s_form_never_reaches_what_another_added(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    form = opened(citizen, JOB)
    citizen.submit(title="Caissière")
    other = arrivals.a_citizen(browsers())

    assert other.get(form).text_of("h1") == "Ajouter un emploi"
    other.submit(title="Vendeuse")

    assert titles(app, citizen) == ["Caissière"] and titles(app, other) == ["Vendeuse"]


def test_going_back_to_an_activity_that_was_told_leads_to_it(app: Flask, citizen: Browser) -> None:
    with at_work(app, citizen) as work:
        address = f"/portfolio/{entries.add(work, Job(title='Cantinière'))}"
    form = opened(citizen, f"{address}/activities/add")
    citizen.submit(what="Je sers")

    page = citizen.get(form)

    assert page.text_of("h1") == "Modifier « Je sers »"
    assert "« Je sers » est déjà ajouté." in page.said


def test_an_activity_of_somebody_else_s_is_not_there_and_has_no_address(
    app: Flask, citizen: Browser, browsers: Callable[..., Browser]
) -> None:
    with at_work(app, citizen) as work:
        address = f"/portfolio/{entries.add(work, Job(title='Cantinière'))}/activities/add"
    other = arrivals.a_citizen(browsers())

    assert other._ask("GET", address).status_code == 404


def test_a_draft_comes_back_by_itself_at_the_address_of_its_form(citizen: Browser) -> None:
    """Reloading the page, or leaving it for another and coming back, costs no word."""
    form = opened(citizen, JOB)
    citizen.submit(status=422, title="Vendeuse", when_start="hier")

    page = citizen.get(form)

    assert page.value_of("#title") == "Vendeuse"
    assert "Brouillon repris" in page.text_of("[data-saved]")


def test_an_ended_session_leads_back_to_the_very_form(clock: Clock, citizen: Browser) -> None:
    form = opened(citizen, f"{JOB}?for=")
    clock.forward(hours=1)

    page = citizen.submit(status=400, title="Vendeuse")
    citizen.get(str(page.one("main a.btn-primary")["href"]))
    citizen.submit(login=citizen.login, phrase=citizen.phrase)

    assert citizen.url == form

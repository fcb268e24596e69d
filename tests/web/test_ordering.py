"""Steps of one date keep the order that their owner gives them, wherever they are listed."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portfolio.domain.entries.job import Job
from portfolio.formats import portfolio_json
from portfolio.services import entries, journal
from portfolio.services.boxes import portfolio_of
from portfolio.web.own import Own
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser

TITLES = ("Serveuse", "Plongeuse", "Caissière")


@pytest.fixture
def citizen(browsers: Callable[..., Browser]) -> Browser:
    return arrivals.a_citizen(browsers())


@pytest.fixture
def ids(app: Flask, citizen: Browser) -> list[UUID]:
    """Three jobs of one summer, and one of another."""
    when = {"start": "2012", "end": "2012"}
    jobs = [Job.model_validate({"title": title, "when": when}) for title in TITLES]
    with at_work(app, citizen) as work:
        entries.add(work, Job.model_validate({"title": "Agente", "when": {"end": "2015"}}))
        return entries.add_all(work, jobs)


def on_thread(browser: Browser, order: str = "recent") -> list[str]:
    return browser.get(f"/thread?order={order}").texts("li.is-event h3")


def test_a_step_goes_up_and_down_among_those_of_its_date(citizen: Browser, ids: list[UUID]) -> None:
    assert on_thread(citizen) == ["Agente", *TITLES]

    citizen.get(f"/portfolio/{ids[2]}")
    citizen.press("Monter Caissière")
    assert on_thread(citizen) == ["Agente", "Serveuse", "Caissière", "Plongeuse"]

    citizen.get(f"/portfolio/{ids[0]}")
    page = citizen.press("Descendre Serveuse")
    assert page.texts("#h-order ~ ol li") == ["Caissière", "Serveuse", "Plongeuse"]
    assert on_thread(citizen) == ["Agente", "Caissière", "Serveuse", "Plongeuse"]
    assert on_thread(citizen, "oldest") == ["Plongeuse", "Serveuse", "Caissière", "Agente"]


def test_the_order_holds_in_lists_in_documents_and_in_exports(
    app: Flask, citizen: Browser, ids: list[UUID]
) -> None:
    citizen.get(f"/portfolio/{ids[2]}")
    citizen.press("Monter Caissière")
    ordered = ["Agente", "Serveuse", "Caissière", "Plongeuse"]

    assert citizen.get("/portfolio").texts("main li.fil-row > span > a") == ordered
    assert citizen.get("/thread/list").texts("ol h2") == ordered
    with at_work(app, citizen) as work:
        assert [one.entry.title for one in Own.of(work).of_kind("job")] == ordered
    citizen.get("/portfolio/export")
    assert citizen.response is not None
    kept = portfolio_json.read(citizen.response.data).entries
    assert [one.entry.title for one in kept if one.entry.rank] == ordered[1:]


def test_only_steps_that_share_a_date_offer_to_move(citizen: Browser, ids: list[UUID]) -> None:
    page = citizen.get("/thread")
    links = [link for link in page.select("a") if "Changer l’ordre" in link.text]
    assert [str(link["href"]) for link in links] == [f"/portfolio/{each}#h-order" for each in ids]

    first = citizen.get(f"/portfolio/{ids[0]}")
    assert "Monter" not in first.said and "Descendre" in first.said
    citizen.submit(f"/portfolio/{ids[0]}/edit", when_start="2013", when_end="2013")
    assert not citizen.get(f"/portfolio/{ids[0]}").select("#h-order")


def test_a_move_that_leads_nowhere_writes_nothing(
    app: Flask, citizen: Browser, ids: list[UUID]
) -> None:
    with at_work(app, citizen) as work:
        before = journal.count(work, portfolio_of(work), others=False)

    for towards, step in (("up", ids[0]), ("down", ids[2])):
        citizen.post(f"/portfolio/{step}/move", {"towards": towards})

    with at_work(app, citizen) as work:
        assert journal.count(work, portfolio_of(work), others=False) == before
    assert citizen.post(f"/portfolio/{uuid4()}/move", {"towards": "up"}).status_code == 404

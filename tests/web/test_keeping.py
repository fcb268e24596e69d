"""Versions and the trash through the pages: found again in one click, by their owner alone."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.domain.entries.evidence import Evidence
from portfolio.services import entries
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.services.people import a_file, a_job, a_skill, an_action, an_objective


@pytest.fixture
def address(app: Flask, citizen: Browser) -> str:
    """An entry that was changed once."""
    with at_work(app, citizen) as work:
        one = entries.add(work, a_job("Agente", story="Un jour."))
    citizen.submit(f"/portfolio/{one}/edit", title="Agente de service")
    return f"/portfolio/{one}"


def test_versions_say_what_changed_and_compare_it_with_now(citizen: Browser, address: str) -> None:
    page = citizen.get(f"{address}/versions")
    assert (
        "Changé : Titre" in page.texts("main ol li")[0] or "Changé" in page.texts("main ol li")[0]
    )
    assert len(page.select("main ol li")) == 2

    page = citizen.get(str(page.one("main ol a")["href"]))
    assert page.texts("blockquote") == ["Agente", "Agente de service"]
    assert "Un jour." not in page.said


def test_the_files_of_a_document_are_compared_by_their_names(app: Flask, citizen: Browser) -> None:
    with at_work(app, citizen) as work:
        file_id = a_file(work, name="attestation.pdf")
        one = entries.add(work, Evidence(title="Attestation", files=(file_id,)))
        entries.change(work, one, Evidence(title="Attestation"), rev=1)

    page = citizen.get(f"/portfolio/{one}/versions/1")

    assert page.texts("main h2") == ["Fichiers"]
    assert page.texts("blockquote") == ["attestation.pdf", "(vide)"]


def test_a_version_comes_back_in_one_click_and_goes_again_in_one(
    citizen: Browser, address: str
) -> None:
    citizen.get(f"{address}/versions/1")
    page = citizen.press("Revenir à cette version")
    assert page.text_of("h1") == "Agente" and "est revenue" in page.text_of(".fil-flashes")

    page = citizen.submit(form=".fil-flashes form")

    assert page.text_of("h1") == "Agente de service"
    assert len(citizen.get(f"{address}/versions").select("main ol li")) == 4


def test_bringing_back_over_a_text_that_moved_on_is_told(citizen: Browser, address: str) -> None:
    citizen.get(f"{address}/versions/1")
    stale = citizen.page
    citizen.submit(f"{address}/edit", title="Aide-soignante")
    citizen.page = stale

    page = citizen.press("Revenir à cette version")

    assert "a changé entre-temps" in page.text_of(".fil-flashes")
    assert page.texts("blockquote") == ["Agente", "Aide-soignante"]
    assert citizen.get(address).text_of("h1") == "Aide-soignante"


def test_q_02_one_click_undoes_a_removal_and_one_more_undoes_that(
    citizen: Browser, address: str
) -> None:
    """Acceptance Q-02: the button is on the very page that follows."""
    page = citizen.submit(f"{address}/remove")
    assert "« Agente de service » est dans la corbeille." in page.text_of(".fil-flashes")
    citizen.get(address, status=404)

    citizen.get("/portfolio")  # the message was said: the trash still has it
    citizen.get("/portfolio/trash")
    page = citizen.submit(form="main form[action$='/restore']")
    assert page.text_of("h1") == "Agente de service"

    citizen.submit(form=".fil-flashes form")
    page = citizen.submit(form=".fil-flashes form")
    assert page.text_of("h1") == "Agente de service"


def test_the_trash_says_what_when_and_until_when(
    citizen: Browser, app: Flask, clock: Clock
) -> None:
    with at_work(app, citizen) as work:
        one = entries.add(work, a_job("Agente"))
    citizen.submit(f"/portfolio/{one}/remove")
    assert "Agente" in citizen.get("/portfolio/trash").text_of("main li")

    clock.forward(days=31)
    arrivals.sign_in(citizen, citizen.login)

    assert "La corbeille est vide" in citizen.get("/portfolio/trash").said
    citizen.get(f"/portfolio/trash/{one}/destroy", status=404)


def test_what_was_removed_together_comes_back_together(citizen: Browser, app: Flask) -> None:
    with at_work(app, citizen) as work:
        goal = entries.add(work, an_objective())
        ids = [goal, entries.add(work, an_action(objective=goal))]
        entries.remove(work, ids)

    assert "2 éléments supprimés ensemble" in citizen.get("/portfolio/trash").said
    citizen.submit(form="form:has([name=together])")

    assert "2 éléments sont revenus." in citizen.page.said  # type: ignore[union-attr]
    with at_work(app, citizen) as work:
        assert {one.id for one in entries.read_all(work)} == set(ids)


def test_for_ever_is_asked_twice(citizen: Browser, app: Flask) -> None:
    with at_work(app, citizen) as work:
        ids = entries.add_all(work, [a_job("Agente"), a_skill("Souder")])
        entries.remove(work, ids)

    page = citizen.get(f"/portfolio/trash/{ids[0]}/destroy")
    assert "« Agente »" in page.text_of("h1")
    page = citizen.press("Effacer pour toujours")
    assert "Agente" not in page.text_of("main ul")

    citizen.get("/portfolio/trash/empty")
    assert "La corbeille est vide" in citizen.press("Vider la corbeille").said
    citizen.get(f"/portfolio/{ids[1]}", status=404)


def test_a_link_to_what_is_in_the_trash_outlives_a_change(citizen: Browser, app: Flask) -> None:
    """The page cannot offer what is in the trash; saving it must not unlink it."""
    with at_work(app, citizen) as work:
        goal, _other = entries.add_all(work, [an_objective(), an_objective("Autre")])
        job = entries.add(work, a_job())
        skill = entries.add(work, a_skill(linked=(job,)))
        action = entries.add(work, an_action(objective=goal))
        entries.remove(work, [goal, job])
    for one in (skill, action):
        citizen.submit(f"/portfolio/{one}/edit", story="Un mot de plus.")

    citizen.get("/portfolio/trash")
    citizen.submit(form="form:has([name=together])")

    for one in (skill, action):
        assert "En lien avec" in citizen.get(f"/portfolio/{one}").said


@pytest.mark.parametrize("page", ["{}/versions", "{}/versions/1", "/portfolio/trash/{id}/destroy"])
def test_anothers_past_and_none_are_the_same_answer(
    citizen: Browser, address: str, browsers: Callable[..., Browser], page: str
) -> None:
    citizen.submit(f"{address}/remove")
    stranger = arrivals.a_citizen(browsers(), name="Karim")
    places = (address, f"/portfolio/{uuid4()}")

    there, nothing = (page.format(each, id=each.rpartition("/")[2]) for each in places)

    assert str(stranger.get(there, status=404).one("main")) == str(
        stranger.get(nothing, status=404).one("main")
    )
    for act in ("restore", "destroy"):
        sent = stranger.post(f"/portfolio/trash/{address.rpartition('/')[2]}/{act}")
        assert sent.status_code == 404
    assert stranger.post(f"{address}/versions/1/restore", {"rev": "2"}).status_code == 404


@pytest.mark.parametrize("place", ["/versions/0", "/versions/2", "/versions/99999999999"])
def test_a_version_that_is_none_is_not_found(citizen: Browser, address: str, place: str) -> None:
    citizen.get(address + place, status=404)

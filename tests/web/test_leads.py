"""Leads through their pages: noted, asked about, compared, made a project in one click."""

import pytest
from flask import Flask

from portfolio.domain.entries.lead import MOST_ENQUIRIES, Lead, Stage
from portfolio.domain.entries.project import Project
from portfolio.services import entries
from tests.arrivals import at_work
from tests.browser import Browser
from tests.factories import a_lead


def note(app: Flask, citizen: Browser, **fields: object) -> str:
    """A lead, and the address of its page."""
    with at_work(app, citizen) as work:
        return f"/leads/{entries.add(work, a_lead(**fields))}"


def leads(app: Flask, citizen: Browser) -> list[Lead]:
    """The person's leads as they are kept."""
    with at_work(app, citizen) as work:
        return [one.entry for one in entries.read_all(work) if isinstance(one.entry, Lead)]


def test_no_lead_yet_invites_to_note_one(citizen: Browser) -> None:
    page = citizen.get("/leads")

    assert page.one("main a.btn-primary")["href"] == "/portfolio/add/lead"


def test_a_lead_noted_is_found_among_the_others(citizen: Browser) -> None:
    page = citizen.submit("/portfolio/add/lead", title="Fleuriste", desirable="4", feasible="2")

    assert citizen.url == "/leads"
    assert page.texts("tbody th") == ["Fleuriste"]


def test_leads_are_compared_in_a_drawing_a_table_and_a_sentence(
    app: Flask, citizen: Browser
) -> None:
    note(app, citizen, title="Fleuriste", desirable=4, feasible=2)
    note(app, citizen, title="Jardinière", desirable=5, feasible=4)
    note(app, citizen, title="Astronaute", stage="left", left_reason="Trop haut")

    page = citizen.get("/leads")

    assert page.texts("tbody th") == ["Jardinière", "Fleuriste"]
    assert page.texts("tbody tr:first-child td")[2:4] == ["Plus que tout", "Faisable"]
    assert page.value_of("svg.fil-chart", "aria-hidden") == "true"
    assert page.texts("svg.fil-chart .m-num") == ["1", "2"]
    assert "« Jardinière » réunit le plus" in page.text_of("figcaption")
    assert "Trop haut" in page.text_of("main details.mt-4")


def test_a_lead_becomes_a_project_in_one_click_and_once(app: Flask, citizen: Browser) -> None:
    url = note(app, citizen, title="Fleuriste", story="Les couleurs.")
    citizen.get("/leads")
    citizen.press("En faire un projet : Fleuriste")
    assert citizen.url.endswith("/edit")

    citizen.post(f"{url}/project")

    with at_work(app, citizen) as work:
        opened = entries.read_all(work)
    [project] = [one for one in opened if isinstance(one.entry, Project)]
    [lead] = leads(app, citizen)
    assert (project.entry.title, project.entry.story) == ("Fleuriste", "Les couleurs.")
    assert (lead.stage, lead.project) == (Stage.CHOSEN, project.id)
    assert f"/portfolio/{project.id}" in [a["href"] for a in citizen.get(url).select("aside a")]


def test_what_was_learnt_is_noted_and_taken_out(app: Flask, citizen: Browser) -> None:
    url = note(app, citizen)
    citizen.submit(url, who="Une fleuriste", on="05/2027", learned="Se lever tôt.")
    page = citizen.submit(url, who="Un salon")

    assert page.texts("main li h3") == ["Une fleuriste", "Un salon"]
    assert "mai 2027" in page.said.replace("\xa0", " ") and "Se lever tôt." in page.said
    citizen.press("Retirer : Un salon")
    assert [one.who for one in leads(app, citizen)[0].enquiries] == ["Une fleuriste"]


def test_an_enquiry_pressed_twice_is_noted_once(app: Flask, citizen: Browser) -> None:
    url = note(app, citizen)
    citizen.get(url)
    for _ in range(2):
        citizen.post(f"{url}/enquiries", {"who": "Une fleuriste", "on": "", "learned": ""})

    assert len(leads(app, citizen)[0].enquiries) == 1


@pytest.mark.parametrize(("name", "typed"), [("who", "  "), ("on", "31/02/2027")])
def test_a_mistake_in_an_enquiry_is_told_beside_it_and_nothing_is_lost(
    app: Flask, citizen: Browser, name: str, typed: str
) -> None:
    given = {"who": "Une fleuriste", "learned": "é" * 10_000} | {name: typed}
    page = citizen.submit(note(app, citizen), status=422, **given)  # type: ignore[arg-type]  # fields

    assert page.text_of(f"#{name}-error")
    assert page.text_of("#learned") == given["learned"]
    assert leads(app, citizen)[0].enquiries == ()


def test_a_lead_has_room_for_many_enquiries_and_says_when_it_is_full(
    app: Flask, citizen: Browser
) -> None:
    many = [{"who": f"Numéro {number}"} for number in range(MOST_ENQUIRIES)]
    url = note(app, citizen, enquiries=many)

    page = citizen.submit(url, status=422, who="Une de trop")

    assert "beaucoup d’enquêtes" in page.text_of("main .fil-errors")


def test_an_enquiry_changed_in_another_tab_is_not_the_one_taken_out(
    app: Flask, citizen: Browser
) -> None:
    url = note(app, citizen, enquiries=[{"who": "Une"}, {"who": "Deux"}])
    citizen.get(url)

    citizen.post(f"{url}/enquiries/remove", {"place": "0", "rev": "1"})
    answer = citizen.post(f"{url}/enquiries/remove", {"place": "0", "rev": "1"})

    assert answer.status_code == 409
    assert [one.who for one in leads(app, citizen)[0].enquiries] == ["Deux"]


def test_what_is_no_lead_is_not_found(app: Flask, citizen: Browser) -> None:
    with at_work(app, citizen) as work:
        other = entries.add(work, Project(title="Un projet"))

    citizen.get(f"/leads/{other}", status=404)
    url = note(app, citizen)
    assert citizen.post(f"{url}/enquiries/remove", {"place": "7"}).status_code == 404

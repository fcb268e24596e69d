"""An interview ends: one sheet, the same for both, on the screen and on paper."""

import io
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.contributions import ProposedAction, Synthesis
from portfolio.domain.sharing import day_of
from portfolio.services import contributions
from tests.arrivals import at_work
from tests.browser import Browser, Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

BODY = 12


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def close(met: Meeting, status: int = 200, **said: Any) -> Page:
    """Close the interview, and come to its sheet."""
    return met.counsellor.submit(f"{met.url}/meetings/new", status=status, **said)


def brought(app: Flask, met: Meeting) -> None:
    """An action and a synthesis that wait for the person."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        contributions.propose(work, met.grant_id, ProposedAction(what="Appeler l’Afpa"))
        said = Synthesis(said="L’employeur hésite.", met_on=day_of(work.now))
        contributions.propose(work, met.grant_id, said)


def test_h05_the_sheet_says_what_was_agreed_and_what_stays_open(app: Flask, met: Meeting) -> None:
    """Acceptance H-05: agreed actions, the next date, and what stays open to the structure."""
    brought(app, met)
    page = close(
        met,
        next_day="12/05/2031",
        next_place="10 h, 12 rue Thiers",
        given="Le guide de la VAE\nUn plan d’accès",
        word="Apportez votre contrat.",
    )
    sheet = page.text_of("main article")
    for there in (
        "Sandrine Thiébaut",
        "Hélène Grandjean, CIDFF des Vosges",
        "12 mai 2031, 10 h, 12 rue Thiers",
        "Appeler l’Afpa : à accepter ou refuser",
        "Elle attend la réponse de la personne.",
        "Le guide de la VAE",
        "Apportez votre contrat.",
        "CIDFF des Vosges peut encore voir, jusqu’au",
        "Mes compétences et mes langues, Mon plan d’action.",
        "Pour arrêter quand vous voulez",
    ):
        assert there in sheet, there


def test_h05_both_leave_with_the_same_sheet(app: Flask, met: Meeting) -> None:
    """Acceptance H-05: on the screen and on paper, the same bytes on both sides."""
    brought(app, met)
    page = close(met)
    hers = met.citizen.get(f"/shares/{met.grant_id}")
    link = next(a for a in hers.select("main a") if "Relire la fiche" in a.text)
    listed = met.citizen.get(str(link["href"]))
    opened = met.citizen.get(str(listed.one("main .fil-list a")["href"]))
    assert str(opened.one("main article")) == str(page.one("main article"))
    one, other = (paper(met.counsellor, page), paper(met.citizen, opened))
    assert one == other
    told = met.citizen.get("/shares/journal").said
    assert "A clos un entretien par une fiche" in told
    assert "A imprimé ou téléchargé la fiche" in told


def paper(browser: Browser, shown: Page) -> bytes:
    """The PDF of a sheet that is shown: tagged, PDF/UA, A4, nothing under twelve points."""
    browser._ask("GET", str(shown.one("a[download]")["href"]))
    assert browser.response is not None
    content: bytes = browser.response.data
    reader = PdfReader(io.BytesIO(content))
    said = " ".join(" ".join(each.extract_text() for each in reader.pages).split())
    assert "Appeler l’Afpa" in said
    assert "Ce qui reste ouvert" in said
    assert b"pdfuaid" in content
    assert "/StructTreeRoot" in reader.root_object
    assert smallest(reader) >= BODY
    return content


def smallest(reader: PdfReader) -> float:
    """The size of the smallest letter, in points."""
    sizes: set[float] = set()

    def note(text: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3]), 1))

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return min(sizes)


def test_a_sheet_outlives_the_share_for_its_owner_alone(app: Flask, met: Meeting) -> None:
    """Acceptance H-05: what the person left with stays theirs."""
    page = close(met, word="Bravo.")
    url = str(page.one("a[download]")["href"])
    met.citizen.submit(f"/shares/{met.grant_id}/stop", form="main form[action$=stop]")
    met.counsellor.get(url, status=404)
    hers = met.citizen.get(url.replace("/interviews/", "/shares/").removesuffix("/sheet.pdf"))
    assert "Bravo." in hers.said


def test_a_place_without_a_day_is_asked_about(met: Meeting) -> None:
    page = close(met, 422, next_place="À la mairie")
    assert "Choisissez le jour" in page.text_of("#next_day-error")
    assert page.value_of("[name=next_place]") == "À la mairie"


def test_a_button_pressed_twice_makes_one_sheet(app: Flask, met: Meeting) -> None:
    met.counsellor.get(f"{met.url}/meetings/new")
    for _ in range(2):
        met.counsellor.submit(f"{met.url}/meetings/new", word="Une fois.")
    page = met.counsellor.get(f"{met.url}/meetings")
    assert len(page.select("main .fil-list li")) == 1


def test_the_tools_say_when_it_was_closed_last(met: Meeting) -> None:
    assert "dernière fiche" not in met.counsellor.get(met.url).said
    close(met)
    assert "dernière fiche" in met.counsellor.get(met.url).said


def test_a_sheet_of_another_share_is_as_absent_as_none(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    page = close(met)
    other = meetings.meeting(app, browsers)
    url = str(page.one("a[download]")["href"])
    other.counsellor.get(url, status=404)
    other.citizen.get(url.replace("/interviews/", "/shares/"), status=404)
    other.counsellor.get(url.replace(str(met.grant_id), str(other.grant_id)), status=404)

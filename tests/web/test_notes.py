"""Working notes on the pages of both sides."""

import pytest
from flask import Flask

from tests.page import words
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

WORDS = "Garde d’enfants à trouver avant la rentrée."


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def written(met: Meeting, text: str = WORDS) -> None:
    met.counsellor.submit(f"{met.url}/notes", text=text)


def test_h_04_a_note_is_written_told_asked_for_and_given(app: Flask, met: Meeting) -> None:
    """Acceptance H-04: from the counsellor's page to her copy, and on no other page of hers."""
    assert "Notes de travail" in met.counsellor.get(met.url).said
    written(met)
    assert WORDS in met.counsellor.get(f"{met.url}/notes").said
    for url in ("/thread", "/portfolio", f"/shares/{met.grant_id}", "/shares/journal"):
        assert WORDS not in met.citizen.get(url).said
    assert WORDS not in met.counsellor.get(met.url).said
    for browser, url in (
        (met.citizen, "/portfolio/export"),
        (met.citizen, "/plan/export.json"),
        (met.citizen, "/plan/export.csv"),
        (met.counsellor, f"{met.url}/plan.json"),
    ):
        assert "Déposer le dossier" in (kept := browser._ask("GET", url).text)
        assert WORDS not in kept

    assert "notes" in met.citizen.get("/shares/known").said
    met.citizen.get("/shares/notes")
    met.citizen.press("Demander une copie CIDFF des Vosges")
    assert "un mois" in met.citizen.page.said  # type: ignore[union-attr]
    page = met.counsellor.get("/notes/requests")
    met.counsellor.submit(page.value_of("main li a", "href"), granted="yes", message="Les voici.")
    page = met.citizen.get("/shares/notes")
    answer = met.citizen.get(page.value_of("#h-asked ~ ul a", "href"))
    assert WORDS in answer.said and "Les voici." in answer.said
    assert "A remis une copie de ses notes" in met.citizen.get("/shares/journal").said


def test_under_two_names_one_asks_for_one_and_is_told_why(app: Flask, met: Meeting) -> None:
    """Two requests sent together would tell the structure that both are one person."""
    written(met)
    alias = meetings.give(app, met.citizen, met.structure_id, alias="Louve")
    met.counsellor.submit(f"/interviews/{alias}/notes", text="Cherche un logement.")
    page = met.citizen.get("/shares/notes")
    assert "vous connaît sous plusieurs noms" in page.said
    [button] = [
        each
        for each in page.select("main form button")
        if "copie" in words(each) and "Louve" in words(each)
    ]
    met.citizen.press(words(button))
    page = met.counsellor.get("/notes/requests")
    assert "Louve" in page.said and "Sandrine" not in page.said
    page = met.counsellor.get(page.value_of("main li a", "href"))
    assert "Cherche un logement." in page.said and WORDS not in page.said


def test_a_refusal_needs_its_reason_and_what_was_typed_stays(met: Meeting) -> None:
    written(met)
    met.citizen.get("/shares/notes")
    met.citizen.press("Demander qu’on les efface CIDFF des Vosges")
    link = met.counsellor.get("/notes/requests").value_of("main li a", "href")
    page = met.counsellor.submit(link, status=422, granted="no", message="Désolée.")
    assert "Choisissez pourquoi" in page.said and page.text_of("[name=message]") == "Désolée."
    met.counsellor.submit(granted="no", why="law", message="Désolée.")
    page = met.citizen.get("/shares/notes")
    answer = met.citizen.get(page.value_of("#h-asked ~ ul a", "href"))
    assert "Un texte oblige" in answer.said and "Désolée." in answer.said


def test_a_delicate_word_is_asked_about_first(met: Meeting) -> None:
    page = met.counsellor.submit(
        f"{met.url}/notes", status=422, text="RQTH en cours depuis son burn-out."
    )
    assert "relisez ces mots" in page.said and "RQTH" in page.text_of("[name=text]")


def test_two_who_amend_a_note_lose_nothing(app: Flask, browsers: Browsers, met: Meeting) -> None:
    written(met)
    sonia = meetings.colleague(app, browsers, met.counsellor)
    link = met.counsellor.get(f"{met.url}/notes").value_of("main li a", "href")
    met.counsellor.get(link)
    sonia.submit(link, text="Place trouvée.")
    page = met.counsellor.submit(text="Toujours rien.", status=409)
    assert "Place trouvée." in page.said and page.text_of("[name=text]") == "Toujours rien."
    sonia.get(link)
    met.counsellor.submit(text="Toujours rien ?")
    assert "Relisez-la avant de l’effacer" in sonia.press("Effacer la note").said
    page = met.counsellor.get(link)
    assert "Les versions d’avant (2)" in page.said
    met.counsellor.press("Effacer la note")
    assert "Aucune note n’est gardée" in met.counsellor.get("/notes").said


def test_notes_outlive_the_share_without_opening_it_again(app: Flask, met: Meeting) -> None:
    written(met)
    meetings.revoke(app, met.citizen, met.grant_id)
    met.counsellor.get(f"{met.url}/notes", status=404)
    page = met.counsellor.get("/notes")
    assert "Sandrine Thiébaut" in page.said and "Effacées à partir du" in page.said
    page = met.counsellor.get(page.value_of("main li a", "href"))
    assert WORDS in page.said and "Informer et rassurer" not in page.said


def test_a_referent_says_how_long(app: Flask, browsers: Browsers, met: Meeting) -> None:
    met.counsellor.submit("/notes", months="12")
    assert "12 mois après" in met.counsellor.get("/notes").said
    sonia = meetings.colleague(app, browsers, met.counsellor)
    assert not sonia.get("/notes").select("[name=months]")
    assert sonia.post("/notes/rule", {"months": "36"}).status_code in {403, 404}


def test_where_nothing_is_kept_she_is_told_at_once(met: Meeting) -> None:
    page = met.citizen.get("/shares/notes")
    assert "ne garde aucune note" in page.said and not page.select("main form[action$='/notes']")

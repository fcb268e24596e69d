"""Objectives, documents and actions proposed from a library, and what the person makes of them."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask

from portfolio.domain.entries.action import Action
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.objective import Objective
from portfolio.services import entries, unsaved
from portfolio.services.unsaved import Sheet
from tests.arrivals import at_work
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

WORDS = "Aller travailler sans voiture"
PLACE = "À l’accueil de la mairie"
KINDS = ("action", "objective", "document")


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def kept(app: Flask, met: Meeting, kind: type[Any]) -> list[Any]:
    """What the citizen has of one kind and somebody proposed."""
    with at_work(app, met.citizen) as work:
        return [
            one.entry
            for one in entries.read_all(work)
            if isinstance(one.entry, kind) and one.entry.provenance.how == "proposed"
        ]


def test_an_idea_fills_the_form_which_stays_to_be_changed(app: Flask, met: Meeting) -> None:
    page = met.counsellor.get(f"{met.url}/propose/objective?q=rendre")
    [idea] = [link for link in page.select("main section li a") if "travail" in link.text]
    page = met.counsellor.get(str(idea["href"]))
    assert page.one("#title")["value"] == "Pouvoir me rendre au travail"
    assert "Chercher quel bus" in page.one("#first").text
    assert "1 proposition" not in met.counsellor.get(met.url).said

    met.counsellor.submit(
        str(idea["href"]),
        title=WORDS,
        first="Voir les horaires\nDemander",
    )
    said = met.counsellor.get(met.url).text_of("#brought")
    assert WORDS in said and "Proposée" in said
    page = met.citizen.get("/shares/proposals")
    assert "Voir les horaires" in page.said and "Hélène Grandjean" in page.said
    met.citizen.press(f"Accepter : {WORDS}")
    [goal] = kept(app, met, Objective)
    assert goal.title == WORDS and goal.agreed_on
    assert goal.provenance.person == "Hélène Grandjean"
    assert {one.title for one in kept(app, met, Action)} == {"Voir les horaires", "Demander"}
    assert "A proposé un objectif" in met.citizen.get("/shares/journal").said


def test_a_document_is_a_page_or_a_paper_and_is_kept_for_oneself(app: Flask, met: Meeting) -> None:
    url = f"{met.url}/propose/document"
    page = met.counsellor.submit(url, status=422, title="Le dossier")
    assert "Dites où le trouver" in page.text_of(".fil-errors")
    page = met.counsellor.submit(url, status=422, title="Le dossier", link="http://exemple.fr")
    assert "https://" in page.text_of(".fil-errors")
    assert page.one("#title")["value"] == "Le dossier"
    met.counsellor.submit(url, title="Le dossier", paper=PLACE, why="Pour juin.")
    assert PLACE in met.counsellor.get(met.url).text_of("#brought")
    page = met.citizen.get("/shares/proposals")
    assert PLACE in page.said
    met.citizen.press("Accepter : Le dossier")
    [paper] = kept(app, met, Evidence)
    assert paper.private and PLACE in paper.story
    assert "A proposé un document" in met.citizen.get("/shares/journal").said


def test_what_is_proposed_may_be_taken_in_other_words_or_left(app: Flask, met: Meeting) -> None:
    met.counsellor.submit(f"{met.url}/propose/objective", title="Trouver un emploi")
    met.citizen.get("/shares/proposals")
    page = met.citizen.press("Accepter et changer des mots")
    assert page.one("#title")["value"] == "Trouver un emploi"
    met.counsellor.submit(
        f"{met.url}/propose/document", title="Un guide", link="https://exemple.fr"
    )
    met.citizen.get("/shares/proposals")
    met.citizen.press("Refuser : Un guide")
    assert kept(app, met, Evidence) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_proposal_after_the_end_gives_its_words_back_and_says_nothing(
    app: Flask, met: Meeting, kind: str
) -> None:
    """Security test 64: a share that stopped while the form was open."""
    place = f"{met.url}/propose/{kind}"
    met.counsellor.get(place)
    meetings.revoke(app, met.citizen, met.grant_id)
    words = {"title": "Le guide de la mairie", "what": "Lire le guide de la mairie"}
    answer = met.counsellor.post(place, words)
    assert answer.status_code == 404
    assert "le guide de la mairie" in answer.text.lower() and "Sandrine" not in answer.text
    with at_work(app, met.counsellor) as work:
        unsaved.keep(work, place, Sheet(uuid4()), [("title", "Et la suite.")])
    assert met.counsellor.get(place, status=404).text_of("#typed") == "Et la suite."


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_of_another_structure_is_no_door_to_a_proposal(
    app: Flask, browsers: Browsers, met: Meeting, kind: str
) -> None:
    """Security test 65: nobody proposes through a grant that was not given to them."""
    other = meetings.meeting(app, browsers)
    answer = other.counsellor._ask("GET", f"{met.url}/propose/{kind}")
    never = other.counsellor._ask("GET", f"/interviews/{uuid4()}/propose/{kind}")
    assert answer.status_code == never.status_code == 404
    assert "Sandrine" not in answer.text

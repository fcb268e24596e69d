"""Objectives, documents and actions proposed from a library, and what the person makes of them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portfolio.domain.bank import ReadyAction, ReadyDocument, ReadyObjective
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.evidence import Evidence
from portfolio.domain.entries.objective import Objective, Theme
from portfolio.services import bank, entries, unsaved
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
    page = met.counsellor.submit(f"{met.url}/propose/objective", q="rendre")
    [idea] = [link for link in page.select("main section li a") if "travail" in link.text]
    assert "rendre" not in str(idea["href"])
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


@pytest.fixture
def banked(app: Flask, browsers: Browsers, met: Meeting) -> UUID:
    """A bank with one of each; the id of what another structure has in its own."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        when = "Quand le bus est loin."
        goal = ReadyObjective(title="Venir à vélo", theme=Theme.MOBILITY, why=when)
        action = ReadyAction(title="Essayer un vélo", place="Gare", why="Le mardi.")
        sheet = ReadyDocument(title="Le plan à vélo", place=PLACE)
        for one in (goal, action, sheet):
            bank.add(work, one, ready=True)
        bank.add(work, ReadyAction(title="Voir l’atelier vélo"))
    other = meetings.meeting(app, browsers)
    with at_work(app, other.counsellor, other.structure_id) as work:
        return bank.add(work, ReadyAction(title="Louer un vélo"), ready=True)


@pytest.mark.usefixtures("banked")
@pytest.mark.parametrize(
    ("kind", "filled"),
    [
        ("objective", {"title": "Venir à vélo", "why": ""}),
        ("action", {"what": "Essayer un vélo", "place": "Gare", "note": "Le mardi."}),
        ("document", {"title": "Le plan à vélo", "paper": PLACE, "link": ""}),
    ],
)
def test_what_the_bank_has_ready_is_found_by_the_same_words_and_fills_the_form(
    met: Meeting, kind: str, filled: dict[str, str]
) -> None:
    page = met.counsellor.submit(f"{met.url}/propose/{kind}", q="velo")
    assert "De la banque de votre structure" in page.said
    assert "atelier" not in page.said and "Louer" not in page.said
    [idea] = [link for link in page.select("main section li a") if "vélo" in link.text]
    page = met.counsellor.get(str(idea["href"]))
    for name, said in filled.items():
        asked = page.one(f"#{name}")
        assert (asked.get("value") or asked.text.strip()) == said
    assert "1 proposition" not in met.counsellor.get(met.url).said
    title = next(iter(filled.values()))
    met.counsellor.submit(str(idea["href"]))
    assert title in met.counsellor.get(met.url).text_of("#brought")


def test_what_another_bank_has_ready_fills_nothing(met: Meeting, banked: UUID) -> None:
    for sent in (banked, uuid4(), "x"):
        met.counsellor.get(f"{met.url}/propose/action?ready={sent}", status=404)
    met.counsellor.get(f"{met.url}/propose/action?idea=99-0", status=404)

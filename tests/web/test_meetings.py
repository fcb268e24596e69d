"""An interview ends: one sheet, the same for both, on the screen and on paper."""

import io
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from pypdf import PdfReader

from portfolio.domain.contributions import ProposedAction, Synthesis
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries import Entry
from portfolio.domain.entries.interview import Level
from portfolio.domain.entries.interview import Synthesis as Synthesis_
from portfolio.domain.joint import JointSynthesis
from portfolio.domain.proposed import ProposedDocument, ProposedObjective
from portfolio.domain.sharing import Right, day_of
from portfolio.services import contributions, joint, sides
from tests.arrivals import at_work
from tests.browser import Browser
from tests.page import Page
from tests.services import people
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

BODY = 12
A4 = (595, 842)


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


def test_h05_the_sheet_tells_every_proposal_of_that_day_but_those_that_were_declined(
    app: Flask, met: Meeting
) -> None:
    """Acceptance H-05: whatever its kind, whether it waits or was accepted; once each."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        for what in (
            ProposedObjective(title="Bouger", due=PartialDate(2031, 6)),
            ProposedDocument(title="Le dossier de logement", paper="À la mairie"),
            ProposedDocument(title="Un document refusé", paper="À la mairie"),
            ProposedAction(what="Appeler Cap emploi"),
        ):
            contributions.propose(work, met.grant_id, what)
    with at_work(app, met.citizen) as work:
        there = {getattr(one.what, "title", ""): one.id for one in contributions.awaiting(work)}
        there |= {getattr(one.what, "what", ""): one.id for one in contributions.awaiting(work)}
        contributions.accept(work, there["Le dossier de logement"])
        contributions.accept(work, there["Appeler Cap emploi"])
        contributions.decline(work, there["Un document refusé"])

    sheet = close(met).text_of("main article")

    assert "Un objectif : Bouger, pour juin 2031, à accepter ou refuser" in sheet
    assert "Un document : Le dossier de logement, accepté par la personne" in sheet
    assert sheet.count("Appeler Cap emploi") == 1
    assert "Un document refusé" not in sheet


def test_h05_both_leave_with_the_same_sheet(app: Flask, met: Meeting) -> None:
    """Acceptance H-05: on the screen and on paper, the same bytes on both sides."""
    brought(app, met)
    page = close(met)
    hers = met.citizen.get(f"/shares/{met.grant_id}")
    link = next(a for a in hers.select("main a") if "Fiches d’entretien" in a.text)
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
    browser._ask("GET", str(shown.one("main a[href$='.pdf']")["href"]))
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
    url = str(page.one("main a[href$='.pdf']")["href"])
    met.citizen.submit(f"/shares/{met.grant_id}/stop", form="main form[action$=stop]")
    met.counsellor.get(url, status=404)
    hers = met.citizen.get(url.replace("/interviews/", "/shares/").removesuffix("/sheet.pdf"))
    assert "Bravo." in hers.said


def test_a_place_without_a_day_is_asked_about(met: Meeting) -> None:
    page = close(met, 422, next_place="À la mairie")
    assert "Choisissez le jour" in page.text_of("#next_day-error")
    assert page.value_of("[name=next_place]") == "À la mairie"


def test_an_interview_is_over_and_the_next_one_is_not(met: Meeting) -> None:
    page = close(met, 422, met_on="01/01/2099", word="Bravo.")
    assert "pas encore passée" in page.text_of("#met_on-error")
    page = close(met, 422, next_day="01/01/2020", word="Bravo.")
    assert "déjà passé" in page.text_of("#next_day-error")
    assert page.text_of("[name=word]") == "Bravo."


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
    url = str(page.one("main a[href$='.pdf']")["href"])
    other.counsellor.get(url, status=404)
    other.citizen.get(url.replace("/interviews/", "/shares/"), status=404)
    other.counsellor.get(url.replace(str(met.grant_id), str(other.grant_id)), status=404)


# Papers -----------------------------------------------------------------------------------------


def taken(browser: Browser, url: str) -> str:
    """The words of a PDF at *url*: tagged, twelve points or more."""
    browser._ask("GET", url)
    assert browser.response is not None
    assert browser.response.status_code == HTTPStatus.OK, url
    reader = PdfReader(io.BytesIO(browser.response.data))
    assert "/StructTreeRoot" in reader.root_object
    assert smallest(reader) >= BODY
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {A4}
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def link_of(page: Page, words: str) -> str:
    """The address behind the link that says *words*."""
    return str(next(a for a in page.select("main a") if words in a.text)["href"])


def test_what_is_shared_goes_on_paper(met: Meeting) -> None:
    page = met.citizen.get("/shares/known")
    said = taken(met.citizen, link_of(page, "Ce que je partage"))
    assert "CIDFF des Vosges" in said
    assert "Mes compétences et mes langues, Mon plan d’action" in said
    assert "Pour arrêter" in said


def test_every_paper_that_a_counsellor_takes_is_a_line_in_her_journal(
    app: Flask, met: Meeting
) -> None:
    """Acceptance G-08: each copy, of whatever is offered to print; the page says so beforehand."""
    sheet = link_of(close(met), "La fiche à imprimer")
    written = f"{met.url}/syntheses/{begun(app, met)}/paper.pdf"
    page = met.counsellor.get(f"{met.url}/meetings")
    assert "Chaque impression est notée dans son journal" in page.said
    papers = [str(a["href"]) for a in page.select("section a[href$='.pdf']")]
    for address in (*papers, sheet, written):
        before = copies(met)
        assert met.counsellor._ask("GET", address).status_code == 200
        assert copies(met) == before + 1, address
    assert len(papers) == 3  # the plan, the thread on one page, the receipt
    assert "A imprimé ou téléchargé le reçu du partage" in met.citizen.get("/shares/journal").said


def begun(app: Flask, met: Meeting) -> UUID:
    """A synthesis to be written by two."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        return people.cowritten(work, met.grant_id)


def copies(met: Meeting) -> int:
    """How many copies her journal tells of."""
    return len(met.citizen.get("/shares/journal?what=copied").select("main tbody tr"))


def test_a_counsellor_prints_what_the_grant_lets_them(met: Meeting) -> None:
    page = met.counsellor.get(f"{met.url}/meetings")
    said = taken(met.counsellor, link_of(page, "Le fil en une page"))
    assert "Imprimé par Hélène Grandjean, CIDFF des Vosges" in said
    assert "Sandrine Thiébaut" in said
    assert "Agente de service" not in said, "her path is not shared"
    assert "Hélène Grandjean" in taken(met.counsellor, link_of(page, "Le plan d’action"))
    assert "A imprimé ou téléchargé le fil en une page" in met.citizen.get("/shares/journal").said


def test_the_record_of_a_meeting_is_written_by_two_and_printed_by_both(
    app: Flask, met: Meeting
) -> None:
    """Acceptance H-03: level, earlier steps and all are seen by the person before it is final."""
    with at_work(app, met.counsellor, met.structure_id) as work:
        day = day_of(work.now)
        what = JointSynthesis(
            met_on=PartialDate(day.year, day.month, day.day),
            request="Changer de métier.",
            earlier="Un bilan à l’Afpa en 2024.",
            said="Le projet tient.",
            level=Level.DEPTH,
            minutes=45,
            topics=("La VAE",),
            given=("Le guide",),
        )
        side = sides.of_structure(work, met.grant_id, Right.PROPOSE)
        joint_id = joint.begin(work, side, what)
    there = f"/{met.grant_id}/syntheses/{joint_id}"
    page = met.citizen.get(f"/shares{there}")
    for word in ("Un bilan à l’Afpa", "La VAE", "Le guide", "45 minutes", "approfondie"):
        assert word in page.said
        paper_words = taken(met.citizen, link_of(page, "La synthèse à imprimer"))
        assert word.removesuffix(" minutes") in paper_words
    assert "Pas encore validée" in taken(met.counsellor, f"/interviews{there}/paper.pdf")

    met.citizen.get(f"/shares{there}")
    met.citizen.press("Valider ce texte")
    kept = met.citizen.get(link_of(met.citizen.get(f"/shares{there}"), "La voir dans mon fil"))
    assert "Un bilan à l’Afpa" in taken(met.citizen, link_of(kept, "La synthèse à imprimer"))


def test_a_level_that_is_asked_otherwise_now_stays_where_it_was_written() -> None:
    written = Synthesis_(title="Entretien", level="advice").to_bytes()
    assert Entry.from_bytes(written).level is Level.ADVICE  # type: ignore[attr-defined]
    assert [each for each in Level if each.offered] == [Level.WELCOME, Level.DEPTH, Level.GUIDANCE]

"""The interview: one page, what may be done from it, and what is left of it afterwards."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from icalendar import Calendar
from pypdf import PdfReader

from portfolio.domain.contributions import ProposedAction
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sections import Section
from portfolio.domain.sharing import Mode, Right
from portfolio.services import contributions, entries, given, grants, invitations, members, unsaved
from portfolio.services.unsaved import Sheet
from portfolio.web.forms import drawing
from portfolio.web.interviews.forms import ActionForm, SynthesisForm
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

FORMATS = ("pdf", "ics", "csv", "json")
ASKED = {SynthesisForm, ActionForm}


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def plain(page: Page) -> str:
    """What a page says, its own address and tokens left out."""
    for each in page.select("input[name=next], input[name=csrf_token], a[href*=next]"):
        each.clear(keep_tail=True)
    return str(page)


def status_of(browser: Browser, url: str) -> int:
    """What a plain GET answers, nothing followed."""
    return browser._ask("GET", url).status_code


def paper(content: bytes) -> str:
    """The words of a PDF, single-spaced."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# The page ------------------------------------------------------------------------------------


def test_the_page_shows_who_what_why_and_until_when(met: Meeting) -> None:
    page = met.counsellor.get(met.url)
    assert page.text_of("h1") == "Sandrine Thiébaut"
    assert "Faire le point et m’orienter" in page.text_of("#record-brief")
    assert "notée dans son journal" in page.text_of(".fil-grant")
    assert "Informer et rassurer" in page.text_of("#record")


def test_every_entry_of_the_contents_leads_somewhere_on_the_page(met: Meeting) -> None:
    page = met.counsellor.get(met.url)
    targets = [str(link["href"])[1:] for link in page.select(".fil-toc a")]
    assert targets
    assert all(page.select(f"[id='{target}']") for target in targets)


def test_a_visit_is_in_the_journal_with_its_author(app: Flask, met: Meeting) -> None:
    met.counsellor.get(met.url)
    page = met.citizen.get("/shares/journal")
    assert "Hélène Grandjean" in page.said
    assert "CIDFF des Vosges" in page.said


def test_f02_only_what_was_granted_exists_in_the_page_and_in_every_file(met: Meeting) -> None:
    said = met.counsellor.get(met.url).said
    assert "Informer et rassurer" in said
    for secret in ("Agente de service", "Mirabelliers", "jardin partagé", "Parcours"):
        assert secret not in said
    for suffix in FORMATS:
        answer = met.counsellor._ask("GET", f"{met.url}/plan.{suffix}")
        assert answer.status_code == 200
        text = paper(answer.data) if suffix == "pdf" else answer.data.decode("utf-8-sig")
        for secret in ("Informer", "Agente", "Mirabelliers", "jardin"):
            assert secret not in text


def test_a_plan_that_is_not_shared_has_no_file(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers, sections=(Section.SKILLS,))
    page = met.counsellor.get(met.url)
    assert not page.select("a[href*='plan.']")
    for suffix in FORMATS:
        assert status_of(met.counsellor, f"{met.url}/plan.{suffix}") == 404


def test_a_word_is_found_in_the_record_out_of_order_without_a_script(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, q="afpa")
    assert "1 élément contient « afpa »" in page.said.replace("\xa0", " ").replace("\u202f", " ")
    assert "Appeler l’Afpa" in page.text_of("#record")
    assert "Déposer le dossier" not in page.text_of("#record")
    assert "Informer et rassurer" not in page.text_of("#record")
    page = met.counsellor.submit(met.url, q="<script>zzz")
    assert "Rien ne contient" in page.said and not page.select("main script")
    assert met.counsellor.url == f"{met.url}?sought=yes"
    assert "Informer et rassurer" in met.counsellor.get(met.url).text_of("#record")


def test_words_looked_for_are_those_of_one_page_and_of_one_session(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    """A page shows everything without the word that says it was searched, whoever opens it."""
    met.counsellor.submit(met.url, q="afpa")
    sonia = meetings.colleague(app, browsers, met.counsellor)
    for browser, url in ((sonia, f"{met.url}?sought=yes"), (met.counsellor, met.url)):
        assert "Informer et rassurer" in browser.get(url).text_of("#record")
    page = met.counsellor.get(f"{met.url}/propose/action?sought=yes")
    assert page.value_of("#q") == ""
    for place in ("https://ailleurs.example/", "//ailleurs.example", "/rien", ""):
        answer = met.counsellor.post("/sought", {"next": place, "q": "afpa"})
        assert answer.status_code == 404


def test_large_print_is_chosen_once_and_comes_back(met: Meeting) -> None:
    page = met.counsellor.get(met.url)
    assert page.one("html").get("data-size") is None
    page = met.counsellor.press("Grand texte")
    assert page.text_of("h1") == "Sandrine Thiébaut" and page.one("html")["data-size"] == "large"
    met.counsellor.get("/account/preferences")
    met.counsellor.press("Texte normal")
    assert met.counsellor.get(met.url).one("html").get("data-size") is None


def test_keys_are_for_whoever_keeps_them(met: Meeting) -> None:
    assert met.counsellor.get(met.url).select("[data-module=interview-keys]")
    met.counsellor.get("/keyboard")
    met.counsellor.press("Arrêter les raccourcis")
    page = met.counsellor.get(met.url)
    assert not page.select("[data-module=interview-keys]") and not page.select(".is-numbered")


def test_what_is_open_between_both_is_said_at_the_top(met: Meeting) -> None:
    assert not met.counsellor.get(met.url).select(".fil-note.is-open")
    met.counsellor.submit(met.url, what="Visiter le service")
    said = met.counsellor.get(met.url).text_of(".fil-note.is-open")
    assert "1 proposition attend sa réponse" in said


# What is written -----------------------------------------------------------------------------


def test_an_action_is_proposed_answered_and_shown_with_its_answer(app: Flask, met: Meeting) -> None:
    page = met.counsellor.submit(
        met.url,
        what="Écrire à l’employeur",
        due="25/11/2027",
        objective=met.ids["goal"],
        who="counsellor",
    )
    assert "Écrire à l’employeur" in page.text_of("#brought")
    assert "Proposée" in page.text_of("#brought")
    with at_work(app, met.citizen) as work:
        [waiting] = contributions.awaiting(work)
        contributions.accept(work, waiting.id)
    page = met.counsellor.get(met.url)
    assert "Acceptée" in page.text_of("#brought")
    assert "Écrire à l’employeur" in page.text_of("#record-plan")


def test_e03_a_proposal_is_marked_and_stays_out_of_every_export(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, what="Visiter le service")
    assert "Visiter le service" in page.text_of("#brought")
    assert "Proposée" in page.text_of("#brought .fil-status")
    assert "Visiter le service" not in page.text_of("#record")
    for suffix in FORMATS:
        answer = met.counsellor._ask("GET", f"{met.url}/plan.{suffix}")
        text = paper(answer.data) if suffix == "pdf" else answer.data.decode("utf-8-sig")
        assert "Déposer le dossier" in text
        assert "Visiter" not in text


def test_a_synthesis_is_sent_and_read_again(met: Meeting) -> None:
    page = met.counsellor.submit(
        met.url,
        said="L’employeur n’a pas répondu.\nNous avons relu la lettre.",
        decided="La demande part lundi.",
        request="Changer de métier.",
        earlier="Un bilan à l’Afpa.",
        channel="phone",
    )
    asked = met.citizen.get("/shares/proposals")
    for words in ("Nous avons relu la lettre.", "Changer de métier.", "Un bilan à l’Afpa."):
        assert words in page.text_of("#brought") and words in asked.text_of("main ul")
    assert "Par téléphone" in page.text_of("#brought")


def test_a_long_text_is_kept_when_the_form_comes_back(met: Meeting) -> None:
    long = "Nous avons parlé longtemps. " * 2000
    page = met.counsellor.submit(met.url, status=422, said=long, met_on="2026-13-45")
    assert page.one("#said").text.strip() == long.strip()
    assert page.text_of("title").startswith("Erreur :")
    assert page.select(".fil-errors a[href='#met_on']")


def test_a_draft_taken_up_is_on_one_page_and_the_next_form_is_blank(
    app: Flask, met: Meeting
) -> None:
    """Blank questions are drawn once for everybody: nobody's words may become part of them."""
    begun, kept = met.counsellor.get(met.url), Sheet(uuid4())
    with at_work(app, met.counsellor) as work:
        unsaved.keep(work, f"{met.url}/synthesis", kept, [("said", "Et la suite.")])

    assert met.counsellor.get(f"{met.url}?unsaved={kept.id}").text_of("#said") == "Et la suite."
    again = met.counsellor.get(met.url)
    assert [str(each) for each in again.select(".fil-panel .fil-field")] == [
        str(each) for each in begun.select(".fil-panel .fil-field")
    ]
    assert again.text_of("#said") == ""


def test_what_is_remembered_of_blank_forms_is_nobodys(met: Meeting) -> None:
    """It stays in the clear in memory, unlike what anybody wrote."""
    page = met.counsellor.get(met.url)
    kept = [drawn for (kind, *_), (_, drawn) in drawing._DRAWN.items() if kind in ASKED]

    assert len(kept) >= 3
    assert "Financer ma formation" in page.text_of("#objective")
    mine = ("Sandrine", "Financer", "csrf_token", str(met.grant_id), str(met.ids["dated"]))
    assert not [word for word in mine for drawn in kept if word in drawn]


def test_a_day_to_come_is_no_interview(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, status=422, said="Bien.", met_on="2099-01-01")
    assert "pas encore passée" in page.text_of(".fil-errors")


def test_a_day_may_be_typed_by_hand(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, said="Bien.", met_on="02/03/2024")
    assert "2 mars 2024" in page.text_of("#brought")


def test_an_unreadable_date_is_said_beside_the_question_and_the_panel_opens(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, status=422, what="Téléphoner", due="2014-19-39")
    assert page.one("#what")["value"] == "Téléphoner"
    assert page.select("details[open] #due.is-invalid")


@pytest.mark.parametrize(
    ("place", "sent"),
    [
        ("synthesis", {"said": "Bien.", "met_on": "2099-01-01"}),
        ("actions", {"what": "Téléphoner", "due": "2014-19-39"}),
        ("actions", {"what": "Téléphoner", "objective": str(UUID(int=7))}),
    ],
)
def test_a_form_that_comes_back_with_the_view_around_it_is_a_visit_like_any_other(
    app: Flask, met: Meeting, place: str, sent: dict[str, str]
) -> None:
    met.counsellor.get("/desk/")
    answer = met.counsellor.post(f"{met.url}/{place}", sent)

    assert answer.status_code == 422
    assert "Informer et rassurer" in answer.text
    assert "A lu : Mes compétences" in met.citizen.get("/shares/journal").text_of("main")
    with at_work(app, met.counsellor, met.structure_id) as work:
        opened = grants.open_(work, met.grant_id)
        assert contributions.brought(work, opened) == []


def test_an_objective_that_is_not_shared_is_refused(met: Meeting) -> None:
    met.counsellor.get(met.url)
    for stranger in (met.ids["job"], uuid4(), "nonsense"):
        answer = met.counsellor.post(
            f"{met.url}/actions",
            {
                "what": "Téléphoner",
                "objective": str(stranger),
            },
        )
        assert answer.status_code == 422
    assert "Rien pour le moment" in met.counsellor.get(met.url).text_of("#brought")


def test_two_windows_make_two_contributions_and_overwrite_nothing(met: Meeting) -> None:
    met.counsellor.submit(met.url, said="La première.")
    page = met.counsellor.submit(met.url, said="La seconde.")
    assert "La première." in page.text_of("#brought")
    assert "La seconde." in page.text_of("#brought")


def test_a_synthesis_too_many_is_refused_kindly_and_comes_back_whole(
    app: Flask, met: Meeting
) -> None:
    with at_work(app, met.counsellor, met.structure_id) as work:
        for number in range(contributions.MOST_PENDING):
            contributions.propose(work, met.grant_id, ProposedAction(what=f"Action {number}"))
    page = met.counsellor.submit(met.url, status=422, said="Nous avons relu la lettre.")
    assert "50 propositions qui attendent sa réponse" in page.text_of(".fil-errors")
    assert page.text_of("title").startswith("Erreur :")
    assert page.one("#said").text.strip() == "Nous avons relu la lettre."


def test_without_the_right_nothing_is_proposed(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers, rights=(Right.READ,))
    page = met.counsellor.get(met.url)
    assert not page.select("#panel form")
    for place in ("actions", "synthesis"):
        answer = met.counsellor.post(f"{met.url}/{place}", {"what": "Non"})
        assert answer.status_code == 404


def test_what_people_write_is_text_and_nothing_else(met: Meeting) -> None:
    page = met.counsellor.submit(met.url, what="<script>alert(1)</script>", note="<img src=x>")
    assert not page.select("#brought script, #brought img")
    assert "<script>alert(1)</script>" in page.text_of("#brought")


# Files ---------------------------------------------------------------------------------------


def test_j05_the_four_files_hold_the_same_actions_dates_and_statuses(met: Meeting) -> None:
    files = {
        suffix: met.counsellor._ask("GET", f"{met.url}/plan.{suffix}").data for suffix in FORMATS
    }
    plan = json.loads(files["json"])
    actions = [each for goal in plan["objectives"] for each in goal["actions"]]
    wanted = {(a["id"], a["what"], a["due"] or "", a["due_text"], a["status"]) for a in actions}
    assert {each[1] for each in wanted} == {"Déposer le dossier", "Appeler l’Afpa"}

    rows = csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";")
    names = list(rows.fieldnames or ())
    table = [list(row.values()) for row in rows]
    for ident, what, due, due_text, _status in wanted:
        row = next(cells for cells in table if ident in cells)
        assert what in row, names
        assert not due or due in row
        assert not due_text or due_text in row
        assert "À faire" in row

    tasks: dict[str, Any] = {
        str(task["uid"]): task for task in Calendar.from_ical(files["ics"]).walk("VTODO")
    }
    for ident, what, due, due_text, status in wanted:
        task = tasks[ident]
        assert task["summary"] == what
        assert task["x-epf-status"] == status
        assert not due or task["due"].dt.isoformat() == due
        assert not due_text or task["x-epf-due-text"] == due_text

    printed = paper(files["pdf"])
    assert printed.count("À faire") == len(wanted)
    for _ident, what, due, due_text, _status in wanted:
        assert what in printed
        assert due_text in printed
        assert not due or f"15 janvier {due[:4]}" in printed


def test_a_file_says_who_took_it_out_and_the_journal_too(met: Meeting) -> None:
    answer = met.counsellor._ask("GET", f"{met.url}/plan.json")
    plan = json.loads(answer.data)
    assert "Hélène Grandjean" in plan["exported_by"]
    assert plan["structure"] == "CIDFF des Vosges"
    printed = paper(met.counsellor._ask("GET", f"{met.url}/plan.pdf").data)
    assert "Hélène Grandjean" in printed
    journal = met.citizen.get("/shares/journal").said
    assert journal.count("A téléchargé le plan d’action") == 2


def test_without_the_right_there_is_no_file(app: Flask, browsers: Browsers) -> None:
    met = meetings.meeting(app, browsers, rights=(Right.READ, Right.PROPOSE))
    assert not met.counsellor.get(met.url).select("a[href*='plan.']")
    for suffix in FORMATS:
        assert status_of(met.counsellor, f"{met.url}/plan.{suffix}") == 404
    assert "téléchargé" not in met.citizen.get("/shares/journal").said


def test_an_unknown_format_is_no_page(met: Meeting) -> None:
    assert status_of(met.counsellor, f"{met.url}/plan.exe") == 404


def test_the_structure_keeps_a_receipt_on_screen_and_in_two_files(met: Meeting) -> None:
    page = met.counsellor.get(f"{met.url}/receipt")
    assert "Sandrine Thiébaut" in page.text_of("article")
    assert "CIDFF des Vosges" in page.text_of("article")
    for entry in ("Informer et rassurer", "Financer ma formation", "Déposer le dossier"):
        assert entry not in page.said
    assert paper(met.counsellor._ask("GET", f"{met.url}/receipt.pdf").data)
    assert json.loads(met.counsellor._ask("GET", f"{met.url}/receipt.json").data)["records"]
    assert status_of(met.counsellor, f"{met.url}/receipt.exe") == 404


# The end -------------------------------------------------------------------------------------


def every_request(met: Meeting) -> list[tuple[str, str]]:
    """Everything the page lets one do."""
    gets = ["", "/receipt", "/receipt.pdf", "/receipt.json"]
    gets += [f"/plan.{suffix}" for suffix in FORMATS]
    posts = ["/actions", "/synthesis"]
    return [("GET", met.url + each) for each in gets] + [("POST", met.url + p) for p in posts]


def answers(browser: Browser, met: Meeting) -> set[tuple[int, str]]:
    """What each of them answers, addresses and tokens left out."""
    token = browser._token()
    data = {
        "csrf_token": token,
        "what": "Encore",
        "said": "Encore",
        "met_on": "2024-01-01",
    }
    seen = set()
    for method, url in every_request(met):
        answer = browser._ask(method, url, data=data if method == "POST" else None)
        seen.add((answer.status_code, plain(Page(answer.text))))
    return seen


def test_g01_once_revoked_every_request_of_an_open_page_is_the_same_nothing(
    app: Flask, met: Meeting
) -> None:
    page = met.counsellor.get(met.url)
    assert page.select("#panel")
    meetings.revoke(app, met.citizen, met.grant_id)
    seen = answers(met.counsellor, met)
    never = replace(met, grant_id=uuid4())
    assert seen == answers(met.counsellor, never) and len(seen) == 2, "with one's own words or none"
    for status, body in seen:
        assert status == 404
        for word in ("Sandrine", "Thiébaut", "partage avec", "arrêté", "terminé"):
            assert word not in body
    assert "Sandrine" not in met.counsellor.get("/desk/").said


def test_78_an_expired_grant_is_refused_at_the_very_instant(
    app: Flask, browsers: Browsers, clock: Clock
) -> None:
    met = meetings.meeting(app, browsers, mode=Mode.PHOTO)
    with at_work(app, met.citizen) as work:
        ends_at = given.one(work, met.grant_id).ends_at
    clock.moment = ends_at.replace(microsecond=0)
    clock.back(seconds=1)
    arrivals.sign_in(met.counsellor, met.counsellor.login)
    assert met.counsellor.get(met.url).select("#panel")
    clock.forward(seconds=1)
    assert {status for status, _ in answers(met.counsellor, met)} == {404}
    assert "Sandrine" not in met.counsellor.get("/desk/").said


# Whose ---------------------------------------------------------------------------------------


def test_i01_a_grant_to_another_structure_is_nothing(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    theirs = answers(other, met)
    nobody = Meeting(met.citizen, other, met.structure_id, uuid4(), {})
    assert theirs == answers(other, nobody)
    assert {status for status, _ in theirs} == {404}


def test_68_a_counsellor_of_two_structures_opens_a_grant_only_for_its_own(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    other = arrivals.a_professional(app, browsers(), name="Mission locale")
    second = meetings.structure_of(app, other)
    both = meetings.colleague(app, browsers, met.counsellor)
    assert both.get(met.url).select("#record")
    _joins(app, other, both)
    page = both.get("/desk/structure")
    assert len(page.select("tbody tr")) == 2
    both.post(f"/desk/structure/{second}")
    both.get("/desk/")  # what a page sends is for the structure it was made in
    assert {status for status, _ in answers(both, met)} == {404}
    both.post(f"/desk/structure/{met.structure_id}")
    assert both.get(met.url).select("#record")


def test_69_who_is_not_confirmed_opens_writes_and_exports_nothing(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    waiting = meetings.colleague(app, browsers, met.counsellor, confirmed=False)
    assert {status for status, _ in answers(waiting, met)} == {404}
    waiting.post(f"/desk/structure/{met.structure_id}")
    assert {status for status, _ in answers(waiting, met)} == {404}


def test_a_removed_member_with_the_page_open_gets_nothing(
    app: Flask, browsers: Browsers, met: Meeting
) -> None:
    leaver = meetings.colleague(app, browsers, met.counsellor)
    assert leaver.get(met.url).select("#panel")
    account_id = meetings.account_of(app, leaver)
    met.counsellor.get(f"/team/{account_id}/remove")
    met.counsellor.press("Oui, retirer")
    assert {status for status, _ in answers(leaver, met)} == {404}
    assert "aucune structure" in leaver.get("/desk/").said
    assert met.counsellor.get(met.url).select("#panel")


def _joins(app: Flask, host: Browser, guest: Browser) -> None:
    place = meetings.structure_of(app, host)
    with at_work(app, host, place) as work:
        token = invitations.invite(work, meetings.SONIA)
    with at_work(app, guest) as work:
        invitations.take(work, token)
        account_id = work.actor.account_id
    with at_work(app, host, place) as work:
        members.confirm(work, account_id)


# Ending, seen from the desk ------------------------------------------------------------------


def test_what_is_new_since_her_last_visit_is_said_to_its_reader(
    app: Flask, met: Meeting, clock: Clock
) -> None:
    assert "pour la première fois" in met.counsellor.get(met.url).said
    again = met.counsellor.get(met.url).said
    assert "C’est votre première visite." in again and "pour la première fois" not in again
    clock.forward(days=1)
    with at_work(app, met.citizen) as work:
        entries.add(work, Skill(title="Souder"))
        entries.remove(work, [met.ids["dated"]])
    arrivals.sign_in(met.counsellor, met.counsellor.login)
    assert "A changé" in met.counsellor.get("/desk/").said

    page = met.counsellor.get(met.url)
    note = page.text_of(".fil-note:has(dl)")
    assert "Depuis votre dernière visite" in note
    assert "Nouveau Souder" in note and "1 élément n’est plus montré" in note
    place = str(page.one(".fil-note dl a")["href"])
    assert page.text_of(f"#record-skills {place}") == "Nouveau"
    assert "Déposer le dossier" not in page.said
    assert "Rien de nouveau" in met.counsellor.get("/desk/").said
    clock.forward(hours=5)
    arrivals.sign_in(met.counsellor, met.counsellor.login)
    assert not met.counsellor.get(met.url).select(".fil-note:has(dl)")


def test_g_04_the_desk_says_that_a_share_ended_and_nothing_of_whom(
    app: Flask, met: Meeting
) -> None:
    """Acceptance G-04: neutral words, put away with one button."""
    met.counsellor.get(met.url)
    meetings.revoke(app, met.citizen, met.grant_id)
    page = met.counsellor.get("/desk/")
    assert "Un partage n’est plus ouvert" in page.said
    assert "Sandrine" not in page.said and "arrêté" not in page.text_of("main")

    met.counsellor.press("J’ai vu")
    assert "n’est plus ouvert" not in met.counsellor.get("/desk/").said


def test_g_04_what_she_was_writing_as_it_stopped_is_hers_to_copy(app: Flask, met: Meeting) -> None:
    """Acceptance G-04: sent, or typed and kept while the page was open."""
    met.counsellor.get(met.url)
    meetings.revoke(app, met.citizen, met.grant_id)
    sent = {"said": "Nous avons relu la lettre.", "met_on": "2024-01-01"}
    answer = met.counsellor.post(f"{met.url}/synthesis", sent)
    assert answer.status_code == 404
    assert "Nous avons relu la lettre." in answer.text and "Sandrine" not in answer.text

    place = f"{met.url}/synthesis"
    with at_work(app, met.counsellor) as work:
        unsaved.keep(work, place, Sheet(uuid4()), [("said", "Et la suite.")])
    page = met.counsellor.get(met.url, status=404)
    assert page.text_of("#typed") == "Et la suite."


WORDS = "Nous avons relu la lettre de la mairie."
FORMS = (
    *("synthesis", "actions", "comments", "notes", "appointments", "situation", "meetings/new"),
    *("propose/action", "propose/objective", "propose/document", "observations", "report"),
    *(f"syntheses/{uuid4()}", f"referrals/new/{uuid4()}", f"programmes/new/{uuid4()}"),
)


@pytest.mark.parametrize("what", ["stopped", "removed", "elsewhere"])
def test_whatever_form_was_open_its_words_are_given_back_and_nothing_is_said(
    app: Flask, browsers: Browsers, met: Meeting, what: str
) -> None:
    """Security tests 64 and 65: stopped, removed from the team, or acting for another one."""
    writer = meetings.colleague(app, browsers, met.counsellor)
    writer.get(met.url)
    if what == "stopped":
        meetings.revoke(app, met.citizen, met.grant_id)
    elif what == "removed":
        met.counsellor.get(f"/team/{meetings.account_of(app, writer)}/remove")
        met.counsellor.press("Oui, retirer")
    else:
        other = arrivals.a_professional(app, browsers(), name="Mission locale")
        _joins(app, other, writer)
        writer.post(f"/desk/structure/{meetings.structure_of(app, other)}")
        writer.get("/desk/")
    for form in FORMS:
        sent = dict.fromkeys(("text", "said", "what", "title", "place", "message", "need"), WORDS)
        answer = writer.post(f"{met.url}/{form}", sent)
        assert answer.status_code == 404, form
        assert WORDS in answer.text and "Sandrine" not in answer.text, form
    for place in (f"{met.url}/notes", f"{met.url}/syntheses/{uuid4()}"):
        with at_work(app, writer) as work:
            unsaved.keep(work, place, Sheet(uuid4()), [("text", place)])
        assert place in writer.get(place, status=404).text_of("#typed")


def test_whoever_reads_a_share_gives_it_up_and_the_person_is_told(met: Meeting) -> None:
    page = met.counsellor.get(met.url)
    met.counsellor.get(str(page.one("a[data-dialog=give-up]")["href"]))
    page = met.counsellor.press("Oui, fermer cet accès")
    assert "n’est plus ouvert pour vous" in page.said
    met.counsellor.get(met.url, status=404)

    said = met.citizen.get("/thread").text_of("#h-news + ul")
    assert "N’a plus besoin de votre partage et l’a fermé" in said
    assert "rendu par la structure" in met.citizen.get("/shares").said
    receipt = met.citizen.get(f"/shares/{met.grant_id}/receipt")
    assert "Rendu par la structure le" in receipt.said

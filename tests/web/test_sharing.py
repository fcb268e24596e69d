"""Sharing: four steps, a letter to sign, a receipt, and the way out."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import Tag
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import delete

from portfolio.domain import consents
from portfolio.domain.contributions import ProposedAction, Synthesis
from portfolio.domain.dates import PartialDate
from portfolio.domain.entries.action import Action
from portfolio.domain.entries.moment import Moment
from portfolio.domain.sharing import day_of
from portfolio.domain.structures import Card
from portfolio.services import contributions, entries, given, structures
from portfolio.storage.structures import MemberKey
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser, Page
from tests.browser import words as said
from tests.clock import Clock
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

RECORD = re.compile(rb'<article id="record".*?</article>', re.DOTALL)
SIGN: dict[str, Any] = {"agreed": True, "button": ("answer", "yes")}


@dataclass(frozen=True, slots=True)
class Sharer:
    """A citizen with a small life, and the structure there is to share it with."""

    app: Flask
    browser: Browser
    counsellor: Browser
    structure_id: UUID

    def begin(self) -> Page:
        """Choose the structure; the second step comes."""
        return self.browser.submit("/shares/new", structure=self.structure_id)

    def letter(self, sections: list[str] | None = None, **why: Any) -> Page:
        """Answer the three questions; the letter comes."""
        self.begin()
        self.browser.submit(sections=sections or ["skills", "plan"])
        return self.browser.submit(**{"purpose": "guidance"} | why)

    def grants(self) -> list[given.Given]:
        """Every grant that was given."""
        with at_work(self.app, self.browser) as work:
            mine = given.mine(work)
            return [*mine.active, *mine.ended]

    def add(self, *added: Any) -> None:
        """Keep more entries."""
        with at_work(self.app, self.browser) as work:
            entries.add_all(work, added)


@pytest.fixture
def sharer(app: Flask, browsers: Browsers) -> Sharer:
    counsellor = arrivals.a_professional(app, browsers())
    citizen = arrivals.a_citizen(browsers(), name="Sandrine Thiébaut")
    meetings.live(app, citizen)
    return Sharer(app, citizen, counsellor, meetings.structure_of(app, counsellor))


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def record(browser: Browser) -> bytes:
    """The bytes of the record on the page at hand."""
    assert browser.response is not None
    found = RECORD.findall(browser.response.data)
    assert len(found) == 1
    return bytes(found[0])


def link(page: Page, words: str) -> str:
    """Where the link that begins with *words* leads."""
    found = [each for each in page.select("main a") if said(each).startswith(words)]
    assert len(found) == 1, f"{len(found)} links say {words!r}"
    return str(found[0]["href"])


# Four steps ----------------------------------------------------------------------------------


def test_a_share_is_prepared_signed_and_given(sharer: Sharer) -> None:
    sharer.letter(purpose_text="Mon entretien de mars.", mode="suivi", rights=["propose", "thread"])
    receipt = sharer.browser.submit(**SIGN)

    assert receipt.text_of("h1") == "Reçu de partage"
    (one,) = sharer.grants()
    assert one.structure == "CIDFF des Vosges"
    assert [*one.terms.sections] == ["skills", "plan"]
    assert [*one.terms.rights] == ["read", "propose", "thread"]
    assert one.terms.purpose_text == "Mon entretien de mars."
    assert one.terms.mode == "suivi"
    assert sharer.counsellor.get("/desk/").said.count("Sandrine Thiébaut") >= 1


def test_nothing_is_ticked_beforehand_but_the_date_of_six_months(sharer: Sharer) -> None:
    assert not sharer.begin().select("main [checked]")
    why = sharer.browser.submit(sections=["plan"])
    assert [each["value"] for each in why.select("main [checked]")] == ["photo"]
    ends = date.fromisoformat(why.value_of("#ends"))
    assert timedelta(days=180) < ends - date.today() < timedelta(days=185)  # noqa: DTZ011
    letter = sharer.browser.submit(purpose="guidance")
    assert letter.texts(".fil-consent-list .is-in") == [
        "Mon plan d’action Objectifs : 1, Actions : 2",
        "Lire ce que je partage",
    ]


def test_the_directory_is_searched_by_name_or_town_and_paged(app: Flask, sharer: Sharer) -> None:
    with at_work(app, sharer.counsellor) as work:
        for number in range(25):
            structures.create(work, Card(name=f"Antenne {number:02}", town="Longwy"))
    first = sharer.browser.get("/shares/new")
    assert len(first.select("input[name=structure]")) == 20
    last = sharer.browser.get(link(first, "Suivante"))
    assert "CIDFF des Vosges" in last.said
    found = sharer.browser.get("/shares/new?q=epinal")
    assert found.texts(".fil-choice") == ["CIDFF des Vosges Épinal"]
    assert "Aucune structure ne correspond" in sharer.browser.get("/shares/new?q=zzz").said


def test_a_structure_may_be_chosen_from_elsewhere(sharer: Sharer) -> None:
    page = sharer.browser.get(f"/shares/new?structure={sharer.structure_id}")
    assert page.value_of("input[name=structure][checked]") == str(sharer.structure_id)


def test_going_back_keeps_the_answers(sharer: Sharer) -> None:
    letter = sharer.letter(["skills"], purpose_text="Pour mars", rights=["export"])
    what = sharer.browser.get(link(letter, "Changer ce que je partage"))
    assert [each["value"] for each in what.select("[checked]")] == ["skills"]
    letter = sharer.browser.submit(sections=["skills", "path"])
    assert letter.text_of("h1") == "Vérifiez avant de partager"
    why = sharer.browser.get(link(letter, "Changer la raison"))
    assert why.text_of("textarea") == "Pour mars"
    assert why.value_of("option[selected]") == "guidance"
    assert [each["value"] for each in why.select("[checked]")] == ["photo", "export"]
    who = sharer.browser.get(link(letter, "Changer avec qui"))
    assert who.value_of("input[name=structure][checked]") == str(sharer.structure_id)
    assert sharer.browser.submit().text_of("h1") == "Vérifiez avant de partager"


def test_two_tabs_do_not_mix(sharer: Sharer) -> None:
    one = sharer.letter(["skills"], purpose="employment")
    address = sharer.browser.url
    other = sharer.letter(["plan"], purpose="training")
    assert "Chercher un emploi" in one.said
    assert "Entrer en formation" in other.said
    again = sharer.browser.get(address)
    assert "Chercher un emploi" in again.said
    assert "Entrer en formation" not in again.said


def test_a_draft_that_is_not_there_any_more_starts_again_and_shares_nothing(
    sharer: Sharer, browsers: Browsers
) -> None:
    sharer.letter()
    address = sharer.browser.url
    for step in ("who", "what", "why", "check", "preview"):
        page = sharer.browser.get(f"/shares/new/{uuid4()}/{step}")
        assert "rien n’a été partagé" in page.said
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    assert "rien n’a été partagé" in stranger.get(address).said


def test_only_the_last_drafts_are_kept(sharer: Sharer) -> None:
    sharer.begin()
    first = sharer.browser.url
    for _ in range(4):
        sharer.begin()
    assert "ne sont plus gardées" in sharer.browser.get(first).said


def test_a_step_that_was_not_answered_comes_first(sharer: Sharer) -> None:
    sharer.begin()
    address = sharer.browser.url.replace("/what", "/check")
    assert "Que montrez-vous" in sharer.browser.get(address).text_of("h1")


# What is refused -----------------------------------------------------------------------------


def test_a_structure_that_is_not_there_is_said_beside_the_question(sharer: Sharer) -> None:
    for structure in (None, "zzz", uuid4(), "../../etc"):
        page = sharer.browser.submit("/shares/new", status=422, structure=structure)
        assert page.text_of("#structure-error")
    sharer.browser.get(f"/shares/new?structure={uuid4()}", status=404)


def test_a_structure_where_nobody_holds_the_keys_is_refused_at_once(
    app: Flask, sharer: Sharer
) -> None:
    with at_work(app, sharer.counsellor) as work:
        work.session.execute(delete(MemberKey))
    page = sharer.browser.submit("/shares/new", status=422, structure=sharer.structure_id)
    assert "personne n’y garde les clés" in page.text_of("#structure-error")


def test_tampered_or_missing_sections_are_said_beside_the_question(sharer: Sharer) -> None:
    sharer.begin()
    for sections in ([], ["secrets"], ["skills", "../plan"]):
        assert sharer.browser.submit(status=422, sections=sections).text_of("#sections-error")


YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011  # the machine's day will do
NEXT_YEAR = date.today() + timedelta(days=370)  # noqa: DTZ011
WRONG = {
    "past": ("ends", {"ends": YESTERDAY.isoformat()}),
    "far": ("ends", {"ends": NEXT_YEAR.isoformat()}),
    "no such day": ("ends", {"ends": "2014-19-39"}),
    "only a year": ("ends", {"ends": "2027"}),
    "no day": ("ends", {"ends": ""}),
    "words": ("ends", {"ends": "bientôt"}),
    "long": ("purpose_text", {"purpose_text": "x" * 10_000}),
    "no purpose": ("purpose", {"purpose": ""}),
    "unknown purpose": ("purpose", {"purpose": "marketing"}),
    "other, unsaid": ("purpose_text", {"purpose": "other"}),
    "unknown mode": ("mode", {"mode": "toujours"}),
    "unknown right": ("rights", {"rights": ["delete"]}),
}


def test_an_answer_that_cannot_be_taken_is_explained_beside_its_question(sharer: Sharer) -> None:
    sharer.begin()
    sharer.browser.submit(sections=["plan"])
    address = sharer.browser.url
    for field, wrong in WRONG.values():
        page = sharer.browser.submit(address, status=422, **{"purpose": "guidance"} | wrong)
        assert page.texts(".invalid-feedback") == [page.text_of(f"#{field}-error")]
        assert page.text_of("title").startswith("Erreur :")


def test_every_mistake_is_said_at_once(sharer: Sharer) -> None:
    sharer.begin()
    sharer.browser.submit(sections=["plan"])
    wrong = {"purpose": "", "purpose_text": "x" * 301, "ends": YESTERDAY.isoformat()}
    page = sharer.browser.submit(status=422, **wrong)
    assert len(page.select(".fil-errors li")) == 3
    assert page.value_of("#ends") == YESTERDAY.isoformat()


def test_a_day_is_read_as_people_type_it(sharer: Sharer) -> None:
    ends = date.today() + timedelta(days=40)  # noqa: DTZ011
    sharer.letter(ends=f"{ends:%d/%m/%Y}")
    sharer.browser.submit(**SIGN)
    assert sharer.grants()[0].last_day == ends


# The letter ----------------------------------------------------------------------------------


def visible(element: Tag) -> str:
    """What *element* says without opening anything."""
    for closed in element.select("details:not([open])"):
        closed.decompose()
    return " ".join(element.get_text(" ").split())


def test_p_04_the_letter_says_who_what_why_and_until_when_without_opening_anything(
    sharer: Sharer,
) -> None:
    ends = date.today() + timedelta(days=40)  # noqa: DTZ011
    letter = sharer.letter(purpose_text="Mon entretien de mars.", ends=ends.isoformat())
    said = visible(letter.one("main"))
    for words in (
        *("CIDFF des Vosges", "Hélène Grandjean", "Mes compétences et mes langues"),
        *("Mon plan d’action", "Faire le point et m’orienter", "Mon entretien de mars."),
        *(str(ends.year), "Je peux arrêter ce partage quand je veux", "Lire ce que je partage"),
    ):
        assert words in said


def test_p_04_refusing_is_as_easy_as_accepting_and_leaves_nothing(sharer: Sharer) -> None:
    letter = sharer.letter()
    address = sharer.browser.url
    yes, no = letter.select(".fil-consent-sign button")
    assert not letter.select(".fil-consent-sign [checked]")
    assert "btn-lg" in yes["class"]
    assert "btn-lg" in no["class"]
    page = sharer.browser.press("Ne pas partager")
    assert "Rien n’a été partagé" in page.said
    assert sharer.grants() == []
    assert "ne sont plus gardées" in sharer.browser.get(address).said


def test_an_agreement_is_never_presumed(sharer: Sharer) -> None:
    sharer.letter()
    page = sharer.browser.submit(status=422, button=("answer", "yes"))
    assert page.text_of("#agreed-error")
    assert sharer.grants() == []


def test_a_consent_text_that_changed_is_shown_again_before_it_is_signed(sharer: Sharer) -> None:
    sharer.letter()
    page = sharer.browser.submit(status=422, text_version="2025-1", **SIGN)
    assert "a changé" in page.text_of(".fil-errors")
    assert page.value_of("[name=text_version]") == consents.CURRENT
    assert not page.select("[name=agreed][checked]")
    assert sharer.grants() == []
    assert sharer.browser.submit(**SIGN).text_of("h1") == "Reçu de partage"


def test_what_changed_since_the_letter_was_read_is_shown_again(sharer: Sharer) -> None:
    sharer.letter()
    sharer.add(Action(title="Une action de plus"))
    page = sharer.browser.submit(status=422, **SIGN)
    assert "a changé" in page.text_of(".fil-errors")
    assert sharer.grants() == []


def test_a_share_beside_another_with_the_same_structure_says_so(met: Meeting) -> None:
    met.citizen.submit("/shares/new", structure=met.structure_id)
    met.citizen.submit(sections=["skills"])
    letter = met.citizen.submit(purpose="guidance")
    assert "Vous partagez déjà avec cette structure" in letter.said


def test_85_a_letter_sent_twice_gives_one_grant_and_one_receipt(sharer: Sharer) -> None:
    letter = sharer.letter()
    address = sharer.browser.url
    sent = {
        str(each["name"]): str(each.get("value", "y"))
        for each in letter.select(".fil-consent-sign input")
    } | {"answer": "yes"}
    first = sharer.browser.post(address, sent)
    second = sharer.browser.post(address, sent)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(sharer.grants()) == 1
    assert sharer.browser.get(address).text_of("h1") == "Reçu de partage"


# What the structure sees ---------------------------------------------------------------------


def test_f_02_only_the_sections_agreed_to_exist_in_the_preview(sharer: Sharer) -> None:
    letter = sharer.letter(["skills", "plan"], rights=["thread"])
    page = sharer.browser.get(link(letter, "Voir exactement"))
    shown = page.text_of("#record")
    assert "Informer et rassurer" in shown
    assert "Financer ma formation" in shown
    assert page.texts("#record h2") == ["En bref", "Compétences et langues", "Plan d’action"]
    for words in ("Agente de service", "Les Mirabelliers", "Le jardin partagé", "Parcours"):
        assert words not in shown


def test_f_11_the_preview_is_byte_for_byte_what_the_structure_receives(sharer: Sharer) -> None:
    letter = sharer.letter(["path", "skills", "plan", "interests"], rights=["thread"])
    sharer.browser.get(link(letter, "Voir exactement"))
    previewed = record(sharer.browser)
    sharer.browser.get(link(sharer.browser.page or letter, "Revenir"))
    sharer.browser.submit(**SIGN)
    grant_id = sharer.grants()[0].id

    sharer.counsellor.get(f"/interviews/{grant_id}")
    sharer.browser.get(f"/shares/{grant_id}")

    assert record(sharer.counsellor) == previewed
    assert record(sharer.browser) == previewed
    assert b"fil-overview" in previewed


def test_the_thread_is_drawn_for_those_who_may_see_it_only(sharer: Sharer) -> None:
    letter = sharer.letter(["path", "plan"])
    sharer.browser.get(link(letter, "Voir exactement"))
    assert b"fil-overview" not in record(sharer.browser)


def test_what_is_kept_private_is_shared_by_itself_or_not_at_all(sharer: Sharer) -> None:
    sharer.add(
        Moment(title="Congé parental", private=True), Moment(title="Une année dure", private=True)
    )
    what = sharer.begin()
    assert "Congé parental" not in what.text_of("#sections")
    labels = {label.get_text(): label["for"] for label in what.select("#items label")}
    assert set(labels) == {"Congé parental", "Une année dure"}
    one = what.value_of(f"#{labels['Congé parental']}")
    sharer.browser.submit(sections=["path"], items=[one, str(uuid4())])
    letter = sharer.browser.submit(purpose="guidance")
    assert "Congé parental" in letter.text_of(".fil-consent-list")
    page = sharer.browser.get(link(letter, "Voir exactement"))
    assert "Congé parental" in page.text_of("#record")
    assert "Une année dure" not in page.said
    assert len(page.select("#record-path tbody tr")) == 2


def test_a_private_entry_removed_meanwhile_leads_back_to_a_step(sharer: Sharer) -> None:
    sharer.add(Moment(title="Congé parental", private=True))
    what = sharer.begin()
    item = what.value_of("#items input")
    sharer.browser.submit(sections=["path"], items=[item])
    sharer.browser.submit(purpose="guidance")
    with at_work(sharer.app, sharer.browser) as work:
        entries.remove(work, [UUID(item)])
    page = sharer.browser.submit(**SIGN)
    assert "Revoyez cette étape" in page.said
    assert sharer.grants() == []


# After it was given --------------------------------------------------------------------------


def test_the_list_says_who_what_why_since_and_until_when(met: Meeting) -> None:
    share = met.citizen.get("/shares").text_of(".fil-share")
    for words in ("CIDFF des Vosges", "Hélène Grandjean", "Mon plan d’action"):
        assert words in share
    assert re.search(r"Encore (89|90) jours", share)
    assert "Pas encore de visite" in share
    met.counsellor.get(met.url)
    assert "Hélène Grandjean" in met.citizen.get("/shares").text_of(".fil-share-what")


def test_135_a_share_stops_in_two_clicks_and_says_since_when(met: Meeting) -> None:
    question = met.citizen.get(link(met.citizen.get("/shares"), "Arrêter"))
    assert question.text_of("h1") == "Arrêter le partage avec CIDFF des Vosges ?"
    page = met.citizen.press("Oui, arrêter ce partage")
    assert re.search(r"est arrêté depuis le \d+ \w+ \d{4}, \d+ h \d\d", page.said)
    assert "arrêté par vous" in page.text_of("main details")
    assert "Personne d’autre que vous ne voit votre fil" in page.said


def test_the_window_over_the_list_asks_the_same_question(met: Meeting) -> None:
    page = met.citizen.get("/shares")
    assert page.text_of(".fil-pop h2") == "Arrêter le partage avec CIDFF des Vosges ?"
    assert page.value_of(".fil-pop form", "action") == f"/shares/{met.grant_id}/stop"


def test_g_01_once_stopped_the_next_request_of_the_structure_is_refused(met: Meeting) -> None:
    met.counsellor.get(met.url)
    met.citizen.submit(f"/shares/{met.grant_id}/stop")
    for url in (met.url, f"{met.url}/plan.pdf", f"{met.url}/plan.json", f"{met.url}/plan.csv"):
        met.counsellor.get(url, status=404)


def test_stopping_again_changes_nothing(met: Meeting) -> None:
    met.citizen.get("/shares")
    for _ in range(2):
        assert met.citizen.post(f"/shares/{met.grant_id}/stop").status_code == 303
    met.citizen.get(f"/shares/{met.grant_id}/stop", status=404)
    page = met.citizen.get(f"/shares/{met.grant_id}")
    assert "Arrêté" in page.said
    assert not page.select("#record")


def test_a_share_is_made_shorter_never_longer(app: Flask, met: Meeting) -> None:
    sooner = date.today() + timedelta(days=10)  # noqa: DTZ011
    page = met.citizen.submit(f"/shares/{met.grant_id}/change", ends=sooner.isoformat())
    assert "10 jours" in page.said
    url = f"/shares/{met.grant_id}/change"
    for wrong in (NEXT_YEAR.isoformat(), YESTERDAY.isoformat(), "2014-19-39", ""):
        assert met.citizen.submit(url, status=422, ends=wrong).text_of("#ends-error")
    with at_work(app, met.citizen) as work:
        assert given.one(work, met.grant_id).last_day == sooner


def test_a_share_is_prepared_again_with_its_answers(met: Meeting) -> None:
    met.citizen.get(f"/shares/{met.grant_id}")
    why = met.citizen.press("Prolonger ou changer")
    assert why.value_of("option[selected]") == "guidance"
    assert why.value_of("#mode-1[checked]") == "suivi"
    letter = met.citizen.submit()
    assert "Mon plan d’action" in letter.text_of(".fil-consent-list")


def test_a_share_that_ended_stays_told(met: Meeting, clock: Clock) -> None:
    clock.forward(days=100)
    arrivals.sign_in(met.citizen, met.citizen.login)
    page = met.citizen.get("/shares")
    assert "terminé à la date prévue" in page.text_of("main details")
    assert "Terminé" in met.citizen.get(f"/shares/{met.grant_id}").said
    assert met.citizen.get(f"/shares/{met.grant_id}/receipt").text_of("h1") == "Reçu de partage"


# Receipts ------------------------------------------------------------------------------------


def facts(page: Page) -> dict[str, str]:
    """What a receipt says, by label."""
    labels, words = page.texts("main dl dt"), page.texts("main dl dd")
    return dict(zip(labels, words, strict=True))


def test_f_08_both_sides_hold_the_same_receipt(met: Meeting) -> None:
    mine = facts(met.citizen.get(f"/shares/{met.grant_id}/receipt"))
    theirs = facts(met.counsellor.get(f"{met.url}/receipt"))
    assert mine == theirs
    assert mine["De"] == "Sandrine Thiébaut"
    assert mine["À"].startswith("CIDFF des Vosges")
    assert "Mon plan d’action" in mine["Quoi"]
    assert mine["Pourquoi"] == "Faire le point et m’orienter"
    assert f"version {consents.CURRENT}" in mine["Texte accepté"]
    assert re.search(r"\d+ h \d\d", mine["Donné le"])
    assert mine["Jusqu’au"]


def test_f_08_a_receipt_is_kept_as_a_sheet_and_as_data(met: Meeting) -> None:
    for url in (f"/shares/{met.grant_id}/receipt", f"{met.url}/receipt"):
        browser = met.citizen if url.startswith("/shares") else met.counsellor
        browser._ask("GET", f"{url}.pdf")
        assert browser.response is not None
        assert browser.response.headers["Content-Disposition"].startswith("attachment")
        text = PdfReader(io.BytesIO(browser.response.data)).pages[0].extract_text()
        assert "CIDFF des Vosges" in text
        browser._ask("GET", f"{url}.json")
        (kept,) = json.loads(browser.response.data)["records"]
        assert kept["event"] == "given"
        assert kept["purpose"] == "guidance"
        assert kept["notice"]["version"] == consents.CURRENT
        assert kept["information"]["sections"] == ["skills", "plan"]
        assert kept["validity"]["ends_at"]


def test_what_happens_to_a_consent_is_added_to_its_receipt(met: Meeting) -> None:
    sooner = date.today() + timedelta(days=10)  # noqa: DTZ011
    met.citizen.submit(f"/shares/{met.grant_id}/change", ends=sooner.isoformat())
    met.citizen.submit(f"/shares/{met.grant_id}/stop")
    told = facts(met.citizen.get(f"/shares/{met.grant_id}/receipt"))
    assert "Raccourci le" in told
    assert "Arrêté le" in told


# What comes back -----------------------------------------------------------------------------


def propose(app: Flask, met: Meeting, **changes: Any) -> UUID:
    """An action that the counsellor brings."""
    what = {"what": "Obtenir un accord écrit", "due": PartialDate(2027, 3, 5)} | changes
    with at_work(app, met.counsellor, met.structure_id) as work:
        return contributions.propose(work, met.grant_id, ProposedAction(**what))


def actions(app: Flask, met: Meeting) -> dict[str, Action]:
    """The citizen's actions, by title."""
    with at_work(app, met.citizen) as work:
        found = (one.entry for one in entries.read_all(work))
        return {one.title: one for one in found if isinstance(one, Action)}


def test_a_proposal_says_what_who_and_when_and_is_accepted(app: Flask, met: Meeting) -> None:
    propose(app, met)
    assert "Une proposition attend votre réponse" in met.citizen.get("/shares").said
    page = met.citizen.get("/shares/proposals")
    assert "Obtenir un accord écrit" in page.said
    assert "Hélène Grandjean" in page.said
    assert "CIDFF des Vosges" in page.said
    yes, no = page.select("main form button")
    assert {"btn"} <= set(yes["class"]) & set(no["class"])
    page = met.citizen.submit(button=("answer", "yes"))
    assert "Aucune proposition n’attend" in page.said
    kept = actions(app, met)["Obtenir un accord écrit"]
    assert kept.due == PartialDate(2027, 3, 5)
    assert kept.provenance.structure == "CIDFF des Vosges"


def test_a_proposal_is_accepted_for_another_day(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    met.citizen.submit(
        "/shares/proposals", button=("answer", "yes"), **{f"p{brought.hex[:8]}-due": "04/2027"}
    )
    assert actions(app, met)["Obtenir un accord écrit"].due == PartialDate(2027, 4)


def test_a_day_that_is_none_is_said_on_its_own_proposal(app: Flask, met: Meeting) -> None:
    propose(app, met, what="Une autre action")
    brought = propose(app, met)
    name = f"p{brought.hex[:8]}-due"
    page = met.citizen.submit(
        "/shares/proposals", status=422, button=("answer", "yes"), **{name: "2014-19-39"}
    )
    assert page.texts(".invalid-feedback") == [page.text_of(f"#{name}-error")]
    assert "Obtenir un accord écrit" not in actions(app, met)


def test_a_proposal_is_declined_and_nothing_is_added(app: Flask, met: Meeting) -> None:
    propose(app, met)
    page = met.citizen.submit("/shares/proposals", button=("answer", "no"))
    assert "Rien n’est ajouté à votre fil" in page.said
    assert "Obtenir un accord écrit" not in actions(app, met)
    assert "Refusée" in met.citizen.get(f"/shares/{met.grant_id}").said


def test_a_proposal_is_answered_once(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    met.citizen.submit("/shares/proposals", button=("answer", "no"))
    for answer in ("yes", "no"):
        met.citizen.post(f"/shares/proposals/{brought}", {"answer": answer})
        assert "déjà répondu" in met.citizen._arrive(200).said
    assert "Obtenir un accord écrit" not in actions(app, met)


def test_an_answer_comes_back_to_the_page_it_was_given_on(app: Flask, met: Meeting) -> None:
    brought = propose(app, met)
    data = {"answer": "no", "next": "/thread"}
    assert met.citizen.post(f"/shares/proposals/{brought}", data).location == "/thread"
    other = propose(app, met)
    data = {"answer": "no", "next": "https://elsewhere.example/"}
    answer = met.citizen.post(f"/shares/proposals/{other}", data)
    assert answer.location == "/shares/proposals"


def test_a_synthesis_is_read_and_accepted(app: Flask, met: Meeting) -> None:
    with at_work(app, met.counsellor, met.structure_id) as work:
        page = Synthesis(said="L’employeur hésite.", decided="Écrire.", met_on=day_of(work.now))
        contributions.propose(work, met.grant_id, page)
    shown = met.citizen.get("/shares/proposals")
    assert "L’employeur hésite." in shown.said
    assert not shown.select("main form input:not([type=hidden])")
    met.citizen.submit(button=("answer", "yes"))
    with at_work(app, met.citizen) as work:
        assert "synthesis" in {one.entry.kind for one in entries.read_all(work)}


# Nobody else's -------------------------------------------------------------------------------

PAGES = ("", "/receipt", "/receipt.pdf", "/receipt.json", "/stop", "/change")
ACTS = ("/stop", "/change", "/again")
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE")


def test_somebody_elses_grant_is_the_same_as_none(
    met: Meeting, browsers: Callable[..., Browser]
) -> None:
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    token = stranger._token()
    for page, method in product(sorted({*PAGES, *ACTS}), METHODS):
        data = {"csrf_token": token, "ends": YESTERDAY.isoformat()}
        theirs, nobody = (
            stranger._ask(method, f"/shares/{grant_id}{page}", data if method == "POST" else None)
            for grant_id in (met.grant_id, uuid4())
        )
        assert theirs.status_code == nobody.status_code
        assert theirs.status_code in {404, 405}
        assert len(theirs.data) == len(nobody.data)
    assert met.citizen.get(f"/shares/{met.grant_id}").select("#record")


def test_somebody_elses_proposal_is_the_same_as_none(
    app: Flask, met: Meeting, browsers: Callable[..., Browser]
) -> None:
    brought = propose(app, met)
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    for answer in ("yes", "no"):
        for proposal in (brought, uuid4()):
            sent = stranger.post(f"/shares/proposals/{proposal}", {"answer": answer})
            assert sent.status_code == 404
    assert "Obtenir un accord écrit" in met.citizen.get("/shares/proposals").said


def test_a_professional_and_a_visitor_find_no_share(met: Meeting, browser: Browser) -> None:
    met.counsellor.get("/shares", status=404)
    met.counsellor.get(f"/shares/{met.grant_id}", status=404)
    assert "/account/sign-in" in browser._ask("GET", "/shares").location

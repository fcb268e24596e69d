"""Shares that were given: who sees what, receipts, a sooner end, the end; and nobody else."""

import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import update

from portfolio.domain import consents
from portfolio.domain.consents import Event
from portfolio.domain.entries.skill import Skill
from portfolio.domain.sharing import Mode, Purpose, day_of
from portfolio.services import entries, given, receipts
from portfolio.storage.sharing import Grant
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.web import meetings
from tests.web.meetings import ALL_RIGHTS, Browsers, Meeting
from tests.web.sharers import facts, link

YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011  # the machine's day will do
NEXT_YEAR = date.today() + timedelta(days=370)  # noqa: DTZ011


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


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
    assert "arrêté par vous" in page.text_of("main details:not(.fil-help)")
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


def test_nothing_altered_stands_in_the_way_of_stopping(app: Flask, met: Meeting) -> None:
    with at_work(app, met.citizen) as work:
        work.session.execute(update(Grant).values(owner_box=b"altered"))
    assert "Arrêter ce partage ?" in met.citizen.get(f"/shares/{met.grant_id}/stop").said
    assert met.citizen.post(f"/shares/{met.grant_id}/stop").status_code == 303
    met.counsellor.get(met.url, status=404)


def test_a_share_is_made_shorter_never_longer(app: Flask, met: Meeting) -> None:
    sooner = day_of(datetime.now(UTC)) + timedelta(days=10)
    page = met.citizen.submit(f"/shares/{met.grant_id}/change", ends=sooner.isoformat())
    assert "10 jours" in page.said
    url = f"/shares/{met.grant_id}/change"
    for wrong in (NEXT_YEAR.isoformat(), YESTERDAY.isoformat(), "2014-19-39", ""):
        assert met.citizen.submit(url, status=422, ends=wrong).text_of("#ends-error")
    with at_work(app, met.citizen) as work:
        assert given.one(work, met.grant_id).last_day == sooner


def test_a_share_is_prepared_again_with_its_answers(met: Meeting) -> None:
    met.citizen.get(f"/shares/{met.grant_id}")
    why = met.citizen.press("Préparer un partage différent")
    assert why.value_of("option[selected]") == "guidance"
    assert why.value_of("#mode-1[checked]") == "suivi"
    letter = met.citizen.submit()
    assert "Mon plan d’action" in letter.text_of(".fil-consent-list")


def test_a_share_is_prolonged_by_one_new_agreement_and_the_former_ends_with_it(
    app: Flask, met: Meeting, clock: Clock
) -> None:
    """The same choices on one page, signed; a new record, a new key, and one share in the end."""
    met.counsellor.get(met.url)
    clock.forward(days=62)
    arrivals.sign_in(met.citizen, met.citizen.login)
    assert "Encore 28 jours" in met.citizen.get("/thread").text_of("#h-seen ~ ul")
    letter = met.citizen.press("Prolonger le partage avec CIDFF des Vosges")
    assert "Celui qui finit le" in letter.said and "Mon plan d’action" in letter.said
    assert "Tout continue dans le nouveau" in letter.said
    with at_work(app, met.citizen) as work:
        former = given.one(work, met.grant_id)
        assert former.active and len(given.mine(work).active) == 1

    met.citizen.submit(agreed=True, button=("answer", "yes"))

    with at_work(app, met.citizen) as work:
        (one,) = given.mine(work).active
        assert (one.terms.sections, one.terms.rights) == (former.terms.sections, ALL_RIGHTS)
        assert one.id != former.id and one.ends_at > former.ends_at
        assert receipts.read(work, former.id).latest.event is Event.REPLACED
        events = [record.event for record in receipts.read(work, one.id).records]
        assert events == [Event.GIVEN, Event.REFRESHED]
    assert "remplacé par un nouveau" in met.citizen.get("/shares").said
    arrivals.sign_in(met.counsellor, met.counsellor.login)
    desk = met.counsellor.get("/desk/")
    assert len(desk.select("tbody tr")) == 1 and "n’est plus ouvert" not in desk.said
    met.counsellor.get(met.url, status=404)


def test_a_share_that_is_not_prolonged_after_all_goes_on(app: Flask, met: Meeting) -> None:
    met.citizen.get(f"/shares/{met.grant_id}")
    met.citizen.press("Prolonger")
    met.citizen.submit(button=("answer", "no"))

    assert met.counsellor.get(met.url).select("#record")
    with at_work(app, met.citizen) as work:
        assert [one.id for one in given.mine(work).active] == [met.grant_id]


def test_a_share_that_ended_stays_told(met: Meeting, clock: Clock) -> None:
    clock.forward(days=100)
    arrivals.sign_in(met.citizen, met.citizen.login)
    page = met.citizen.get("/shares")
    assert "terminé à la date prévue" in page.text_of("main details:not(.fil-help)")
    assert "Terminé" in met.citizen.get(f"/shares/{met.grant_id}").said
    assert met.citizen.get(f"/shares/{met.grant_id}/receipt").text_of("h1") == "Reçu de partage"


# Receipts ------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("read_in", ["fr", "en"])
def test_f_08_each_side_reads_the_receipt_in_its_language_and_the_text_stays_in_its_own(
    app: Flask, met: Meeting, read_in: str
) -> None:
    """The citizen in one, the structure in the other; what was agreed to as it was read."""
    grant_id = meetings.give(app, met.citizen, met.structure_id, language=read_in)
    text = {
        "fr": "Je peux arrêter ce partage quand je veux",
        "en": "I can stop this share whenever",
    }
    titles = {"fr": "Pourquoi", "en": "Why"}
    sides = (met.citizen, f"/shares/{grant_id}"), (met.counsellor, f"/interviews/{grant_id}")
    for browser, url in sides:
        for language, why in titles.items():
            page = browser.get(f"{url}/receipt?language={language}")
            assert why in facts(page)
            assert page.one(f"main ul[lang={read_in}]").get_text().find(text[read_in]) >= 0
            browser._ask("GET", f"{url}/receipt.pdf?language={language}")
            assert browser.response is not None
            printed = PdfReader(io.BytesIO(browser.response.data)).pages[0].extract_text()
            assert why in printed and text[read_in][:18] in printed
        assert "Pourquoi" in facts(browser.get(f"{url}/receipt?language=<b>"))


def test_the_data_of_a_receipt_are_json_ld_that_fetches_nothing(met: Meeting) -> None:
    met.citizen._ask("GET", f"/shares/{met.grant_id}/receipt.json")
    assert met.citizen.response is not None
    assert met.citizen.response.mimetype == "application/ld+json"
    told = json.loads(met.citizen.response.data)
    assert told["@type"] == "dpv:ConsentReceipt" and isinstance(told["@context"], dict)


def test_a_share_that_reached_its_end_is_said_to_have_before_any_job_ran(
    app: Flask, met: Meeting, clock: Clock
) -> None:
    clock.forward(days=91)
    arrivals.sign_in(met.citizen, met.citizen.login)
    url = f"/shares/{met.grant_id}/receipt"
    before = facts(met.citizen.get(url))["Arrivé à sa fin le"]
    assert app.test_cli_runner().invoke(args=["nightly", "expire"]).exit_code == 0
    assert facts(met.citizen.get(url))["Arrivé à sa fin le"] == before
    journal = met.citizen.get("/shares/journal?period=30").said
    assert "Le service" in journal and "A fermé un partage arrivé à sa fin" in journal


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


def test_a_professional_and_a_visitor_find_no_share(met: Meeting, browser: Browser) -> None:
    met.counsellor.get("/shares", status=404)
    met.counsellor.get(f"/shares/{met.grant_id}", status=404)
    assert "/account/sign-in" in browser._ask("GET", "/shares").location


# A copy for a jury ---------------------------------------------------------------------------


def test_a_copy_for_a_jury_stays_what_it_was_and_both_sides_read_that_it_is_one(
    app: Flask, browsers: Browsers
) -> None:
    """Acceptance H-06: the portfolio moves on, the copy does not, and both are labelled."""
    jury = {"mode": Mode.PHOTO, "purpose": Purpose.VALIDATION}
    met = meetings.meeting(app, browsers, **jury)
    url, labelled = f"/shares/{met.grant_id}", "Si mon fil change"
    copied = facts(met.citizen.get(url))[labelled]
    assert re.fullmatch(r"Copie du \d+(er)? \w+ \d{4} : la suite n’est pas visible\.", copied)

    met.citizen.submit(f"/portfolio/{met.ids['interest']}/edit", title="Le potager partagé")
    assert facts(met.citizen.get(url))[labelled] == copied, "nothing that is in the copy"
    met.citizen.submit(f"/portfolio/{met.ids['skill']}/edit", title="Rassurer les familles")

    page = met.counsellor.get(met.url)
    assert re.search(r"Tel qu’au \d+(er)? \w+ \d{4}\.", page.said)
    assert "Informer et rassurer" in page.said and "Rassurer les familles" not in page.said
    mine = met.citizen.get(url)
    assert facts(mine)[labelled] == f"{copied} Votre fil a changé depuis."
    assert "Informer et rassurer" in mine.text_of("#record")
    assert "Rassurer les familles" not in mine.text_of("#record")


@pytest.mark.parametrize("change", ["add", "remove"])
def test_a_copy_is_left_behind_by_what_comes_and_goes_too(
    app: Flask, browsers: Browsers, change: str
) -> None:
    met = meetings.meeting(app, browsers, mode=Mode.PHOTO)
    with at_work(app, met.citizen) as work:
        if change == "add":
            entries.add(work, Skill(title="Compter"))
        else:
            entries.remove(work, [met.ids["skill"]])
    page = met.citizen.get(f"/shares/{met.grant_id}")
    assert facts(page)["Si mon fil change"].endswith("Votre fil a changé depuis.")

"""A relay through the pages: one structure proposes, the person decides, the other answers."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from portfolio.domain.sharing import day_of
from portfolio.services import departures, given
from portfolio.storage.appointments import Appointment
from portfolio.storage.referrals import Handover, Referral
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.page import Page
from tests.services.people import appointed_with
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting
from tests.web.sharers import SIGN

NEED = "Un atelier de français près de chez elle <b>mardi</b>."
WORDS: dict[str, Any] = {"need": NEED, "reason": "Nous n’en avons pas.", "urgency": "soon"}
NO: dict[str, Any] = {"cause": "full", "words": "Complet jusqu’en mars."}


@dataclass
class Relay:
    """A meeting, and the structure that a relay leads to."""

    app: Flask
    meeting: Meeting
    other: Browser

    @property
    def to(self) -> str:
        """The page on which the relay is written."""
        return f"{self.meeting.url}/referrals/new/{meetings.structure_of(self.app, self.other)}"

    def propose(self, **changes: Any) -> Page:
        """Accept the rules if they come, then propose."""
        counsellor = self.meeting.counsellor
        counsellor.get(self.to)
        if "/referrals/rules" in counsellor.url:
            counsellor.press("J’accepte ces règles")
        return counsellor.submit(self.to, **WORDS | changes)

    def open(self) -> Page:
        """The person’s page of the relay."""
        page = self.meeting.citizen.get("/shares/referrals")
        return self.meeting.citizen.get(str(page.one("main li h2 a")["href"]))

    def agree(self, **changes: Any) -> Page:
        """Say yes, tick skills, sign."""
        self.open()
        citizen = self.meeting.citizen
        citizen.submit(form="main form:not([action])", **changes)
        citizen.submit(sections=["skills"])
        citizen.submit(purpose="guidance")
        return citizen.submit(**SIGN)

    def came(self) -> str:
        """Where the other structure reads it."""
        page = self.other.get("/referrals")
        return str(page.one("main a[href^='/referrals/']:not([href$=rules])")["href"])


@pytest.fixture
def relay(app: Flask, browsers: Browsers) -> Relay:
    other = arrivals.a_professional(app, browsers(), name="Mission locale", town="Épinal")
    return Relay(app, meetings.meeting(app, browsers), other)


def test_i_05_the_whole_yes_through_the_pages(relay: Relay) -> None:
    """Acceptance I-05, the yes: read, chosen, previewed, signed; B has what was signed."""
    meeting = relay.meeting
    assert "Lisez et acceptez" not in relay.propose(sections=["plan"]).said
    assert "Aucun relais reçu" in relay.other.get("/referrals").said
    page = relay.open()
    assert "<b>mardi</b>" in page.one("#agreed-need").text and "ne sait rien" in page.said
    page = meeting.citizen.submit(form="main form:not([action])", need="Apprendre à écrire.")
    assert not page.select("[name=sections][checked]")
    meeting.citizen.submit(sections=["skills"])
    page = meeting.citizen.submit(purpose="guidance")
    assert "Proposé par CIDFF des Vosges" in page.said
    preview = meeting.citizen.get(str(page.one("a[href$='/preview']")["href"]))
    assert "Apprendre à écrire." in preview.said
    meeting.citizen.get(page_of(preview))
    page = meeting.citizen.submit(**SIGN)
    assert "Par un relais" in page.said and "proposé par CIDFF des Vosges" in page.said
    desk = relay.other.get("/desk/").said
    assert "1 relais reçu attend votre réponse réponse à donner avant le" in desk
    page = relay.other.get(relay.came())
    assert "Apprendre à écrire." in page.said and "mardi" not in page.said
    assert "Mission locale l’a lu" in relay.open().said
    assert "A lu un relais" in meeting.citizen.get("/shares/journal").said


def page_of(preview: Page) -> str:
    """Where the letter is."""
    return str(preview.one("a.fil-back")["href"])


def test_i_05_refused_through_the_pages_b_has_nothing(relay: Relay) -> None:
    """Acceptance I-05, the no: with a word or none, and B's pages are as if nothing had been."""
    relay.propose()
    relay.open()
    citizen = relay.meeting.citizen
    page = citizen.submit(form="form[action$='/refuse']", words="Trop loin.")
    assert "l’autre structure n’en saura rien" in page.said
    assert "Vous avez refusé" in page.said
    page = relay.meeting.counsellor.get("/referrals")
    page = relay.meeting.counsellor.get(str(page.one("main tbody a")["href"]))
    assert "Pas accordé" in page.said and "Trop loin." in page.said
    assert "Aucun relais reçu" in relay.other.get("/referrals").said


def test_i_06_the_steps_are_read_by_b_once_she_ticked_them(app: Flask, relay: Relay) -> None:
    """Acceptance I-06: the thread of steps travels; what A wrote besides does not."""
    counsellor, citizen = relay.meeting.counsellor, relay.meeting.citizen
    counsellor.submit(relay.meeting.url, said="Elle hésite.", decided="Écrire à l’école.")
    citizen.get("/shares/proposals")
    citizen.submit(button=("answer", "yes"), form="form[action*='/proposals/']")
    relay.propose()
    assert "Écrire à l’école." in relay.open().said
    relay.agree(thread=True)
    page = relay.other.get(relay.came())
    assert "Écrire à l’école." in page.said and "Elle hésite." not in page.said
    assert "Hélène Grandjean" in page.said


def test_i_07_the_reason_of_a_refusal_is_read_by_both(relay: Relay) -> None:
    """Acceptance I-07: reason and message, in her space and in A's; B's access is closed."""
    relay.propose()
    relay.agree()
    came = relay.came()
    page = relay.other.submit(came, status=422, form="form[action$='/decline']", cause="full")
    assert "Cette réponse est nécessaire" in page.said
    assert "votre accès est fermé" in relay.other.submit(form="form[action$='/decline']", **NO).said
    relay.other.get(came, status=404)
    assert "Complet jusqu’en mars." in relay.open().said
    page = relay.meeting.counsellor.get("/referrals")
    page = relay.meeting.counsellor.get(str(page.one("main tbody a")["href"]))
    assert "Plus de place pour le moment" in page.said and "Complet jusqu’en mars." in page.said


def note_and_close(relay: Relay, came: str) -> None:
    """Say on the page of the appointment how it went, and go from there to close the relay."""
    page = relay.other.get(came)
    assert page.select("form[action$='/close'] [data-saved]")
    held = str(page.one("main a[href*='/appointments/']")["href"])
    assert not relay.other.get(held).select(f"main a[href='{came}']")
    page = relay.other.press("Le rendez-vous n’a pas eu lieu")
    assert page.text_of(f"main a[href='{came}']") == "Clore ce relais"
    relay.other.get(came)
    relay.other.submit(form="form[action$='/close']", button=("came", "no"), words="Pas vue.")
    assert not relay.other.get(held).select(f"main a[href='{came}']")


def test_accepted_held_and_told_as_far_as_she_allows(relay: Relay, clock: Clock) -> None:
    relay.propose()
    relay.agree(told=True)
    came, soon = relay.came(), day_of(clock()) + timedelta(days=3)
    meet: dict[str, Any] = {"at": "9 h 30", "place": "12 rue des Halles"}
    late = {"day": "2020-01-01"} | meet
    page = relay.other.submit(came, status=422, form="form[action$='/accept']", **late)
    assert "Ce moment est déjà passé" in page.said and "12 rue des Halles" in str(page)
    far = {"day": "2031-01-01"} | meet
    page = relay.other.submit(came, status=422, form="form[action$='/accept']", **far)
    assert "C’est trop loin pour un rendez-vous" in page.said
    page = relay.other.submit(form="form[action$='/accept']", **meet | {"day": soon.isoformat()})
    assert "Le rendez-vous est dans votre agenda" in page.said
    assert "12 rue des Halles" in relay.open().said and "À confirmer par vous" in relay.open().said
    citizen = relay.meeting.citizen
    citizen.get(str(relay.open().one("a[href*='/appointments/']")["href"]))
    assert "Confirmé" in citizen.press("Confirmer").said
    assert "Sandrine" in relay.other.get("/desk/agenda").said
    clock.forward(days=4)
    for browser in (relay.other, relay.meeting.citizen, relay.meeting.counsellor):
        arrivals.sign_in(browser, browser.login)
    note_and_close(relay, came)
    assert "n’a pas eu lieu" in relay.open().said
    page = relay.meeting.counsellor.get(f"{relay.meeting.url}/referrals")
    page = relay.meeting.counsellor.get(str(page.one("main tbody a")["href"]))
    assert "Pas vue." in page.said


def test_past_thirty_days_each_side_reads_that_it_is_over_before_the_night_comes(
    relay: Relay, clock: Clock
) -> None:
    relay.propose()
    relay.agree()
    came = relay.came()
    clock.forward(days=31)
    for browser in (relay.other, relay.meeting.citizen, relay.meeting.counsellor):
        arrivals.sign_in(browser, browser.login)
    assert "Aucun relais reçu" in relay.other.get("/referrals").said
    assert "Sandrine" not in relay.other.get("/desk/").said
    relay.other.get(came, status=404)
    assert "n’a pas répondu à temps" in relay.open().said
    page = relay.meeting.citizen.get("/shares").said
    assert "Mission locale" in page.partition("Partage terminé (1)")[2]
    assert "Sans réponse à temps" in relay.meeting.counsellor.get("/referrals").said


def test_what_was_altered_is_one_line_of_each_page_and_never_the_end_of_it(
    app: Flask, relay: Relay
) -> None:
    relay.propose()
    relay.agree()
    counsellor, meeting = relay.meeting.counsellor, relay.meeting
    with at_work(app, counsellor, meeting.structure_id) as work:
        appointed_with(work, meeting.grant_id, days=2)
        work.session.execute(update(Referral).values(stage="refused"))
        work.session.execute(update(Handover).values(told=True))
        work.session.execute(update(Appointment).values(stage="confirmed"))
    pages = [counsellor.get("/referrals"), counsellor.get(f"{meeting.url}/referrals")]
    pages += [relay.other.get("/referrals"), meeting.citizen.get("/shares/referrals")]
    assert all("Ce relais ne peut pas être lu." in page.said for page in pages)
    assert "1 illisible" in counsellor.get(meeting.url).said
    pages = [counsellor.get(url) for url in ("/desk/", "/desk/agenda")]
    pages += [counsellor.get(f"{meeting.url}/appointments")]
    pages += [meeting.citizen.get("/shares/appointments")]
    assert all("Un rendez-vous ne peut pas être lu." in page.said for page in pages)


def test_stopped_by_her_the_other_structure_reads_a_closed_door(relay: Relay) -> None:
    relay.propose()
    relay.agree()
    came = relay.came()
    relay.open()
    page = relay.meeting.citizen.get(str(relay.open().one("a[href$='/stop']")["href"]))
    assert "Arrêter le relais vers Mission locale" in page.said
    assert "Vous avez arrêté ce relais" in relay.meeting.citizen.submit().said
    relay.other.get(came, status=404)


def test_before_she_agrees_its_address_is_the_same_404_as_any(relay: Relay) -> None:
    """Acceptance I-05: B at the very address of a relay reads what nobody wrote."""
    relay.propose()
    relay.open()
    url = relay.meeting.citizen.url
    waiting = relay.other.get(url.replace("/shares", ""), status=404).said
    never = relay.other.get("/referrals/00000000-0000-4000-8000-000000000000", status=404).said
    assert waiting == never


def test_a_proposal_after_the_share_stopped_gives_the_words_back(app: Flask, relay: Relay) -> None:
    relay.propose()
    counsellor = relay.meeting.counsellor
    counsellor.get(relay.to)
    meetings.revoke(app, relay.meeting.citizen, relay.meeting.grant_id)
    page = counsellor.submit(status=404, **WORDS)
    assert "n’est pas envoyé" in page.said and "<b>mardi</b>" in page.text_of("#typed")


def test_whoever_was_removed_while_writing_has_the_words_back_and_proposes_nothing(
    app: Flask, browsers: Browsers, relay: Relay
) -> None:
    relay.propose()
    sonia = meetings.colleague(app, browsers, relay.meeting.counsellor)
    sonia.get(relay.to)
    sonia.press("J’accepte ces règles")
    account_id = meetings.account_of(app, sonia)
    with at_work(app, relay.meeting.counsellor, relay.meeting.structure_id) as work:
        departures.remove(work, account_id)
    page = sonia.submit(status=404, **WORDS)
    assert "n’est pas envoyé" in page.said and "<b>mardi</b>" in page.text_of("#typed")


def test_a_relay_twice_to_one_structure_is_said_beside_what_was_typed(relay: Relay) -> None:
    relay.propose()
    page = relay.meeting.counsellor.submit(relay.to, status=422, **WORDS | {"need": "Autre."})
    assert "est déjà en cours" in page.said and "Autre." in str(page)


def test_withdrawn_or_too_late_the_letter_is_not_signed(relay: Relay) -> None:
    relay.propose()
    relay.open()
    citizen, counsellor = relay.meeting.citizen, relay.meeting.counsellor
    citizen.submit(form="main form:not([action])")
    citizen.submit(sections=["skills"])
    citizen.submit(purpose="guidance")
    page = counsellor.get(f"{relay.meeting.url}/referrals")
    counsellor.get(str(page.one("main tbody a")["href"]))
    counsellor.press("Retirer cette proposition")
    page = citizen.submit(**SIGN)
    assert "n’attend plus de réponse" in page.said and "a retiré sa proposition" in page.said
    with at_work(relay.app, citizen) as work:
        assert len(given.mine(work).active) == 1


def test_the_rules_are_read_before_the_first_relay_and_lead_back(relay: Relay) -> None:
    counsellor = relay.meeting.counsellor
    page = counsellor.get(relay.to)
    assert "Les règles des relais" in page.text_of("h1")
    assert len(page.select("main ol li")) >= 5
    page = counsellor.press("J’accepte ces règles")
    assert "Proposer un relais vers Mission locale" in page.text_of("h1")
    assert "Vous les avez acceptées" in counsellor.get("/referrals/rules").said


def test_others_are_shown_before_and_beside_the_one_proposed(
    app: Flask, browsers: Browsers, relay: Relay
) -> None:
    arrivals.a_professional(app, browsers(), name="Cap emploi", town="Épinal")
    relay.propose()
    counsellor = relay.meeting.counsellor
    page = counsellor.get(f"{relay.meeting.url}/referrals/new")
    assert page.texts("main li h2") == ["Cap emploi", "Mission locale"]
    assert "Cap emploi" in counsellor.get(relay.to).said
    assert "Cap emploi" in relay.open().said

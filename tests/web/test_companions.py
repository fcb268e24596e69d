"""What do they know about me: by recipient, over time, and one button to stop."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from portfolio.domain.sections import Section
from portfolio.domain.sharing import day_of
from portfolio.domain.structures import Office
from portfolio.services.invitations import Guest
from tests import arrivals
from tests.arrivals import at_work
from tests.browser import Browser
from tests.clock import Clock
from tests.perf.test_queries import BUDGET, cost
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


@pytest.fixture
def other(app: Flask, browsers: Browsers, met: Meeting) -> Browser:
    """A second structure, which sees something else."""
    browser = arrivals.a_professional(app, browsers(), name="Fongecif Lorraine", town="Nancy")
    place = meetings.structure_of(app, browser)
    meetings.give(app, met.citizen, place, sections=(Section.PATH,))
    return browser


def test_l_04_by_structure_sections_since_until_last_read_and_one_button(
    app: Flask, met: Meeting, other: Browser
) -> None:
    """Acceptance L-04."""
    meetings.give(app, met.citizen, met.structure_id, sections=(Section.PATH,))
    met.counsellor.get(met.url)
    page = met.citizen.get("/shares/known")
    cards = {card.split(",")[0]: card for card in page.texts(".fil-share")}
    assert set(cards) == {"CIDFF des Vosges", "Fongecif Lorraine"}
    said = cards["CIDFF des Vosges"]
    for words in ("Mon parcours", "Mes compétences et mes langues", "Mon plan d’action"):
        assert words in said
    for words in ("Depuis", "Jusqu’au", "Hélène Grandjean", "Voir les 2 partages"):
        assert words in said
    assert "Pas encore de visite" in cards["Fongecif Lorraine"]
    assert "Mon plan d’action" not in cards["Fongecif Lorraine"]
    rights = "Peut faire Lire ce que je partage"
    assert rights in said and "Me proposer une action" in said
    assert rights in cards["Fongecif Lorraine"]

    button = f".fil-share button[name=structure][value='{met.structure_id}']"
    assert page.one(button).get_text() == "Oui, tout arrêter"


def test_g_08_what_was_exported_stays_in_sight_once_the_access_is_stopped(
    app: Flask, met: Meeting, clock: Clock
) -> None:
    """Acceptance G-08: which copy, in what format, by whom, when; said before it was made."""
    assert "journal" in met.counsellor.get(met.url).said
    met.counsellor._ask("GET", f"{met.url}/plan.pdf")
    met.citizen.submit(f"/shares/{met.grant_id}/stop")
    clock.forward(days=400)
    arrivals.sign_in(met.citizen, met.citizen.login)

    page = met.citizen.get("/shares/known")

    (row,) = page.texts("main tbody tr")
    assert "Plan d’action (PDF)" in row and "Hélène Grandjean" in row and "Terminé le" in row
    assert not page.select(".fil-share")


def test_who_came_over_time_stays_with_the_first_day_and_the_last(
    app: Flask, met: Meeting, browsers: Browsers, clock: Clock
) -> None:
    guest = Guest("Sonia Mougel", Office.COUNSELLOR)
    colleague = meetings.colleague(app, browsers, met.counsellor, guest)
    colleague.get(met.url)
    clock.forward(days=2)
    for browser in (met.counsellor, met.citizen):
        arrivals.sign_in(browser, browser.login)
    met.counsellor.get(met.url)
    (row,) = met.citizen.get("/shares/known").texts("main tbody tr")
    assert row.index("Sonia Mougel") < row.index("Hélène Grandjean")


def test_everything_stops_with_everybody_at_once_after_a_question(
    app: Flask, met: Meeting, other: Browser
) -> None:
    question = met.citizen.get("/shares/known/stop")
    assert "Tout arrêter avec tout le monde ?" in question.said
    page = met.citizen.press("Oui, tout arrêter")
    assert "2 partages sont arrêtés depuis" in page.said
    assert not page.select(".fil-share")
    met.counsellor.get(met.url, status=404)
    again = met.citizen.submit("/shares/known/stop")
    assert "il n’y avait rien à arrêter" in again.said


def test_whoever_goes_by_two_names_is_told_what_stopping_both_at_once_may_say(
    app: Flask, met: Meeting
) -> None:
    guessed = "elle peut deviner que c’est vous"
    assert guessed not in met.citizen.get("/shares/known").said
    meetings.give(app, met.citizen, met.structure_id, sections=(Section.PATH,), alias="Louve")
    assert guessed in met.citizen.get("/shares/known").said
    for url in ("/shares/known/stop", f"/shares/known/stop?structure={met.structure_id}"):
        assert guessed in met.citizen.get(url).said
    meetings.revoke(app, met.citizen, met.grant_id)
    told = r"n’est plus ouvert depuis le [0-9]+ \w+ [0-9]{4}\."  # a day, and no hour
    assert re.search(told, met.counsellor.get("/desk/").said)


def test_one_structure_s_shares_stop_and_no_other_s(
    app: Flask, met: Meeting, other: Browser
) -> None:
    meetings.give(app, met.citizen, met.structure_id)
    met.citizen.get(f"/shares/known/stop?structure={met.structure_id}")
    page = met.citizen.press("Oui, tout arrêter")
    assert "2 partages sont arrêtés depuis" in page.said
    assert len(page.select(".fil-share")) == 1


def test_nobody_stops_what_somebody_else_gave(app: Flask, met: Meeting, browsers: Browsers) -> None:
    stranger = arrivals.a_citizen(browsers(), name="Samir")
    stranger.get(f"/shares/known/stop?structure={met.structure_id}", status=404)
    stranger.submit("/shares/known/stop")
    met.counsellor.get(met.url)


def test_the_page_costs_the_same_few_queries_whatever_was_given(
    app: Flask, met: Meeting, other: Browser
) -> None:
    few = cost(app, met.citizen, "/shares/known")
    for _ in range(3):
        meetings.give(app, met.citizen, met.structure_id)
    assert cost(app, met.citizen, "/shares/known") == few <= BUDGET


def test_before_anything_was_shared_the_page_says_nobody_sees_anything(
    app: Flask, browsers: Browsers
) -> None:
    page = arrivals.a_citizen(browsers()).get("/shares/known")
    assert "Personne d’autre que vous ne voit votre fil." in page.said
    assert not page.select("main table")


def test_a_share_that_has_not_begun_is_told_apart_from_what_is_seen_today(
    app: Flask, met: Meeting
) -> None:
    with at_work(app, met.citizen) as work:
        later = (work.now + timedelta(days=10)).date()
    meetings.give(app, met.citizen, met.structure_id, starts=later)
    (card,) = met.citizen.get("/shares/known").texts(".fil-share")
    assert "Voir les 2 partages" in card
    assert "1 autre partage, à partir du" in card


def test_a_share_to_come_is_nowhere_said_to_be_open(app: Flask, met: Meeting) -> None:
    meetings.revoke(app, met.citizen, met.grant_id)
    with at_work(app, met.citizen) as work:
        later = (work.now + timedelta(days=10)).date()
    to_come = meetings.give(app, met.citizen, met.structure_id, starts=later)

    (card,) = met.citizen.get("/shares/known").texts(".fil-share")
    assert "Verra" in card and "À partir du" in card
    listed = met.citizen.get("/shares")
    assert "Personne d’autre que vous ne voit encore votre fil." in listed.said
    assert "À partir du" in listed.texts(".fil-share")[0]
    assert "Pas encore ouvert" in met.citizen.get(f"/shares/{to_come}").said
    assert "ne peut encore lire votre fil" in met.citizen.get("/thread").said

    meetings.revoke(app, met.citizen, to_come)
    assert "avant d’avoir commencé" in met.citizen.get("/shares").said


def test_the_last_day_of_a_share_is_called_so(app: Flask, met: Meeting) -> None:
    with at_work(app, met.citizen) as work:
        today = day_of(work.now)
    grant_id = meetings.give(app, met.citizen, met.structure_id, ends=today)
    assert "dernier jour" in met.citizen.get(f"/shares/{grant_id}").said
    assert "Dernier jour" in met.citizen.get("/shares").said

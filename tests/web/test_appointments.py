"""Appointments on both sides' pages: proposed, confirmed, moved, called off, put in a calendar."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar

from portfolio.domain.sharing import ZONE
from tests.browser import Browser
from tests.clock import Clock
from tests.web import meetings
from tests.web.meetings import Browsers, Meeting

DAY = date.today() + timedelta(days=9)  # noqa: DTZ011  # the machine's day will do
PLAN: dict[str, Any] = {"day": DAY.isoformat(), "at": "14h30", "minutes": "45", "how": "place"}
PLACE = "12 rue Thiers, 2e étage"


@pytest.fixture
def met(app: Flask, browsers: Browsers) -> Meeting:
    return meetings.meeting(app, browsers)


def propose(met: Meeting, **changes: Any) -> tuple[str, str]:
    """The counsellor proposes one; its address for each of them."""
    page = f"{met.url}/appointments"
    met.counsellor.submit(page, form="section form", **PLAN | {"place": PLACE} | changes)
    return met.counsellor.url, met.counsellor.url.replace("/interviews/", "/shares/")


def act(browser: Browser, url: str, name: str, **typed: Any) -> Any:
    return browser.submit(url, form=f"form[action$='/{name}']", **typed)


def test_h_05_the_next_meeting_is_agreed_by_both_and_on_both_pages(met: Meeting) -> None:
    """Acceptance H-05: she leaves with the date of the next meeting, and finds it again."""
    theirs, hers = propose(met, bring="Votre bulletin de paie.")
    assert "À confirmer par vous" in met.citizen.get("/thread").said
    page = met.citizen.get(hers)
    assert PLACE in page.said and "de 14 h 30 à 15 h 15" in page.said.replace(
        "\u202f", " "
    ).replace("\xa0", " ")
    assert "Votre bulletin de paie." in page.said and "Hélène Grandjean" in page.said
    act(met.citizen, hers, "confirm")
    assert "Confirmé" in met.counsellor.get(theirs).said
    assert "14 h 30" in met.counsellor.get(met.url).text_of("#appointments").replace("\xa0", " ")
    assert met.citizen.get("/shares/appointments").said.count("CIDFF des Vosges") >= 1


def test_she_proposes_another_moment_and_the_counsellor_says_yes(met: Meeting) -> None:
    theirs, hers = propose(met)
    later = (DAY + timedelta(days=1)).isoformat()
    act(met.citizen, f"{hers}/move", "move", day=later, at="09:00")
    page = met.counsellor.get(theirs)
    assert "Déplacé" in page.said and "À confirmer par vous" in page.said
    assert "1 à confirmer" in met.counsellor.get(met.url).text_of("#appointments")
    act(met.counsellor, theirs, "confirm")
    assert "Confirmé" in met.citizen.get(hers).said


def test_either_calls_it_off_with_or_without_a_reason(met: Meeting) -> None:
    theirs, hers = propose(met)
    act(met.citizen, hers, "cancel", reason="Je travaille ce jour-là.")
    page = met.counsellor.get(theirs)
    assert "Annulé" in page.said and "Je travaille ce jour-là." in page.said
    assert not page.select("form[action$='/cancel']")


def test_of_two_tabs_one_confirms_what_the_other_moved_and_reads_what_it_is(met: Meeting) -> None:
    theirs, hers = propose(met)
    met.citizen.get(hers)
    act(met.counsellor, f"{theirs}/move", "move", at="16:00")
    page = met.citizen.submit(form="form[action$='/confirm']", status=409)
    assert "a changé entre-temps" in page.said and "16 h" in page.said
    assert page.select("form[action$='/confirm']")


def test_of_two_who_move_it_the_second_keeps_what_they_typed(met: Meeting) -> None:
    theirs, hers = propose(met)
    met.citizen.get(f"{hers}/move")
    act(met.counsellor, f"{theirs}/move", "move", at="16:00")
    page = met.citizen.submit(
        form="form[action$='/move']", status=409, place="Chez moi", bring="Rien."
    )
    assert "16 h" in page.said and page.value_of("[name=place]") == "Chez moi"
    met.citizen.submit(form="form[action$='/move']", at="11:00", place="Chez moi")
    assert "Chez moi" in met.counsellor.get(theirs).said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2020-01-01"}, "déjà passé"),
        ({"day": "jamais"}, "Écrivez le jour ainsi"),
        ({"day": "0001-01-01", "at": "00:00"}, "entre 1900 et 2100"),
        ({"day": "9999-12-31", "at": "23:59"}, "entre 1900 et 2100"),
        ({"day": ""}, "nécessaire"),
        ({"at": "midi et demi"}, "Écrivez l’heure ainsi"),
        ({"how": "video"}, "Collez l’adresse"),
        ({"how": "video", "link": "http://visio.fr/x"}, "pas protégée"),
        ({"minutes": "7"}, "Choisissez une durée"),
        ({"place": "x" * 300}, "200 signes au plus"),
    ],
)
def test_what_cannot_be_is_said_beside_its_question_and_nothing_typed_is_lost(
    met: Meeting, wrong: dict[str, str], said: str
) -> None:
    page = met.counsellor.submit(
        f"{met.url}/appointments",
        form="section form",
        status=422,
        **PLAN | {"bring": "Un <script> et des 🌱"} | wrong,
    )
    assert said in page.said
    assert page.text_of("[name=bring]") == "Un <script> et des 🌱"


def test_it_goes_to_a_calendar_under_a_title_that_says_nothing(met: Meeting) -> None:
    theirs, hers = propose(met)
    first = _event(met.citizen.get(f"{hers}/calendar.ics").markup)
    act(met.counsellor, f"{theirs}/move", "move", at="16:00")
    second = _event(met.counsellor.get(f"{theirs}/calendar.ics").markup)
    assert first["uid"] == second["uid"] and second["sequence"] > first["sequence"]
    assert str(first["summary"]) == "Rendez-vous" and str(first["location"]) == PLACE
    assert first["dtstart"].dt.astimezone().timestamp() < second["dtstart"].dt.timestamp()


def _event(text: str) -> Any:
    calendar = Calendar.from_ical(text)
    assert calendar["method"] == "PUBLISH"
    [event] = calendar.walk("VEVENT")
    return event


def test_an_overlap_is_told_and_kept(app: Flask, met: Meeting) -> None:
    propose(met)
    propose(met, at="15:00")
    assert "au même moment, vous avez déjà un rendez-vous avec Sandrine" in (
        met.counsellor.page.said  # type: ignore[union-attr]
    )


def test_after_the_share_she_keeps_her_page_and_the_counsellor_has_none(
    app: Flask, met: Meeting
) -> None:
    theirs, hers = propose(met)
    meetings.revoke(app, met.citizen, met.grant_id)
    met.counsellor.get(theirs, status=404)
    page = met.citizen.get(hers)
    assert PLACE in page.said and not page.select("form[action$='/cancel']")


def test_what_was_typed_when_the_share_stopped_is_given_back(app: Flask, met: Meeting) -> None:
    met.counsellor.get(f"{met.url}/appointments")
    meetings.revoke(app, met.citizen, met.grant_id)
    page = met.counsellor.submit(form="section form", status=404, **PLAN | {"bring": "Un CV."})
    assert "Un CV." in page.said


def test_what_she_was_writing_when_her_own_share_ended_is_given_back(
    app: Flask, met: Meeting
) -> None:
    meetings.revoke(app, met.citizen, met.grant_id)
    for path, typed in (
        ("appointments", PLAN | {"bring": "Un CV."}),
        ("comments", {"text": "Un CV."}),
    ):
        met.citizen.get(f"/shares/{met.grant_id}/{path}")
        answer = met.citizen.post(met.citizen.url, typed)
        assert answer.status_code == 422 and "Un CV." in answer.text, path


def test_how_it_went_is_noted_once_it_began_and_both_read_it(met: Meeting, clock: Clock) -> None:
    soon = (clock() + timedelta(minutes=6)).astimezone(ZONE)
    theirs, hers = propose(met, day=soon.date().isoformat(), at=soon.strftime("%H:%M"))
    page = met.counsellor.get(theirs)
    assert not page.select("form[action$='/presence']")
    early = {"presence": "absent", "step": "1"}
    assert met.counsellor.post(f"{theirs}/presence", early).status_code == 422
    clock.forward(minutes=10)
    assert not met.citizen.get(hers).select("form[action$='/presence']")
    met.counsellor.get(theirs)
    met.counsellor.press("Le rendez-vous n’a pas eu lieu")
    assert "Le rendez-vous n’a pas eu lieu" in met.citizen.get(hers).said
    assert met.counsellor.post(f"{theirs}/presence", early | {"presence": "x"}).status_code == 404
